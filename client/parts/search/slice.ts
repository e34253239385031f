import type { Api, Input } from '../../../server/api.ts'

/** What is looked for and how it is narrowed; all of it as the address has it. */
export type Slice = {
  text: string
  source?: string | undefined
  system?: number | undefined
  kind?: string | undefined
  year?: number | undefined
  page?: number | undefined
}
export type FilterName = 'system' | 'kind' | 'year'

export const FILTERS = ['system', 'kind', 'year'] as const satisfies readonly FilterName[]
export const LAST_PAGE = 10

/** What is beyond is not looked for, and does not fit into an address. */
export const LONGEST = 1000

/** What somebody wrote, as it is sent. */
export const asSent = (written: string) => [...written.trim()].slice(0, LONGEST).join('').trim()

const wholeIn = (value: unknown, least: number, most: number) => {
  const n = /^\d{1,5}$/.test(String(value)) ? Number(value) : Number.NaN
  return n >= least && n <= most ? n : undefined
}
const wordIn = (value: unknown, most: number) => {
  const word = String(value ?? '').trim()
  return word !== '' && word.length <= most ? word : undefined
}

/** What an address asks for; what makes no sense in it is left out. */
export function sliceFrom(query: Readonly<Record<string, unknown>>): Slice {
  return {
    text: String(query['text'] ?? '').trim(),
    source: wordIn(query['source'], 20),
    system: wholeIn(query['system'], 1, 32_767),
    kind: wordIn(query['kind'], 40),
    year: wholeIn(query['year'], 1900, 2200),
    page: wholeIn(query['page'], 2, LAST_PAGE),
  }
}

/** As an address has it: nothing that is empty or usual. */
const paramsOf = (slice: Slice): Record<string, string> =>
  Object.fromEntries(
    Object.entries(slice).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  )

/** The portal's address of a search, without a language. */
export function searchPath(slice: Slice): string {
  const query = new URLSearchParams(paramsOf(slice))
  return query.size > 0 ? `/search?${query}` : '/search'
}

/** What the server is asked. */
export const askedOf = ({
  text,
  source,
  system,
  kind,
  year,
  page,
}: Slice): Input<Api['GET /search']>['query'] => ({
  text,
  ...(source && { source }),
  ...(system && { system }),
  ...(kind && { kind }),
  ...(year && { year }),
  ...(page && { page }),
})

export const isNarrowed = ({ source, system, kind, year }: Slice) =>
  source !== undefined || system !== undefined || kind !== undefined || year !== undefined

/** The same words, everywhere. */
export const widened = ({ text }: Slice): Slice => ({ text })
