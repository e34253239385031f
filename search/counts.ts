import type { Candidate, Question } from './port.ts'

/**
 * How many candidates there are, for tabs and facets: of at most the 1,000 likeliest, all of which this reader may see.
 * When an engine gives as many candidates as it was asked for, there may be more, and each count is "at least". Each
 * facet counts under the filters of all the others, so that it says what choosing would give. A document of two systems
 * counts for both.
 */
export type Counts = {
  all: number
  sources: Record<string, number>
  systems: Record<string, number>
  kinds: Record<string, number>
  years: Record<string, number>
}

type Counted = Omit<Candidate, 'key' | 'score'>
type Filters = Pick<Question, 'source' | 'systemId' | 'kind' | 'year'>

/** Whether what may fit also passes the filters. */
export const passes = (of: Counted, { source, systemId, kind, year }: Filters): boolean =>
  (source === undefined || of.source === source) &&
  (systemId === undefined || of.systemIds.includes(systemId)) &&
  (kind === undefined || of.kind === kind) &&
  (year === undefined || of.year === year)

/**
 * Counts candidates that were found without filters. The list under a filter is those that pass it: it is as long as
 * the count says. When there may be more, it is asked for again, with the filter.
 */
export function countsOf(candidates: Iterable<Counted>, { source, systemId, kind, year }: Filters): Counts {
  const counts: Counts = { all: 0, sources: {}, systems: {}, kinds: {}, years: {} }
  for (const one of candidates) {
    const is = {
      source: source === undefined || one.source === source,
      system: systemId === undefined || one.systemIds.includes(systemId),
      kind: kind === undefined || one.kind === kind,
      year: year === undefined || one.year === year,
    }
    if (is.source && is.system && is.kind && is.year) counts.all++
    if (is.system && is.kind && is.year) add(counts.sources, one.source)
    if (is.source && is.kind && is.year)
      for (const id of new Set(one.systemIds)) add(counts.systems, String(id))
    if (is.source && is.system && is.year) add(counts.kinds, one.kind)
    if (is.source && is.system && is.kind) add(counts.years, String(one.year))
  }
  return counts
}

const add = (counts: Record<string, number>, name: string) => {
  counts[name] = (counts[name] ?? 0) + 1
}
