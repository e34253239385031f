import { type Trx, transact } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { cleanText } from '../../platform/zh/text.ts'
import { entryWithdrawn } from '../events.ts'
import { seqOf } from '../numbers.ts'
import { decideStep } from '../rules.ts'
import { lockSeen } from './locked.ts'
import { makeFindable } from './searchable.ts'
import { change, moverOf, type Needs, noted, type Order } from './steps.ts'

export type OfEntry = Order & { entryId: Id<'knowledge-entry'>; version: number }

/**
 * Takes an entry back: its page says so with its successor, and nothing finds it any more. What waits for its day goes
 * back to the desk, so that nothing of it comes back by itself.
 * @throws Refusal 'invalid' `knowledge-note-missing` · 'not-found' `knowledge-not-found`
 * @throws Refusal 'conflict' `knowledge-successor`: not there, not live, or the entry itself
 * @throws Refusal 'conflict' `knowledge-changed` as `lockSeen` · as `decideStep`: it is not live
 */
export async function withdraw(
  { db, now }: Needs,
  order: OfEntry,
  { why, successor }: { why: string; successor: string | null },
) {
  const at = now()
  const reason = cleanText(why).trim()
  if (reason === '')
    throw new Refusal('invalid', 'knowledge-note-missing', { fields: [{ path: '/why', rule: 'required' }] })
  await transact(db, async (trx) => {
    const next = await lockTogether(trx, order.entryId, successor)
    const entry = await lockSeen(trx, order.entryId, order.version)
    const row = await trx
      .selectFrom('knowledgeVersions')
      .selectAll()
      .where('entryId', '=', entry.id)
      .orderBy(({ eb }) => eb('state', '=', 'live'), 'desc')
      .orderBy('n', 'desc')
      .executeTakeFirstOrThrow()
    decideStep(row, 'withdraw', moverOf(order.actor, entry), dayInTaipei(at))
    if (successor !== null && (!next || next.id === entry.id || !next.liveVersionId))
      throw new Refusal('conflict', 'knowledge-successor', { fields: [{ path: '/successor', rule: 'live' }] })
    await trx
      .updateTable('knowledgeEntries')
      .set({
        liveVersionId: null,
        withdrawnAt: at,
        withdrawnBy: order.actor.id,
        withdrawnWhy: reason,
        successorId: next?.id ?? null,
        version: entry.version + 1,
      })
      .where('id', '=', entry.id)
      .execute()
    const by = order.actor.id
    await change(trx, row.id, { state: 'withdrawn', liveUntil: at }, { at, by })
    const waiting = await trx
      .selectFrom('knowledgeVersions')
      .select('id')
      .where('entryId', '=', entry.id)
      .where('state', '=', 'approved')
      .executeTakeFirst()
    if (waiting) await change(trx, waiting.id, { state: 'draft', reviewNote: reason }, { at, by })
    await makeFindable(trx, [entry.id])
    await emit(trx, entryWithdrawn, { entryId: entry.id })
    await noted(
      trx,
      order,
      'knowledge-withdrawn',
      entry.id,
      { n: row.n, successor: next?.number ?? null },
      at,
    )
  })
}

/** Both entries, always in one order: two that are to follow each other do not wait for each other for ever. */
async function lockTogether(trx: Trx, entryId: Id<'knowledge-entry'>, successor: string | null) {
  if (successor === null) return undefined
  const seq = seqOf(successor)
  const locked = await trx
    .selectFrom('knowledgeEntries')
    .select(['id', 'seq', 'number', 'liveVersionId'])
    .where(({ or, eb }) => or([eb('id', '=', entryId), eb('seq', '=', seq)]))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return locked.find((one) => one.seq === seq)
}
