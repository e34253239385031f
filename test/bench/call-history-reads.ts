import { sql } from 'kysely'
import { callsFor, findBestAgent } from '../../server/calls/acd/best-agent.ts'
import { readOutlooks } from '../../server/calls/acd/outlook.ts'
import { readCallTerms } from '../../server/calls/acd/terms.ts'
import { readAgentHours } from '../../server/calls/board/read-agent-hours.ts'
import { readCallBoard } from '../../server/calls/board/read-board.ts'
import { readIntervals } from '../../server/calls/board/read-intervals.ts'
import { settledToday } from '../../server/calls/board/today.ts'
import { reconcileDay } from '../../server/calls/books/reconcile-day.ts'
import { readDeskCall } from '../../server/calls/log/desk-call.ts'
import { listCalls } from '../../server/calls/log/read-calls.ts'
import { showCall } from '../../server/calls/log/show-call.ts'
import { cursorAt } from '../../server/cases/cursor.ts'
import type { Role } from '../../server/identity/api.ts'
import { FIRST_PERMISSIONS } from '../../server/identity/permissions.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Id, Instant } from '../../server/platform/values.ts'
import type { CallRecord } from '../../telephony-adapter/port.ts'
import { unplugged } from '../../telephony-adapter/unplugged.ts'
import { quietLog } from '../support/quiet-log.ts'
import { SWITCHBOARD, seatOf } from './call-history-staff.ts'

const DAY_MS = 86_400_000
const TAIPEI_MS = 8 * 3_600_000
/** So many calls before the deep page. */
const DEEP = 10_000

/** What people and the product ask of a telephone with a history, by name. */
export async function readsOf(db: Db, now: Date): Promise<Record<string, () => Promise<unknown>>> {
  const first = async <T>(statement: ReturnType<typeof sql<T>>) => (await statement.execute(db)).rows[0]!
  const today = new Date(Math.floor((now.getTime() + TAIPEI_MS) / DAY_MS) * DAY_MS - TAIPEI_MS)
  const yesterday = new Date(today.getTime() - DAY_MS)
  const records = await recordsOf(db, yesterday, today)
  const telephony = { ...unplugged, records: async () => records }
  const deps = { db, now: () => now, telephony, log: quietLog }
  const supervisor = actorOf('supervisor', await seatOf(db, 1))
  // Somebody who had nothing to do with any call.
  const nobody = actorOf(
    'administrator',
    (await first(sql<{ id: Id<'person'> }>`select md5('caller 1')::uuid as id`)).id,
  )
  const waiting = (
    await first(
      sql<{ id: Id<'call'> }>`select id from calls where state = 'waiting' order by id desc limit 1`,
    )
  ).id
  const idle = (
    await first(sql<{ id: Id<'person'> }>`
      select a.person_id as id from agents a left join agent_engagements g using (person_id)
      where a.seat_id is not null and a.tier = 1 and g.kind is null order by a.seat_id desc limit 1`)
  ).id
  const past = await first(sql<{ id: Id<'call'>; openedAt: Date }>`
    select id, arrived_at as opened_at from calls order by arrived_at desc, id desc offset ${DEEP} limit 1`)
  const after = cursorAt({ columns: ['openedAt', 'id'], direction: 'desc' }, past as never)
  const { sites } = await readCallTerms(db, now)
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)
  const interval =
    (days: number, by: 'all' | 'queue' | 'agent', minutes: '30' | '1440' = '30') =>
    () =>
      readIntervals(
        deps,
        { from: ago(days).toISOString() as Instant, to: now.toISOString() as Instant, by, minutes },
        'zh-TW',
      )
  const countToday = settledToday()
  const list = (actor: Actor, wanted: Parameters<typeof listCalls>[2]) => () => listCalls(db, actor, wanted)
  return {
    board: () => readCallBoard(deps, supervisor, 'zh-TW', countToday),
    'board.all-of-today': () => readCallBoard(deps, supervisor, 'zh-TW'),
    'intervals.day': interval(1, 'queue'),
    'intervals.month': interval(30, 'queue'),
    'intervals.month.agents': interval(30, 'agent', '1440'),
    'agent-hours.month': () =>
      readAgentHours(db, { from: ago(30), to: now, intervalMs: DAY_MS, by: 'agent', at: now }),
    'log.first-page': list(supervisor, {}),
    'log.deep-page': list(supervisor, { after }),
    'log.by-agent': list(supervisor, { whose: 'mine' }),
    'log.by-number': list(supervisor, { number: SWITCHBOARD }),
    'log.by-unknown-number': list(supervisor, { number: '0999-999-999' }),
    'log.lost': list(supervisor, { outcome: 'lost' }),
    'log.of-nobody': list(nobody, {}),
    'call.whole': () => showCall(db, supervisor, past.id),
    'call.desk': () => readDeskCall(deps, supervisor, waiting),
    'reconcile-day': () =>
      reconcileDay(deps, new Date(yesterday.getTime() + TAIPEI_MS).toISOString().slice(0, 10)),
    'acd.terms': () => readCallTerms(db, now),
    'acd.best-agent': () => findBestAgent(db, waiting, sites, now),
    'acd.calls-for-agent': () => callsFor(db, idle, sites, now),
    'acd.outlooks': () => readOutlooks(db, now),
  }
}

const actorOf = (role: Role, id: Id<'person'>): Actor => ({
  id,
  name: '',
  roles: [role],
  permissions: FIRST_PERMISSIONS[role],
  sessionId: id as string as Id<'session'>,
})

/** What the exchanges have written down of these hours: just what was followed. */
async function recordsOf(db: Db, from: Date, to: Date): Promise<CallRecord[]> {
  const { rows } = await sql<
    Pick<CallRecord, 'callRef' | 'exchange' | 'from' | 'to'> &
      Record<'startedAt' | 'answeredAt' | 'endedAt', Date>
  >`
    select call_ref, exchange, from_number as "from", to_number as "to", arrived_at as started_at,
      coalesce(answered_at, ended_at) as answered_at, ended_at from calls
    where arrived_at >= ${from} and arrived_at < ${to} and ended_at is not null`.execute(db)
  return rows.map(({ startedAt, answeredAt, endedAt, ...record }) => ({
    ...record,
    startedAt: startedAt.toISOString(),
    answeredAt: answeredAt.toISOString(),
    endedAt: endedAt.toISOString(),
  })) as CallRecord[]
}
