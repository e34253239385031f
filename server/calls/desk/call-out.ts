import { readCase } from '../../cases/queries.ts'
import type { Actor } from '../../platform/actor.ts'
import { type Db, type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Id, newId } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { engage, keptFor } from '../../routing/engage.ts'
import { tellAgent } from '../acd/agent-times.ts'
import { callbackDue } from '../events.ts'
import { readGeneral } from '../plan/general.ts'
import { dialledAs, mayBeDialled } from './numbers.ts'
import { orderOrRefuse } from './order.ts'
import { readPhone } from './own-phone.ts'
import { freeReserved } from './targets.ts'

const RING_MS = 20_000
const RESERVED_MS = RING_MS + 5000
const HOUR_MS = 60 * 60 * 1000

type CallOut = { commandId: string; number: string; caseId?: Id<'case'>; callbackId?: Id<'callback'> }

/**
 * Rings an agent's own phone and then dials a number for them. Nothing else reaches them meanwhile; a wrap-up they are
 * at ends with it.
 *
 * @throws Refusal 'forbidden' `number-not-allowed`, 'throttled' `too-many-call-outs`
 * @throws Refusal 'conflict' `own-extension-missing`, `own-phone-unavailable`, `callback-gone`, 'not-found' `case-not-found`
 * @throws Refusal 'unavailable' `telephone-away`
 */
export async function callOut(
  deps: Pick<Deps, 'db' | 'now' | 'telephony'>,
  actor: Actor,
  { commandId, number: typed, caseId, callbackId }: CallOut,
): Promise<{ accepted: boolean }> {
  const { db } = deps
  const at = deps.now()
  const general = await readGeneral(db)
  const number = dialledAs(typed)
  if (!number || !mayBeDialled(number, general)) throw new Refusal('forbidden', 'number-not-allowed')
  if ((await callOutsSince(db, actor.id, new Date(at.getTime() - HOUR_MS))) >= general.callOutsPerHour)
    throw new Refusal('throttled', 'too-many-call-outs')
  if (caseId) await readCase(db, actor, caseId)
  const { extension, registeredAt } = await readPhone(db, actor.id)
  if (!extension) throw new Refusal('conflict', 'own-extension-missing')
  if (registeredAt.length === 0) throw new Refusal('conflict', 'own-phone-unavailable')
  const reservedFor = newId<'call'>()
  await transact(db, async (trx) => {
    await reserve(trx, actor.id, reservedFor, at)
    if (callbackId) await takeCallback(trx, actor.id, callbackId, at)
  })
  try {
    await orderOrRefuse(deps, {
      do: 'dial',
      commandId,
      agentId: actor.id,
      extension,
      number,
      shows: '',
      caseId: caseId ?? null,
      callbackId: callbackId ?? null,
      ringMs: RING_MS,
    })
  } catch (refused) {
    await freeReserved(deps, reservedFor, actor.id)
    if (callbackId) await giveCallbackBack(db, callbackId)
    throw refused
  }
  return { accepted: true }
}

const callOutsSince = async (db: Db, agentId: Id<'person'>, since: Date) =>
  Number(
    (
      await db
        .selectFrom('calls')
        .select((eb) => eb.fn.countAll().as('n'))
        .where('agentId', '=', agentId)
        .where('direction', '=', 'out')
        .where('arrivedAt', '>', since)
        .executeTakeFirstOrThrow()
    ).n,
  )

/** Whoever writes up may dial; whoever talks, or whose phone rings, may not. */
async function reserve(trx: Trx, agentId: Id<'person'>, callId: Id<'call'>, at: Date) {
  if (!(await lockAgent(trx, agentId))) throw new Refusal('not-found', 'not-an-agent')
  const kept = await keptFor(trx, agentId, at)
  if (kept?.kind === 'wrap-up') return
  // The same command told again: the exchange does it once.
  if (kept?.kind === 'reserved' && !(await isCall(trx, kept.callId))) return
  const expiresAt = new Date(at.getTime() + RESERVED_MS)
  if (kept || !(await engage(trx, { personId: agentId, callId, kind: 'reserved', at, expiresAt })))
    throw new Refusal('conflict', 'own-phone-unavailable')
  await tellAgent(trx, { agentId, at })
}

const isCall = async (trx: Trx, id: Id<'call'>) =>
  (await trx.selectFrom('calls').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

async function takeCallback(trx: Trx, agentId: Id<'person'>, id: Id<'callback'>, at: Date) {
  const taken = await trx
    .updateTable('callbacks')
    .set((eb) => ({ agentId, offeredAt: at, tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .where('doneAt', 'is', null)
    .where((eb) => eb.or([eb('offeredAt', 'is', null), eb('agentId', '=', agentId)]))
    .executeTakeFirst()
  if (taken.numUpdatedRows === 0n) throw new Refusal('conflict', 'callback-gone')
  await emit(trx, callbackDue, { callbackId: id })
}

const giveCallbackBack = (db: Db, id: Id<'callback'>) =>
  db
    .updateTable('callbacks')
    .set((eb) => ({ agentId: null, offeredAt: null, tries: eb('tries', '-', 1) }))
    .where('id', '=', id)
    .where('doneAt', 'is', null)
    .execute()
