import { officeCalendar } from '../calendars/office-calendar.ts'
import { addWorkingMinutes, type WorkCalendar } from '../calendars/working-time.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'

/** A changed calendar or target is noticed after this long. */
const BELIEVED_MS = 60_000

export type ServiceLevel = {
  calendar: WorkCalendar
  /** Working minutes, by priority. */
  targets: ReadonlyMap<number, { firstResponseMinutes: number; resolutionMinutes: number }>
}

// A field of an object that we did not make: nothing outlives its handle.
const remembered = new WeakMap<Db, { at: number; level: Promise<ServiceLevel> }>()

/** The service commitment and the calendar it is reckoned in; asked of the database at most once a minute. */
export function serviceLevelOf({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<ServiceLevel> {
  const at = now().getTime()
  const known = remembered.get(db)
  if (known && Math.abs(at - known.at) < BELIEVED_MS) return known.level
  const level = readServiceLevel(db)
  remembered.set(db, { at, level })
  level.catch(() => remembered.delete(db))
  return level
}

/** As serviceLevelOf, asked of the database now. */
export async function readServiceLevel(db: Db): Promise<ServiceLevel> {
  const targets = await readTargets(db)
  return {
    calendar: await officeCalendar(db),
    targets: new Map(targets.map((target) => [target.priority, target])),
  }
}

export const readTargets = (db: Db) =>
  db.selectFrom('serviceTargets').selectAll().orderBy('priority').execute()

/**
 * When a case opened at that moment has to have its first response and its solution.
 * @throws Error for a priority that has no target: the schema knows four, each with one
 */
export function dueTimes(level: ServiceLevel, priority: number, openedAt: Date) {
  const { firstResponseMinutes, resolutionMinutes } = targetOf(level, priority)
  return {
    responseDueAt: addWorkingMinutes(level.calendar, openedAt, firstResponseMinutes),
    dueAt: addWorkingMinutes(level.calendar, openedAt, resolutionMinutes),
  }
}

export function targetOf({ targets }: ServiceLevel, priority: number) {
  const target = targets.get(priority)
  if (!target) throw new Error(`no service target for priority ${priority}`)
  return target
}
