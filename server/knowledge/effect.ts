/** From which day to which a version holds, both days included; null is open. Days of Taipei, `2026-11-22`. */
export type Effective = { effectiveFrom: string | null; effectiveUntil: string | null }

export type Effect = 'not-yet' | 'in-force' | 'past'

/** Whether a version holds on a day. Days as `2026-11-22` sort as they follow each other. */
export function effectOn({ effectiveFrom, effectiveUntil }: Effective, day: string): Effect {
  if (effectiveFrom !== null && day < effectiveFrom) return 'not-yet'
  if (effectiveUntil !== null && day > effectiveUntil) return 'past'
  return 'in-force'
}

/** Its day of review has passed and nobody has looked at it since: readers are told, its owner is asked. */
export const isReviewOverdue = ({ reviewOn }: { reviewOn: string | null }, today: string): boolean =>
  reviewOn !== null && reviewOn < today

/** The same day some months later, or the last of that month where it has no such day. */
export function dayAfterMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

/**
 * Where a reader of a withdrawn entry is sent: the successor, or the successor's successor where that was withdrawn too.
 *
 * @param successorOf the entry that followed a withdrawn one; undefined for one that is still read
 * @returns undefined where nothing followed, or where the entries follow each other in a circle
 */
export function lastSuccessor(
  id: string,
  successorOf: (id: string) => string | null | undefined,
): string | undefined {
  const seen = new Set([id])
  for (let at = successorOf(id); at; ) {
    if (seen.has(at)) return undefined
    seen.add(at)
    const next = successorOf(at)
    if (next === undefined) return at
    at = next
  }
  return undefined
}
