import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Trx } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import type { Call } from '../tables.ts'
import { visibleCalls } from './read-calls.ts'

/**
 * A call, locked, that this actor may see.
 * @throws Refusal 'not-found' `call-not-found`
 */
export async function lockCall(trx: Trx, actor: Actor, callId: Id<'call'>): Promise<Call> {
  const { rows } = await sql<Pick<Call, 'id'>>`
    select c.id from calls c where c.id = ${callId} and ${visibleCalls(trx, actor)} for no key update of c`.execute(
    trx,
  )
  if (rows.length === 0) throw new Refusal('not-found', 'call-not-found')
  return trx.selectFrom('calls').selectAll().where('id', '=', callId).executeTakeFirstOrThrow()
}
