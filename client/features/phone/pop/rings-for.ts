/**
 * How long a call still rings here. A clock that is wrong must not hide it: never less than nothing, and the bar goes
 * from the moment at which it was first seen.
 */
export function ringsFor(until: string, seenAt: number, now: number) {
  const end = Date.parse(until)
  const left = Math.max(0, end - now)
  const total = Math.max(1, end - seenAt)
  return { seconds: Math.ceil(left / 1000), percent: Math.min(100, (100 * left) / total) }
}
