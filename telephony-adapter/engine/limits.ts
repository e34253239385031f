import type { Clock } from '../clock.ts'
import type { Plan } from '../plan.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How often somebody has called, and an agent has dialled. */
export type Limits = {
  /** Counts a call of this number; withheld numbers count as one. */
  isTooMany(from: string | null): boolean
  /** Counts a number dialled by this extension. @returns false when the hour's calls are used up; then it is not counted */
  takeDial(extension: string): boolean
}

export function limitsBy({ clock, plan }: { clock: Clock; plan: () => Plan | undefined }): Limits {
  const arrivals = slidingCount(clock, MINUTE_MS)
  const dials = slidingCount(clock, HOUR_MS)
  return {
    isTooMany(from) {
      const most = plan()?.mostCallsPerMinute ?? Number.POSITIVE_INFINITY
      return arrivals.add(from ?? 'withheld') > most
    },
    takeDial(extension) {
      const most = plan()?.dialling.perAgentAndHour ?? 0
      if (dials.count(extension) >= most) return false
      dials.add(extension)
      return true
    },
  }
}

function slidingCount(clock: Clock, windowMs: number) {
  const times = new Map<string, number[]>()
  let sweepAt = 0
  const within = (key: string) => (times.get(key) ?? []).filter((at) => at > clock.now() - windowMs)
  /** Nobody's times are kept for longer than they count. */
  function sweep() {
    if (clock.now() < sweepAt) return
    sweepAt = clock.now() + windowMs
    for (const key of times.keys()) if (within(key).length === 0) times.delete(key)
  }
  return {
    count: (key: string) => within(key).length,
    add(key: string) {
      sweep()
      const now = [...within(key), clock.now()]
      times.set(key, now)
      return now.length
    },
  }
}
