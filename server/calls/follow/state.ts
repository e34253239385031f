import type { Selectable } from 'kysely'
import type { Call, CallTables } from '../tables.ts'

export type StoredLeg = Selectable<CallTables['callLegs']>

/** A call as it is kept, and its legs by name. */
export type Followed = { call: Call; legs: readonly StoredLeg[] }

/** The part of an agent who talks with the customer, or is to. */
export const isDesk = ({ role }: Pick<StoredLeg, 'role'>) => role === 'agent' || role === 'dialled'

export const isLive = ({ endedAt }: Pick<StoredLeg, 'endedAt'>) => endedAt === null
export const isUp = (leg: StoredLeg) => isLive(leg) && leg.establishedAt !== null

/** Whoever of our side is with the customer now; of a call of ours the customer is the one dialled. */
export const desksUp = ({ call, legs }: Followed) =>
  legs.filter((leg) => isUp(leg) && isDesk(leg) && !(call.direction === 'out' && leg.role === 'dialled'))

/**
 * How long somebody talked with the customer, and how long of that the customer was on hold, in milliseconds.
 * Conferences count once.
 */
export function talkOf({ call, legs }: Followed, end: Date): { talkMs: number; holdMs: number } {
  const role = call.direction === 'out' ? 'dialled' : undefined
  const spans = legs
    .filter((leg) => leg.establishedAt && (role ? leg.role === role : isDesk(leg)))
    .map((leg) => [leg.establishedAt!.getTime(), (leg.endedAt ?? end).getTime()] as const)
    .sort(([a], [b]) => a - b)
  let talkMs = 0
  let until = Number.NEGATIVE_INFINITY
  for (const [from, to] of spans) {
    talkMs += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  const heldMs = legs.reduce((sum, leg) => sum + leg.heldMs, 0)
  return { talkMs, holdMs: Math.min(heldMs, talkMs) }
}
