export const GROUPINGS = ['all', 'queue', 'site', 'system', 'agent'] as const
export const SPANS = ['15', '30', '60', '1440'] as const
export type Grouping = (typeof GROUPINGS)[number]
/** Minutes of one interval. */
export type Minutes = (typeof SPANS)[number]

/** What narrows the history: a day as `2026-11-21`, by what it is grouped, how long an interval is. */
export type HistorySearch = {
  day?: string | undefined
  by?: Grouping | undefined
  minutes?: Minutes | undefined
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The search of an address; what makes no sense is left out. */
export const historySearchOf = (raw: Record<string, unknown>): HistorySearch => ({
  day: DAY.test(String(raw['day'])) ? String(raw['day']) : undefined,
  by: GROUPINGS.find((by) => by === raw['by']),
  minutes: SPANS.find((minutes) => minutes === String(raw['minutes'])),
})
