import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import { type Id, newId } from '../../platform/values.ts'
import { callbackDue } from '../events.ts'
import type { Call, CallTables } from '../tables.ts'

/** So often somebody who did not answer is called again; the last time it is left to their case. */
const MOST_TRIES = 3
const AGAIN_AFTER_MS = 10 * 60_000
/** Whoever gave up waiting is called by whoever has a moment, within this. */
const ABANDONED_DUE_MS = 15 * 60_000

export type Wanted = { call: Pick<Call, 'id'>; number: string; at: Date }

/** The caller wants to be called back at this number, and keeps their place: in its turn an agent is rung for it. */
export const askForCallBack = async (trx: Trx, { call: { id }, number, at }: Wanted): Promise<void> => {
  const call = await trx.selectFrom('calls').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await keepCallback(trx, call, { kind: 'asked', number, placeAt: call.placeAt ?? at, dueAt: at })
}

type Ended = {
  wait: { waitMs: number; queueId: number; systemId: number } | undefined
  at: Date
}

/**
 * What we owe whoever was cut off by us, or has given up waiting: not for a moment only, and with a number. Who gave up
 * is called back by whoever gets the call's case, for that is offered as work: two agents never call the same caller.
 */
export async function callbackFor(trx: Trx, call: Call, { wait, at }: Ended): Promise<void> {
  const number = call.fromNumber
  if (!number) return
  if (call.outcome === 'lost')
    return keepCallback(trx, call, {
      kind: 'lost',
      number,
      placeAt: call.placeAt ?? call.arrivedAt,
      dueAt: at,
    })
  if (call.outcome !== 'abandoned' || !wait || wait.waitMs < (await shortMs(trx, wait.queueId))) return
  if (await isCaseOpen(trx, call)) return
  const dueAt = new Date(at.getTime() + ABANDONED_DUE_MS)
  await keepCallback(trx, call, { kind: 'abandoned', number, placeAt: call.placeAt ?? at, dueAt })
}

const isCaseOpen = async (trx: Trx, { caseId }: Pick<Call, 'caseId'>) =>
  caseId !== null &&
  (await trx
    .selectFrom('cases')
    .select('id')
    .where('id', '=', caseId)
    .where('closedAt', 'is', null)
    .executeTakeFirst()) !== undefined

const shortMs = async (trx: Trx, queueId: number) =>
  1000 *
  ((
    await trx
      .selectFrom('voiceQueues')
      .select('shortAbandonSeconds')
      .where('queueId', '=', queueId)
      .executeTakeFirst()
  )?.shortAbandonSeconds ?? 0)

type Kept = { kind: CallTables['callbacks']['kind']; number: string; placeAt: Date; dueAt: Date }

async function keepCallback(trx: Trx, call: Call, kept: Kept) {
  const wait = await trx
    .selectFrom('queueWaits')
    .select(['queueId', 'systemId'])
    .where('callId', '=', call.id)
    .orderBy('enteredAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const first = await trx
    .selectFrom('queues')
    .select('id')
    .where('tier', '=', 1)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const systemId = wait?.systemId ?? call.systemId ?? (await anySystem(trx, call))
  const made = await trx
    .insertInto('callbacks')
    .values({
      id: newId<'callback'>(),
      callId: call.id,
      caseId: call.caseId,
      ...kept,
      queueId: wait?.queueId ?? call.queueId ?? first.id,
      systemId,
      agentId: null,
      offeredAt: null,
      doneAt: null,
      outcome: null,
    })
    .onConflict((known) => known.column('callId').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) await emit(trx, callbackDue, { callbackId: made.id })
}

const anySystem = async (trx: Trx, call: Call) =>
  (
    await trx
      .selectFrom('systems')
      .leftJoin('cases', (join) =>
        join.onRef('cases.leadSystemId', '=', 'systems.id').on('cases.id', '=', call.caseId),
      )
      .select('systems.id')
      .orderBy('cases.id', (order) => order.asc().nullsLast())
      .orderBy('systems.id')
      .limit(1)
      .executeTakeFirstOrThrow()
  ).id

/**
 * Whoever is owed a call and calls again meanwhile has what they wanted: we call them no more, and who asked for it, or
 * was cut off, comes in where they would have been called.
 */
export async function placeOfCallback(
  trx: Trx,
  call: Pick<Call, 'id' | 'direction' | 'fromNumber'>,
  at: Date,
): Promise<Date | null> {
  if (call.direction !== 'in' || !call.fromNumber) return null
  const done = await trx
    .updateTable('callbacks')
    .set({ doneAt: at, outcome: 'called-again' })
    .where('number', '=', call.fromNumber)
    .where('doneAt', 'is', null)
    .where('offeredAt', 'is', null)
    .where('callId', '!=', call.id)
    .returning(['id', 'kind', 'placeAt'])
    .execute()
  for (const { id } of done) await emit(trx, callbackDue, { callbackId: id })
  const places = done.filter(({ kind }) => kind !== 'abandoned').map(({ placeAt }) => placeAt.getTime())
  return places.length > 0 ? new Date(Math.min(...places, at.getTime())) : null
}

/** A call of ours for a callback has ended: it is done, or its caller is tried again later. */
export async function settleCallback(trx: Trx, call: Pick<Call, 'callbackId' | 'outcome'>, at: Date) {
  if (!call.callbackId) return
  await resultOf(trx, call.callbackId, call.outcome === 'answered' ? 'reached' : 'not-reached', at)
}

/**
 * What came of calling somebody back. Not reached: tried twice more, a while later each.
 * @returns whether it was still open
 */
export async function resultOf(
  trx: Trx,
  id: Id<'callback'>,
  outcome: 'reached' | 'not-reached' | 'given-up',
  at: Date,
): Promise<boolean> {
  const open = await trx
    .selectFrom('callbacks')
    .select(['tries'])
    .where('id', '=', id)
    .where('doneAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!open) return false
  const again = outcome === 'not-reached' && open.tries < MOST_TRIES
  await trx
    .updateTable('callbacks')
    .set(
      again
        ? { agentId: null, offeredAt: null, dueAt: new Date(at.getTime() + AGAIN_AFTER_MS) }
        : { doneAt: at, outcome },
    )
    .where('id', '=', id)
    .execute()
  await emit(trx, callbackDue, { callbackId: id })
  return true
}
