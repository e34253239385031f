import { addWorkingMinutes, type WorkCalendar, workingMinutesBetween } from '../calendars/working-time.ts'
import type { CaseStatus } from './shapes.ts'

const VENDOR_TIER = 4

/** When a case came into a state, and the tier of the queue that it belonged to then. */
export type StateSince = { at: Date; status: CaseStatus; tier: number }

/** Working minutes that a case has spent with each side. */
export type Clocks = { ours: number; requester: number; vendor: number }

/**
 * Tells every side's clock (R15, B09) from the states that a case has been through. Waiting and answered are the
 * requester's time, for the next word is theirs; a closed case takes nobody's.
 *
 * @param states in order; the last one has lasted until `until`
 * @returns whole minutes, rounded
 */
export function clocksOf(calendar: WorkCalendar, states: readonly StateSince[], until: Date): Clocks {
  const clocks: Clocks = { ours: 0, requester: 0, vendor: 0 }
  for (const [n, state] of states.entries()) {
    const side = sideOf(state)
    if (side) clocks[side] += workingMinutesBetween(calendar, state.at, states[n + 1]?.at ?? until)
  }
  return {
    ours: Math.round(clocks.ours),
    requester: Math.round(clocks.requester),
    vendor: Math.round(clocks.vendor),
  }
}

function sideOf({ status, tier }: StateSince): keyof Clocks | undefined {
  if (status === 'closed' || status === 'withdrawn') return undefined
  if (status === 'waiting' || status === 'answered') return 'requester'
  return tier === VENDOR_TIER ? 'vendor' : 'ours'
}

/**
 * By when a case has to be solved: so much working time after it was opened, or reopened for the last time, not
 * counting what was spent waiting for its requester since.
 *
 * @param targetMinutes working minutes
 */
export function dueOf(
  calendar: WorkCalendar,
  { openedAt, states, until }: { openedAt: Date; states: readonly StateSince[]; until: Date },
  targetMinutes: number,
): Date {
  const reopened = states.findLastIndex(({ status }) => status === 'reopened')
  const start = states[reopened]?.at ?? openedAt
  const waited = states
    .slice(reopened + 1)
    .reduce(
      (minutes, state, n, since) =>
        state.status === 'waiting'
          ? minutes + workingMinutesBetween(calendar, state.at, since[n + 1]?.at ?? until)
          : minutes,
      0,
    )
  return addWorkingMinutes(calendar, start, targetMinutes + waited)
}

/**
 * A due time put off by the working time that the case has just spent waiting for its requester; not at all when the
 * clock of the server that ends the waiting is behind that of the one that began it.
 */
export const putOff = (calendar: WorkCalendar, dueAt: Date, waited: { from: Date; to: Date }): Date =>
  addWorkingMinutes(calendar, dueAt, Math.max(0, workingMinutesBetween(calendar, waited.from, waited.to)))
