import { type RawBuilder, sql } from 'kysely'
import { after, cursorAt, type Ordering } from '../../cases/cursor.ts'
import { readCase, visibleCases } from '../../cases/queries.ts'
import { type Actor, may } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { readCallRows } from '../call-rows.ts'
import { numberOf } from '../follow/load.ts'
import { seesNumbers } from '../mask.ts'

const PAGE = 50
/** The cursor of cases, over a column that calls call otherwise. */
const LATEST: Ordering = { columns: ['openedAt', 'id'], direction: 'desc' }

type Wanted = {
  whose?: 'mine' | 'all'
  outcome?: 'answered' | 'missed' | 'lost' | 'live'
  number?: string
  after?: string
}

/** The calls `c` that this actor may see: those they took part in, and those of cases that they see. */
export const visibleCalls = (db: Db, actor: Actor): RawBuilder<boolean> =>
  may(actor, 'case:read-all')
    ? sql<boolean>`true`
    : sql<boolean>`(c.agent_id = ${actor.id}
        or exists (select from call_legs l where l.call_id = c.id and l.agent_id = ${actor.id})
        or exists (select from call_offers o where o.call_id = c.id and o.agent_id = ${actor.id})
        or exists (${visibleCases(db, actor).clearSelect().select('cases.id').where('cases.id', '=', sql<Id<'case'>>`c.case_id`)}))`

/**
 * Calls, the latest first, a page at a time. Numbers are found as people write them, and masked for whoever may not see
 * them; then they are not found by their digits either.
 */
export async function listCalls(db: Db, actor: Actor, wanted: Wanted) {
  const whole = seesNumbers(actor)
  const conditions = [
    visibleCalls(db, actor),
    ...(wanted.whose === 'mine' ? [sql<boolean>`c.agent_id = ${actor.id}`] : []),
    ...(wanted.outcome ? [OUTCOMES[wanted.outcome]] : []),
    ...(wanted.number ? [whole ? numberIs(wanted.number) : sql<boolean>`false`] : []),
    ...(wanted.after ? [after(LATEST, wanted.after, ['c.arrived_at', 'c.id'])] : []),
  ]
  const calls = await readCallRows(db, {
    where: sql.join(conditions, sql` and `),
    orderBy: sql`c.arrived_at desc, c.id desc`,
    limit: PAGE + 1,
    seesNumbers: whole,
  })
  const last = calls.length > PAGE ? calls[PAGE - 1] : undefined
  return {
    calls: calls.slice(0, PAGE),
    next: last ? cursorAt(LATEST, { openedAt: last.arrivedAt, id: last.id } as never) : null,
  }
}

const OUTCOMES = {
  answered: sql<boolean>`c.outcome = 'answered'`,
  missed: sql<boolean>`c.direction = 'in' and c.outcome in ('abandoned', 'flowed-out', 'call-back')`,
  lost: sql<boolean>`c.outcome = 'lost'`,
  live: sql<boolean>`c.ended_at is null`,
}

function numberIs(typed: string) {
  const number = numberOf(typed)
  return sql<boolean>`(c.from_number = ${number} or (c.direction = 'out' and c.to_number = ${number}))`
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
