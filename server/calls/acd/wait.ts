import { sql } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import { emit } from '../../platform/events/outbox.ts'
import { type Id, newId } from '../../platform/values.ts'
import { callChanged, callWaiting } from '../events.ts'
import type { Call } from '../tables.ts'
import { placeOfCallback } from './callbacks.ts'
import { type OfferedCall, offerCall } from './offer-call.ts'
import type { CallTerms } from './terms.ts'

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
  /** What was looked for in vain already; whoever makes agents free meanwhile empties it. */
  vain?: Set<string> | undefined
  /** By what calls are given now, where the caller has just read it. */
  terms?: CallTerms | undefined
}

/**
 * Puts a call into its queue (the first tier's, unless it was transferred to another) and reserves an agent for it at
 * once, if there is one; otherwise it waits in its place, which it keeps from the first time on. Again for a call that
 * waits already changes nothing of its place; one that rings at somebody is left alone.
 *
 * @returns the offer that was made; its agent's phone is rung by `callOffered`
 */
export async function waitForAgent(trx: Trx, waits: Waits): Promise<OfferedCall | undefined> {
  const { callId, at, now = at, front = false, wants, vain, terms } = waits
  const call = await lockCall(trx, callId)
  if (!call) return undefined
  const { queueId } = call
  const entersQueue = call.waitsIn?.queueId !== queueId || call.waitsIn.systemId !== call.systemId
  if (entersQueue) await enterQueue(trx, call, at)
  const placeAt = call.placeAt ?? (await placeOfCallback(trx, call, at)) ?? at
  // Its answer may have been told together with this.
  const isTaken = call.isOffered || (call.hasAgent && call.state !== 'waiting')
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
  const anySkill = wants === 'operator' || call.anySkill
  return look(trx, { ...call, anySkill }, { now, terms, ...(!call.placeAt && !front && { vain }) })
}

/** As `waitForAgent`, of a call that was written as one that waits when it began. */
export async function lookForAgent(
  trx: Trx,
  call: Wanting & Pick<Call, 'caseId'>,
  at: Pick<Waits, 'vain' | 'terms'> & { now: Date },
): Promise<OfferedCall | undefined> {
  await emit(trx, callWaiting, { callId: call.id, caseId: call.caseId })
  return look(trx, call, at)
}

type Wanting = Pick<Call, 'id' | 'queueId' | 'systemId' | 'exchange' | 'anySkill'>

/** Of calls that begin to wait together, one is looked for an agent in vain for all that want the same. */
async function look(
  trx: Trx,
  { id, queueId, systemId, exchange, anySkill }: Wanting,
  { now, vain, terms }: Pick<Waits, 'vain' | 'terms'> & { now: Date },
) {
  const wanted = `${queueId} ${systemId} ${exchange} ${anySkill}`
  if (vain?.has(wanted)) return undefined
  const made = await offerCall(trx, id, now, terms)
  if (!made) vain?.add(wanted)
  return made
}

type Waiting = Pick<
  Call,
  | 'id'
  | 'caseId'
  | 'direction'
  | 'fromNumber'
  | 'site'
  | 'state'
  | 'readyAt'
  | 'waitingSince'
  | 'placeAt'
  | 'isFront'
  | 'anySkill'
  | 'exchange'
> & {
  /** Where it is to wait: in the first tier unless it was transferred; for the system chosen, else the line's or the case's. */
  queueId: number
  systemId: number
  waitsIn: { queueId: number; systemId: number } | null
  /** It rings at somebody whom we chose. */
  isOffered: boolean
  /** Somebody has it, or it rings at them: also when the adapter chose them while we were away. */
  hasAgent: boolean
}

/** Everything about a live call that decides how it waits, in one statement. */
const lockCall = (trx: Trx, callId: Id<'call'>): Promise<Waiting | undefined> =>
  plannedOnce(sql<Waiting>`
    select c.id, c.case_id, c.direction, c.from_number, c.site, c.state, c.ready_at, c.waiting_since, c.place_at, c.is_front,
      c.any_skill, c.exchange, coalesce(c.queue_id, (select id from queues where tier = 1 order by id limit 1)) as queue_id,
      coalesce(c.system_id, (select default_system_id from service_lines where number = coalesce(c.line, c.to_number)),
        (select lead_system_id from cases where id = c.case_id), (select min(id) from systems)) as system_id,
      (select jsonb_build_object('queueId', w.queue_id, 'systemId', w.system_id) from queue_waits w
        where w.call_id = c.id and w.left_at is null) as waits_in,
      exists (select from call_offers where call_id = c.id and outcome is null) as is_offered,
      exists (select from call_legs where call_id = c.id and ended_at is null and role = 'agent') as has_agent
    from calls c where c.id = ${callId} and c.ended_at is null
    for no key update of c`)
    .execute(trx)
    .then(({ rows: [call] }) => call)

async function enterQueue(trx: Trx, { id: callId, queueId, systemId, site, waitsIn }: Waiting, at: Date) {
  if (waitsIn) await closeWait(trx, callId, { outcome: 'flowed-out', at })
  const left = { agentId: null, leftAt: null, waitMs: null, outcome: null }
  await trx
    .insertInto('queueWaits')
    .values({
      id: newId<'queue-wait'>(at.getTime()),
      callId,
      queueId,
      systemId,
      site,
      enteredAt: at,
      ...left,
    })
    .execute()
}

type Left = { outcome: 'answered' | 'abandoned' | 'flowed-out' | 'lost'; agentId?: Id<'person'>; at: Date }

/** Ends a call's wait, if it waits. @returns how long it was, in milliseconds */
export async function closeWait(trx: Trx, callId: Id<'call'>, { outcome, agentId, at }: Left) {
  const { rows } = await sql<{ queueId: number; systemId: number; waitMs: number }>`
    update queue_waits w set left_at = n.left_at, outcome = ${outcome}, agent_id = ${agentId ?? null},
      wait_ms = floor(extract(epoch from n.left_at - w.entered_at) * 1000)
    from (select id, greatest(${at}::timestamptz, entered_at) as left_at from queue_waits
      where call_id = ${callId} and left_at is null for no key update) n
    where w.id = n.id
    returning w.queue_id, w.system_id, w.wait_ms`.execute(trx)
  return rows[0]
}
