import { type RawBuilder, sql } from 'kysely'
import { after, cursorAt, type Ordering } from '../../cases/cursor.ts'
import { agenciesUnder, readCase, visibleCases } from '../../cases/queries.ts'
import { type Actor, may } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { readCallRows } from '../call-rows.ts'
import { numberOf } from '../follow/load.ts'
import { seesNumbers } from '../mask.ts'

const PAGE = 50
const PAGE_AND_ONE = sql.lit(PAGE + 1)
/** The cursor of cases, over a column that calls call otherwise. */
const LATEST: Ordering = { columns: ['openedAt', 'id'], direction: 'desc' }

type Wanted = {
  whose?: 'mine' | 'all'
  outcome?: 'answered' | 'missed' | 'lost' | 'live'
  number?: string
  after?: string
}

/** Of somebody who sees some calls only, so many of the latest are looked at one by one. */
const WALKED = 3000

const latestFirst = sql`c.arrived_at desc, c.id desc`

/** The calls `c` that this actor may see: those they took part in, and those of cases that they see. */
export const visibleCalls = (db: Db, actor: Actor): RawBuilder<boolean> =>
  may(actor, 'case:read-all')
    ? sql<boolean>`true`
    : sql<boolean>`(c.agent_id = ${actor.id}
        or exists (select from call_legs l where l.call_id = c.id and l.agent_id = ${actor.id})
        or exists (select from call_offers o where o.call_id = c.id and o.agent_id = ${actor.id})
        or exists (${visibleCases(db, actor).clearSelect().select('cases.id').where('cases.id', '=', sql<Id<'case'>>`c.case_id`)}))`

/**
 * Where every call that this actor may see is among, and not many others, each found by an index. Ids are collected
 * first: asked for the latest of a join, PostgreSQL would look at every call there ever was.
 */
function waysToSeen(actor: Actor) {
  const me = sql`${actor.id}::uuid`
  const cases = [
    sql`select id from cases where owner_id = ${me}`,
    sql`select case_id from hand_overs where to_id = ${me} and outcome is null`,
    ...(may(actor, 'case:read-authority')
      ? [sql`select id from cases where agency_id = any (array(${agenciesUnder(actor.id)}))`]
      : []),
    ...(may(actor, 'case:read-systems')
      ? [
          sql`select case_id from case_systems
            where system_id = any (array(select id from systems where owner_id = ${me}))`,
          // A vendor's systems have many cases, of which they see those that came to the vendors.
          sql`select id from cases
            where queue_id <> 1 and queue_id = any (array(select id from queues where tier = 4))`,
          sql`select h.case_id from hand_overs h join queues q on q.id = h.to_queue_id and q.tier = 4
            where h.outcome is null`,
        ]
      : []),
  ]
  return [
    sql`calls c where c.agent_id = ${me}`,
    sql`calls c where c.id = any (array(select call_id from call_legs where agent_id = ${me}))`,
    sql`calls c where c.id = any (array(select call_id from call_offers where agent_id = ${me}))`,
    ...cases.map((some) => sql`calls c where c.case_id = any (array(${some}))`),
  ]
}

/**
 * Calls, the latest first, a page at a time. Numbers are found as people write them, and masked for whoever may not see
 * them; then they are not found by their digits either.
 */
export async function listCalls(db: Db, actor: Actor, wanted: Wanted) {
  const calls = await pageOf(db, actor, wanted)
  const last = calls.length > PAGE ? calls[PAGE - 1] : undefined
  return {
    calls: calls.slice(0, PAGE),
    next: last ? cursorAt(LATEST, { openedAt: last.arrivedAt, id: last.id } as never) : null,
  }
}

/** A page and one more. However many calls there are, it is found by indexes: never by looking at all of them. */
async function pageOf(db: Db, actor: Actor, wanted: Wanted) {
  const whole = seesNumbers(actor)
  if (wanted.number && !whole) return []
  const conditions = sql.join(
    [
      sql`true`,
      ...(wanted.whose === 'mine' ? [sql`c.agent_id = ${actor.id}`] : []),
      ...(wanted.outcome ? [OUTCOMES[wanted.outcome]] : []),
      ...(wanted.after ? [after(LATEST, wanted.after, ['c.arrived_at', 'c.id'])] : []),
    ],
    sql` and `,
  )
  const read = (where: RawBuilder<unknown>) =>
    readCallRows(db, { where, orderBy: latestFirst, limit: PAGE + 1, seesNumbers: whole })
  const latestOf = (ways: readonly RawBuilder<unknown>[]) => {
    const found = ways.map(
      (way) => sql`(select c.id from ${way} and ${conditions} order by ${latestFirst} limit ${PAGE_AND_ONE})`,
    )
    return read(sql`c.id = any (array(${sql.join(found, sql` union `)}))`)
  }
  const visible = visibleCalls(db, actor)
  const seenOf = (ways: readonly RawBuilder<unknown>[]) =>
    latestOf(ways.map((way) => sql`${way} and ${visible}`))
  if (wanted.number) return seenOf(waysToNumber(wanted.number))
  if (wanted.whose === 'mine' || may(actor, 'case:read-all')) return read(conditions)
  const walked = await latestOf([
    sql`(select c.* from calls c where ${conditions} order by ${latestFirst} limit ${sql.lit(WALKED)}) c where ${visible}`,
  ])
  // Not one of fifty: so few that all of them can be looked at.
  return walked.length > PAGE ? walked : seenOf(waysToSeen(actor))
}

function waysToNumber(typed: string) {
  const number = numberOf(typed)
  return [
    sql`calls c where c.from_number = ${number}`,
    sql`calls c where c.direction = 'out' and c.to_number = ${number}`,
  ]
}

const OUTCOMES = {
  answered: sql<boolean>`c.outcome = 'answered'`,
  missed: sql<boolean>`c.direction = 'in' and c.outcome in ('abandoned', 'flowed-out', 'call-back')`,
  lost: sql<boolean>`c.outcome = 'lost'`,
  live: sql<boolean>`c.ended_at is null`,
}

/** The calls of a case, the first first. @throws Refusal 'not-found' `case-not-found` */
export async function callsOfCase(db: Db, actor: Actor, caseId: Id<'case'>) {
  await readCase(db, actor, caseId)
  return readCallRows(db, {
    where: sql`c.case_id = ${caseId}`,
    orderBy: sql`c.arrived_at, c.id`,
    limit: 200,
    seesNumbers: seesNumbers(actor),
  })
}
