import { record } from '../platform/audit.ts'
import { type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import type { Id } from '../platform/values.ts'
import { dayInTaipei } from '../platform/zh/day.ts'
import { lockEntry } from './editing/locked.ts'
import { makeFindable } from './editing/searchable.ts'
import { change, type Order } from './editing/steps.ts'
import { dayAfterMonths, effectOn } from './effect.ts'
import { entryPublished } from './events.ts'

/** A year, unless its owner says otherwise. */
const REVIEW_MONTHS = 12
const AT_ONCE = 500

/** When an entry that was read today is read again: on the day that was meant, or in a year. */
export const nextReviewOn = (meant: string | null, today: string) =>
  meant !== null && meant > today ? meant : dayAfterMonths(today, REVIEW_MONTHS)

/**
 * Makes an approved version what everybody reads; what was live is kept and replaced, and a withdrawn entry is there
 * again. Its entry is locked.
 * @param by undefined: the clock
 */
export async function makeLive(trx: Trx, versionId: Id<'knowledge-version'>, at: Date, by?: Order) {
  const { entryId, n } = await trx
    .selectFrom('knowledgeVersions')
    .select(['entryId', 'n'])
    .where('id', '=', versionId)
    .where('state', '=', 'approved')
    .executeTakeFirstOrThrow()
  const entry = await lockEntry(trx, entryId)
  const who = { at, by: by?.actor.id ?? null }
  if (entry.liveVersionId) await change(trx, entry.liveVersionId, { state: 'replaced', liveUntil: at }, who)
  await change(trx, versionId, { state: 'live', liveAt: at }, who)
  await trx
    .updateTable('knowledgeEntries')
    .set({
      liveVersionId: versionId,
      firstLiveAt: entry.firstLiveAt ?? at,
      reviewOn: nextReviewOn(entry.reviewOn, dayInTaipei(at)),
      withdrawnAt: null,
      withdrawnBy: null,
      withdrawnWhy: null,
      successorId: null,
      version: entry.version + 1,
    })
    .where('id', '=', entryId)
    .execute()
  await makeFindable(trx, [entryId])
  await record(trx, {
    actorId: by?.actor.id ?? null,
    action: 'knowledge-published',
    subject: `knowledge:${entryId}`,
    detail: { n, number: entry.number },
    address: by?.address ?? null,
    at,
  })
  await emit(trx, entryPublished, { entryId, versionId })
}

/**
 * Makes live what was approved for a day that has come. Harmless at any time, and on several servers at once.
 * @returns how many became live
 */
export async function makeDueLive({ db, now, log }: Pick<Deps, 'db' | 'now' | 'log'>): Promise<number> {
  const today = dayInTaipei(now())
  const due = await db
    .selectFrom('knowledgeVersions')
    .select(['id', 'entryId'])
    .where('state', '=', 'approved')
    .where('effectiveFrom', '<=', today)
    .where(({ or, eb }) => or([eb('effectiveUntil', 'is', null), eb('effectiveUntil', '>=', today)]))
    .orderBy('effectiveFrom')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute()
  let live = 0
  for (const { id, entryId } of due) {
    const isLive = await transact(db, async (trx) => {
      await lockEntry(trx, entryId)
      const still = await trx
        .selectFrom('knowledgeVersions')
        .select(['effectiveFrom', 'effectiveUntil'])
        .where('id', '=', id)
        .where('state', '=', 'approved')
        .executeTakeFirst()
      if (!still || effectOn(still, today) !== 'in-force') return false
      await makeLive(trx, id, now())
      return true
    }).catch((err) => {
      log.error({ err, entryId }, 'an approved entry could not go live; it is tried again')
      return false
    })
    if (isLive) live++
  }
  return live
}
