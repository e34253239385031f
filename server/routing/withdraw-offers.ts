import { type Db, type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { endOffer } from './end-offer.ts'
import type { Withdrawal } from './reasons.ts'
import { isStillMeant, readWaiting } from './waiting-cases.ts'

/**
 * Takes back the offer of a case that no longer waits, or waits elsewhere than when it was made. An offer that still
 * fits stays: the event that calls for this may be older than the offer.
 */
export const withdrawOffers = ({ db, now }: Pick<Deps, 'db' | 'now'>, { caseId }: { caseId: Id<'case'> }) =>
  transact(db, async (trx) => {
    const open = await openOffers(trx).where('caseId', '=', caseId).executeTakeFirst()
    if (!open) return
    const work = await readWaiting(trx, caseId)
    if (work && isStillMeant(work)) return
    const why: Withdrawal = work ? 'case-moved' : 'case-gone'
    await endOffer(trx, open, { outcome: 'withdrawn', reason: { why } }, now())
  })

/** Takes back everything offered to an agent; each case goes on to the next. */
export async function withdrawFrom(trx: Trx, agentId: Id<'person'>, why: Withdrawal, at: Date) {
  const open = await openOffers(trx).where('agentId', '=', agentId).orderBy('id').execute()
  for (const offer of open) await endOffer(trx, offer, { outcome: 'withdrawn', reason: { why } }, at)
}

const openOffers = (db: Db) =>
  db.selectFrom('offers').select(['id', 'caseId', 'agentId']).where('outcome', 'is', null)
