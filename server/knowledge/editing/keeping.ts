import { sql } from 'kysely'
import { actingPerson } from '../../identity/acting-person.ts'
import { may } from '../../platform/actor.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emitAll } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { reviewOverdue } from '../events.ts'
import { lockSeen } from './locked.ts'
import { type Needs, noted } from './steps.ts'
import type { OfEntry } from './withdraw.ts'

/**
 * Says who answers for an entry and when it is read again; a later day also says that it was read and is right.
 * @throws Refusal 'invalid' `knowledge-owner`: nobody who may write entries · `knowledge-review-day`: not a day to come
 * @throws Refusal 'not-found' `knowledge-not-found` · 'conflict' `knowledge-changed` as `lockSeen`
 */
export async function keepEntry(
  { db, now }: Needs,
  order: OfEntry,
  { ownerId, reviewOn }: { ownerId: Id<'person'> | null; reviewOn: string | null },
) {
  const at = now()
  await transact(db, async (trx) => {
    const entry = await lockSeen(trx, order.entryId, order.version)
    if (ownerId !== null && ownerId !== entry.ownerId) {
      const owner = await actingPerson(trx, ownerId)
      if (!may(owner, 'knowledge:write')) throw invalid('/ownerId', 'knowledge-owner')
    }
    const isNew = reviewOn !== null && reviewOn !== entry.reviewOn
    if (isNew && (reviewOn <= dayInTaipei(at) || reviewOn > '2199-12-31'))
      throw invalid('/reviewOn', 'knowledge-review-day')
    await trx
      .updateTable('knowledgeEntries')
      .set({ ownerId, reviewOn, version: entry.version + 1 })
      .where('id', '=', entry.id)
      .execute()
    await noted(trx, order, 'knowledge-kept', entry.id, { ownerId, reviewOn }, at)
  })
}

const invalid = (path: string, code: 'knowledge-owner' | 'knowledge-review-day') =>
  new Refusal('invalid', code, { fields: [{ path, rule: code }] })

/** Tells once of each live entry that its review day has passed. @returns how many */
export async function tellOverdue({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const today = dayInTaipei(now())
  return transact(db, async (trx) => {
    const { rows } = await sql<{ entryId: Id<'knowledge-entry'> }>`
      update knowledge_entries e set review_told_on = review_on
      where id in (
        select id from knowledge_entries
        where live_version_id is not null and review_on < ${today}
          and review_told_on is distinct from review_on
        order by review_on limit 500 for no key update skip locked)
      returning id as entry_id`.execute(trx)
    if (rows.length > 0) await emitAll(trx, reviewOverdue, rows)
    return rows.length
  })
}
