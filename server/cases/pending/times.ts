import { nextOpening } from '../../calendars/working-time.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import { readSetting } from '../../platform/settings.ts'
import { serviceLevelOf } from '../service-level.ts'

const UNDO_SECONDS = 10
const LONGEST_UNDO_SECONDS = 120
const DAY_MS = 86_400_000
const LATEST_DAYS = 60

/** How long any reply may be taken back, from the setting `replies.undo-seconds`: 0 to 120, otherwise 10. */
async function undoSeconds(db: Db): Promise<number> {
  const set = await readSetting(db, 'replies.undo-seconds')
  return typeof set === 'number' && set >= 0 && set <= LONGEST_UNDO_SECONDS ? Math.floor(set) : UNDO_SECONDS
}

/** The times that are offered to whoever wants to send later. */
export async function sendTimes(deps: Pick<Deps, 'db' | 'now'>) {
  const { calendar } = await serviceLevelOf(deps)
  const at = deps.now()
  const offset = calendar.hours.utcOffsetMinutes * 60_000
  const tomorrow = (Math.floor((+at + offset) / DAY_MS) + 1) * DAY_MS - offset
  return {
    nextWorkingDay: nextOpening(calendar, new Date(tomorrow)),
    latest: latestTime(at),
    undoSeconds: await undoSeconds(deps.db),
  }
}

const latestTime = (at: Date) => new Date(+at + LATEST_DAYS * DAY_MS)

/**
 * When a reply is sent that is ordered now. A time that has passed means: as soon as possible.
 *
 * @returns null: at once, nothing to be taken back
 * @throws Refusal 'invalid' `send-time-too-late`
 */
export async function dueTime(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  sendAt: Date | undefined,
): Promise<{ dueAt: Date; isScheduled: boolean } | null> {
  const at = now()
  if (sendAt && sendAt > latestTime(at)) throw new Refusal('invalid', 'send-time-too-late')
  const undoneUntil = new Date(+at + (await undoSeconds(db)) * 1000)
  if (sendAt && sendAt > undoneUntil) return { dueAt: sendAt, isScheduled: true }
  return +undoneUntil > +at ? { dueAt: undoneUntil, isScheduled: false } : null
}
