import type { Actor } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { readAgent } from './agents.ts'
import { readQueue } from './board.ts'
import { agentAvailable, boardChanged, queueResumed } from './events.ts'
import { withdrawFrom } from './withdraw-offers.ts'

/** Who asked for it, and from where, for the audit log. */
export type By = { actor: Pick<Actor, 'id'>; address: string | null }
type Pause = { paused: boolean; reason?: string }

/**
 * Stops (停分) or resumes what a queue gives out. Cases that are held stay with their owners, offers already made
 * stand; what is resumed is routed at once. Twice is once.
 *
 * @throws Refusal 'not-found' `queue-not-found`
 */
export async function pauseQueue(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { actor, address }: By,
  queueId: number,
  { paused, reason }: Pause,
) {
  const at = now()
  await transact(db, async (trx) => {
    const before = await trx
      .selectFrom('queues')
      .select('pausedAt')
      .where('id', '=', queueId)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!before) throw new Refusal('not-found', 'queue-not-found')
    await trx
      .updateTable('queues')
      .set(pausedBy({ paused, ...(reason && { reason }) }, actor, before.pausedAt ?? at))
      .where('id', '=', queueId)
      .execute()
    const action = paused ? 'queue-paused' : 'queue-resumed'
    await record(trx, {
      actorId: actor.id,
      action,
      subject: `queue:${queueId}`,
      detail: { reason },
      address,
      at,
    })
    if (!paused) await emit(trx, queueResumed, { queueId })
    await emit(trx, boardChanged, {})
  })
  return readQueue(db, queueId, at)
}

/**
 * Stops or resumes what one agent is given. Their cases stay theirs; what is offered to them goes to the next.
 *
 * @throws Refusal 'not-found' `agent-not-found`
 */
export async function pauseAgent(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { actor, address }: By,
  personId: Id<'person'>,
  { paused, reason }: Pause,
) {
  const at = now()
  await transact(db, async (trx) => {
    const before = await trx
      .selectFrom('agents')
      .select('pausedAt')
      .where('personId', '=', personId)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!before) throw new Refusal('not-found', 'agent-not-found')
    await trx
      .updateTable('agents')
      .set(pausedBy({ paused, ...(reason && { reason }) }, actor, before.pausedAt ?? at))
      .where('personId', '=', personId)
      .execute()
    const action = paused ? 'agent-paused' : 'agent-resumed'
    await record(trx, {
      actorId: actor.id,
      action,
      subject: `person:${personId}`,
      detail: { reason },
      address,
      at,
    })
    if (paused) await withdrawFrom(trx, personId, 'agent-paused', at)
    else await emit(trx, agentAvailable, { agentId: personId })
    await emit(trx, boardChanged, { agentId: personId })
  })
  return readAgent(db, personId, at)
}

const pausedBy = ({ paused, reason }: Pause, actor: Pick<Actor, 'id'>, since: Date) =>
  paused
    ? { pausedAt: since, pausedBy: actor.id, pausedReason: reason ?? null }
    : { pausedAt: null, pausedBy: null, pausedReason: null }
