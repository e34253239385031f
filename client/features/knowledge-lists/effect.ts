import type { EffectRow } from './queries.ts'

export type Month = EffectRow & {
  /** Minutes fewer with an entry; negative: more. Null where one of the two is not known. */
  saved: number | null
}

/** The months of one system, or of all together (null), in order. */
export const monthsOf = (rows: readonly EffectRow[], systemId: number | null): Month[] =>
  rows
    .filter((row) => row.systemId === systemId)
    .toSorted((one, other) => one.month.localeCompare(other.month))
    .map((row) => ({
      ...row,
      saved:
        row.withEntryMinutes === null || row.withoutMinutes === null
          ? null
          : row.withoutMinutes - row.withEntryMinutes,
    }))

/** What stands below all months: how many there were. Medians cannot be added. */
export const totalOf = (months: readonly Month[]) => ({
  withEntry: months.reduce((sum, month) => sum + month.withEntry, 0),
  without: months.reduce((sum, month) => sum + month.without, 0),
  deflected: months.reduce((sum, month) => sum + month.deflected, 0),
})

/** The last month in which both are known. */
export const lastCompared = (months: readonly Month[]) => months.findLast(({ saved }) => saved !== null)

/** How long the longest bar stands for. */
export const longestOf = (months: readonly Month[]) =>
  Math.max(
    0,
    ...months.flatMap(({ withEntryMinutes, withoutMinutes }) => [withEntryMinutes ?? 0, withoutMinutes ?? 0]),
  )

/** `2026-11` as the first day of so many months before now. */
export function monthsBefore(now: Date, months: number): string {
  const taipei = new Date(now.getTime() + 8 * 3_600_000)
  return new Date(Date.UTC(taipei.getUTCFullYear(), taipei.getUTCMonth() - months + 1, 1))
    .toISOString()
    .slice(0, 10)
}
