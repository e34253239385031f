import type { Found } from '../../../server/api.ts'
import type { FilterName, Slice } from '../../parts/search/slice.ts'

export type Count = Found['sources'][number]

const COUNTS = { system: 'systems', kind: 'kinds', year: 'years' } as const

/** The counts of one filter. */
export const countsOf = (found: Found, name: FilterName): readonly Count[] => found[COUNTS[name]]

/** How many there are in all under the filters; of one source when one is chosen. */
export const total = ({ sources }: Found, { source }: Slice): number =>
  sources.filter(({ value }) => source === undefined || value === source).reduce((sum, { n }) => sum + n, 0)

/** What the reader calls a chosen value; itself when nothing of it was found. */
export const labelOf = (found: Found, name: FilterName, value: string): string =>
  countsOf(found, name).find((one) => one.value === value)?.label ?? value

/** The slice with a filter set to one of its values; on its first page. */
export const withFilter = (slice: Slice, name: FilterName, value: string | undefined): Slice => ({
  ...slice,
  page: undefined,
  [name]: value === undefined ? undefined : name === 'kind' ? value : Number(value),
})
