import type { Counts } from '../../../search/counts.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Language } from '../../platform/problems.ts'
import { rocYear } from '../../platform/zh/roc-date.ts'
import type { Found } from '../api.ts'
import type { Searching } from './searching.ts'

type Facets = Returned<Pick<Found, 'sources' | 'systems' | 'kinds' | 'years'>>

export const NO_FACETS: Facets = { sources: [], systems: [], kinds: [], years: [] }

/** Counts as they are shown: sources as the tabs stand, systems and kinds by how many, years the latest first. */
export async function facetsOf(
  { db, sources }: Pick<Searching, 'db' | 'sources'>,
  counts: Counts,
  language: Language,
): Promise<Facets> {
  const ids = Object.keys(counts.systems).map(Number)
  const systems =
    ids.length === 0
      ? []
      : await db.selectFrom('systems').select(['id', 'shortName']).where('id', 'in', ids).execute()
  const nameOf = new Map(systems.map(({ id, shortName }) => [String(id), shortName]))
  const kindOf = (kind: string) =>
    sources.map(({ kindLabel }) => kindLabel?.(kind, language)).find((label) => label !== undefined) ?? kind
  return {
    sources: sources.flatMap(({ name, label }) => {
      const n = counts.sources[name]
      return n === undefined ? [] : [{ value: name, label: label[language], n }]
    }),
    systems: most(counts.systems).flatMap(({ value, n }) => {
      const label = nameOf.get(value)
      return label === undefined ? [] : [{ value, label, n }]
    }),
    kinds: most(counts.kinds).map(({ value, n }) => ({ value, label: kindOf(value), n })),
    years: Object.entries(counts.years)
      .sort(([one], [other]) => Number(other) - Number(one))
      .map(([value, n]) => ({ value, label: yearLabel(value, language), n })),
  }
}

const most = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .map(([value, n]) => ({ value, n }))
    .sort((one, other) => other.n - one.n || (one.value < other.value ? -1 : 1))

const yearLabel = (year: string, language: Language) =>
  language === 'en' ? year : `${rocYear(`${year}-01-01`)} 年`
