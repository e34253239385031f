import { type RawBuilder, sql } from 'kysely'
import { caseQueued } from '../cases/events.ts'
import type { Db, Trx } from '../platform/database/database.ts'
import { emit } from '../platform/events/outbox.ts'
import type { Id } from '../platform/values.ts'
import { agentAvailable, boardChanged } from './events.ts'
import type { Engagement } from './rules.ts'

type Lease = { personId: Id<'person'>; callId: Id<'call'>; kind: Engagement; at: Date; expiresAt: Date }

/**
 * Keeps an agent for a call, until then at most. Nobody is kept for two calls: whoever is kept for another one stays
 * so. What is offered to them elsewhere is theirs to decide still.
 * @returns whether they are kept for this call now
 */
export async function engage(trx: Trx, lease: Lease): Promise<boolean> {
  const { personId, callId, kind, at, expiresAt } = lease
  const { rows } = await engaging(
    sql`values (${personId}, ${callId}, ${kind}, ${at}, ${expiresAt})`,
    at,
  ).execute(trx)
  if (rows.length === 0) return false
  await emit(trx, boardChanged, { agentId: personId })
  return true
}

/**
 * What `engage` does, as a part of a greater statement; answers with whom it keeps. `boardChanged` is left to emit.
 * @param leases rows of agent, call, kind, since and until when
 */
export const engaging = (leases: RawBuilder<unknown>, at: Date) => sql<{ personId: Id<'person'> }>`
  insert into agent_engagements as g (person_id, call_id, kind, since, expires_at) ${leases}
  on conflict (person_id) do update set call_id = excluded.call_id, kind = excluded.kind,
    since = case when g.kind = excluded.kind and g.expires_at > ${at} then g.since else excluded.since end,
    expires_at = excluded.expires_at
  where g.expires_at <= ${at} or g.call_id = excluded.call_id
  returning person_id`

/** Gives an agent back to other work, if it is this call that keeps them. Their idle time begins now. */
export async function disengage(
  trx: Trx,
  { personId, callId, at }: Pick<Lease, 'personId' | 'callId' | 'at'>,
): Promise<boolean> {
  const freed = await trx
    .deleteFrom('agentEngagements')
    .where('personId', '=', personId)
    .where('callId', '=', callId)
    .returning('personId')
    .executeTakeFirst()
  if (!freed) return false
  await trx.updateTable('agents').set({ idleSince: at }).where('personId', '=', personId).execute()
  await emit(trx, agentAvailable, { agentId: personId })
  await emit(trx, boardChanged, { agentId: personId })
  return true
}

/** What keeps an agent and for which call, unless that had run out by then. */
export const keptFor = (db: Db, personId: Id<'person'>, at: Date) =>
  db
    .selectFrom('agentEngagements')
    .select(['callId', 'kind', 'expiresAt'])
    .where('personId', '=', personId)
    .where('expiresAt', '>', at)
    .executeTakeFirst()

/** What keeps an agent for one call keeps them for another: the call that they were reserved for has come to be. */
export const passOn = async (
  trx: Trx,
  { personId, from, to }: { personId: Id<'person'>; from: Id<'call'>; to: Id<'call'> },
): Promise<void> => {
  await trx
    .updateTable('agentEngagements')
    .set({ callId: to })
    .where('personId', '=', personId)
    .where('callId', '=', from)
    .execute()
}

/** Keeps a case from being offered as work while its requester is on the telephone. */
export const holdCase = async (trx: Trx, caseId: Id<'case'>, until: Date): Promise<void> => {
  await trx
    .insertInto('caseHolds')
    .values({ caseId, until })
    .onConflict((conflict) => conflict.column('caseId').doUpdateSet({ until }))
    .execute()
}

/** The case is work like any other from now on; offered at once when nobody has it. */
export async function releaseCase(trx: Trx, caseId: Id<'case'>): Promise<void> {
  const { numDeletedRows } = await trx.deleteFrom('caseHolds').where('caseId', '=', caseId).executeTakeFirst()
  if (numDeletedRows > 0n) await emit(trx, caseQueued, { caseId })
}
