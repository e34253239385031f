/** Fewer calls than that say nothing about how long the next one takes. */
const LEAST_CALLS = 5
export const LATEST_CALLS = 50
const STEP_S = 30

export type Outlook = {
  /** 1: the next to be served. */
  position: number
  /** Agents who could take it now. */
  ready: number
  /** Agents who work for the queue now, whatever they do at this moment. */
  staffed: number
  /** How long the latest calls took, talk and wrap-up, in milliseconds each. */
  handled: readonly number[]
  /** What the caller was told last, and how long ago, in seconds. */
  told: { seconds: number; ago: number } | null
}

/**
 * How long a caller has still to wait, in seconds, rounded up to half a minute; null: not known. Somebody who was told
 * five minutes a minute ago is never told less than four now: nobody is promised what an hour's luck takes back.
 */
export function expectedWait({ position, ready, staffed, handled, told }: Outlook): number | null {
  const still = told ? told.seconds - told.ago : 0
  const reckoned = reckon({ position, ready, staffed, handled })
  if (reckoned === null) return null
  return Math.ceil(Math.max(reckoned, still, 0) / STEP_S) * STEP_S
}

function reckon({ position, ready, staffed, handled }: Omit<Outlook, 'told'>): number | null {
  if (position <= ready) return 0
  const latest = handled.slice(0, LATEST_CALLS)
  if (latest.length < LEAST_CALLS) return null
  const handleMs = latest.reduce((sum, ms) => sum + ms, 0) / latest.length
  return Math.ceil(((position - ready) * handleMs) / Math.max(1, staffed) / 1000)
}
