import { OFFICE_HOURS } from '../calendars/taiwan.ts'
import { isOpen, type OfficeHours } from '../calendars/working-time.ts'
import { serviceLevelOf } from '../cases/service-level.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Language } from '../platform/problems.ts'
import { readAgents } from '../routing/agents.ts'
import { readQueues } from '../routing/board.ts'

const NORMAL_PRIORITY = 3
const FIRST_TIER = 1
/** Everybody's first page asks; the figures may be this old. */
const BELIEVED_MS = 5000

const WEEKDAYS = {
  'zh-TW': ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}

type Status = Awaited<ReturnType<typeof askStatus>>
// A field of an object that we did not make: nothing outlives its handle.
const remembered = new WeakMap<Db, { at: number; status: Promise<Status> }>()

/** What the portal's home shows of the service: open now or not, who is at work, what waits, what was promised. */
export async function readServiceStatus(deps: Pick<Deps, 'db' | 'now'>, language: Language) {
  const at = deps.now().getTime()
  let known = remembered.get(deps.db)
  if (!known || Math.abs(at - known.at) >= BELIEVED_MS) {
    known = { at, status: askStatus(deps) }
    remembered.set(deps.db, known)
    known.status.catch(() => remembered.delete(deps.db))
  }
  return { ...(await known.status), hours: hoursOf(OFFICE_HOURS, language) }
}

async function askStatus({ db, now }: Pick<Deps, 'db' | 'now'>) {
  const at = now()
  const [level, agents, queues] = await Promise.all([
    serviceLevelOf({ db, now }),
    readAgents(db, at),
    readQueues(db, at),
  ])
  return {
    open: isOpen(level.calendar, at),
    agentsReady: agents.filter(({ online, presence, paused }) => online && presence === 'ready' && !paused)
      .length,
    waiting: queues.filter(({ tier }) => tier === FIRST_TIER).reduce((sum, { waiting }) => sum + waiting, 0),
    firstResponseMinutes: level.targets.get(NORMAL_PRIORITY)?.firstResponseMinutes ?? null,
  }
}

/** `週一至週五 08:30–17:30`; the office's days follow each other. */
function hoursOf({ weekdays, open }: OfficeHours, language: Language) {
  const [first, last] = [weekdays[0]!, weekdays.at(-1)!].map((day) => WEEKDAYS[language][day])
  const days = language === 'en' ? `${first}–${last}` : `週${first}至週${last}`
  const times = open.map(({ fromMinute, toMinute }) => `${clock(fromMinute)}–${clock(toMinute)}`)
  return `${days} ${times.join(language === 'en' ? ', ' : '、')}`
}

const clock = (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
