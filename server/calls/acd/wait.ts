import { sql } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import { type Id, newId } from '../../platform/values.ts'
import { callChanged, callWaiting } from '../events.ts'
import type { Call } from '../tables.ts'
import { placeOfCallback } from './callbacks.ts'
import { type OfferedCall, offerCall } from './offer-call.ts'

export type Waits = {
  callId: Id<'call'>
  /** Since when it waits. */
  at: Date
  /** What time it is, when that is told late; an agent is rung from now on. */
  now?: Date
  /** Before everybody else: somebody did not answer it, or their phone failed. */
  front?: boolean
  /** What the caller chose in the menu; `operator`: anybody of the tier will do. Kept from the last time when missing. */
  wants?: 'system' | 'operator' | 'nothing'
}

/**
 * Puts a call into its queue (the first tier's, unless it was transferred to another) and reserves an agent for it at
 * once, if there is one; otherwise it waits in its place, which it keeps from the first time on. Again for a call that
 * waits already changes nothing of its place; one that rings at somebody is left alone.
 *
 * @returns the offer that was made; its agent's phone is rung by `callOffered`
 */
export async function waitForAgent(trx: Trx, waits: Waits): Promise<OfferedCall | undefined> {
  const { callId, at, now = at, front = false, wants } = waits
  const call = await trx
    .selectFrom('calls')
    .selectAll()
    .where('id', '=', callId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!call || call.endedAt) return undefined
  const queueId = call.queueId ?? (await firstQueue(trx))
  const entersQueue = await openWait(trx, call, { queueId, systemId: await systemOf(trx, call), at })
  const placeAt = call.placeAt ?? (await placeOfCallback(trx, call, at)) ?? at
  const isTaken = await isWithSomebody(trx, call)
  await trx
    .updateTable('calls')
    .set((eb) => ({
      queueId,
      placeAt,
      readyAt: call.readyAt ?? at,
      waitingSince: entersQueue || !call.waitingSince ? at : call.waitingSince,
      isFront: front || (!entersQueue && call.isFront),
      ...(wants && { anySkill: wants === 'operator' }),
      ...(!isTaken && { state: 'waiting' as const }),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', callId)
    .execute()
  if (isTaken) return undefined
  await emit(trx, callWaiting, { callId, caseId: call.caseId })
  await emit(trx, callChanged, { callId, caseId: call.caseId, agentIds: [] })
  return offerCall(trx, callId, now)
}

/**
 * It rings at somebody, or they have it: also when the adapter chose them while we were away, or their answer was told
 * together with this.
 */
async function isWithSomebody(trx: Trx, { id, state }: Call): Promise<boolean> {
  const { rows } = await sql<{ offered: boolean; legged: boolean }>`
    select exists (select from call_offers where call_id = ${id} and outcome is null) as offered,
      exists (select from call_legs where call_id = ${id} and ended_at is null and role = 'agent') as legged`.execute(
    trx,
  )
  return rows[0]!.offered || (rows[0]!.legged && state !== 'waiting')
}

const firstQueue = async (trx: Trx) =>
  (
    await trx
      .selectFrom('queues')
      .select('id')
      .where('tier', '=', 1)
      .orderBy('id')
      .limit(1)
      .executeTakeFirstOrThrow()
  ).id

/** The system that was chosen, else the line's or the case's. */
async function systemOf(trx: Trx, call: Call): Promise<number> {
  if (call.systemId !== null) return call.systemId
  const { systemId } = await trx
    .selectNoFrom((eb) =>
      eb.fn
        .coalesce(
          eb
            .selectFrom('serviceLines')
            .select('defaultSystemId')
            .where('number', '=', call.line ?? call.toNumber),
          eb.selectFrom('cases').select('leadSystemId').where('id', '=', call.caseId),
          eb.selectFrom('systems').select('id').orderBy('id').limit(1),
        )
        .$castTo<number>()
        .as('systemId'),
    )
    .executeTakeFirstOrThrow()
  return systemId
}

type Place = { queueId: number; systemId: number; at: Date }

/** @returns whether it begins to wait: anew, or elsewhere than before */
async function openWait(trx: Trx, call: Call, { queueId, systemId, at }: Place): Promise<boolean> {
  const open = await trx
    .selectFrom('queueWaits')
    .select(['queueId', 'systemId'])
    .where('callId', '=', call.id)
    .where('leftAt', 'is', null)
    .executeTakeFirst()
  if (open?.queueId === queueId && open.systemId === systemId) return false
  if (open) await closeWait(trx, call.id, { outcome: 'flowed-out', at })
  await trx
    .insertInto('queueWaits')
    .values({
      id: newId<'queue-wait'>(at.getTime()),
      callId: call.id,
      queueId,
      systemId,
      site: call.site,
      agentId: null,
      enteredAt: at,
      leftAt: null,
      waitMs: null,
      outcome: null,
    })
    .execute()
  return true
}

type Left = { outcome: 'answered' | 'abandoned' | 'flowed-out' | 'lost'; agentId?: Id<'person'>; at: Date }

/** Ends a call's wait, if it waits. @returns how long it was, in milliseconds */
export async function closeWait(trx: Trx, callId: Id<'call'>, { outcome, agentId, at }: Left) {
  const open = await trx
    .selectFrom('queueWaits')
    .select(['id', 'enteredAt', 'queueId', 'systemId'])
    .where('callId', '=', callId)
    .where('leftAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!open) return undefined
  const leftAt = at > open.enteredAt ? at : open.enteredAt
  const waitMs = leftAt.getTime() - open.enteredAt.getTime()
  await trx
    .updateTable('queueWaits')
    .set({ leftAt, waitMs, outcome, agentId: agentId ?? null })
    .where('id', '=', open.id)
    .execute()
  return { ...open, waitMs }
}
