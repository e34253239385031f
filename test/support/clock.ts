/** A clock that stands still until it is moved. */
export function stoppedClock(start = '2026-11-20T01:00:00Z') {
  let at = new Date(start).getTime()
  return {
    now: () => new Date(at),
    advance({ hours = 0, minutes = 0, seconds = 0 }: { hours?: number; minutes?: number; seconds?: number }) {
      at += ((hours * 60 + minutes) * 60 + seconds) * 1000
    },
  }
}
