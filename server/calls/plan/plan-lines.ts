import type { Line, MenuChoice } from '../../../telephony-adapter/plan.ts'
import { officeCalendar } from '../../calendars/office-calendar.ts'
import { isHoliday, openingsIn, type WorkCalendar } from '../../calendars/working-time.ts'
import type { Db } from '../../platform/database/database.ts'
import { announcementKey, readChoices } from './spoken-texts.ts'

/** So far ahead the adapter knows when somebody answers, should the server be away. */
const DAYS_AHEAD = 14
const DAY_MS = 24 * 60 * 60 * 1000
const CHOICE_TIMEOUT_MS = 6000
const MOST_TRIES = 3

/** Every service number as the adapter is to answer it from now on. One that is off tells that nobody answers. */
export async function planLines(db: Db, at: Date): Promise<Line[]> {
  const [calendar, lines, menu, going] = [
    await officeCalendar(db),
    await db.selectFrom('serviceLines').selectAll().orderBy('number').execute(),
    await planMenu(db),
    await announcementsAt(db, at),
  ]
  return lines.map(
    ({ number, name, kind, language, defaultSystemId, hasMenu, records, alwaysOpen, isOn }) => {
      const said = (kind: 'incident' | 'holiday') =>
        going.filter((one) => one.kind === kind && one.language === language).map(({ key }) => key)
      return {
        number,
        kind,
        name,
        language,
        open: isOn ? openOf(alwaysOpen || kind === 'fax', calendar, at) : [],
        closed: [...said('incident'), ...said('holiday'), isHoliday(calendar, at) ? 'holiday' : 'closed'],
        opening: ['greeting', ...said('incident'), ...(records ? ['recording-notice'] : [])],
        menu: hasMenu && kind === 'voice' ? menu : null,
        defaultSystemId,
        records,
      }
    },
  )
}

/** Faxes are taken at any hour. */
function openOf(always: boolean, calendar: WorkCalendar, at: Date): Line['open'] {
  const day = new Date(Math.floor(at.getTime() / DAY_MS) * DAY_MS)
  if (always) return [[day.toISOString(), new Date(day.getTime() + DAYS_AHEAD * DAY_MS).toISOString()]]
  return openingsIn(calendar, at, DAYS_AHEAD).map(({ from, to }) => [from.toISOString(), to.toISOString()])
}

async function planMenu(db: Db): Promise<Line['menu']> {
  const choices = await readChoices(db)
  if (choices.length === 0) return null
  return {
    prompt: 'menu',
    choices: Object.fromEntries(
      choices.map(({ digit, action, systemId }): [string, MenuChoice] => [
        digit,
        action === 'system' ? { to: action, systemId: systemId! } : { to: action },
      ]),
    ),
    timeoutMs: CHOICE_TIMEOUT_MS,
    mostTries: MOST_TRIES,
  }
}

const announcementsAt = async (db: Db, at: Date) =>
  (
    await db
      .selectFrom('callAnnouncements')
      .select(['id', 'kind', 'language'])
      .where('startsAt', '<=', at)
      .where('endsAt', '>', at)
      .orderBy('startsAt')
      .orderBy('id')
      .execute()
  ).map(({ id, ...announcement }) => ({ ...announcement, key: announcementKey(id) }))
