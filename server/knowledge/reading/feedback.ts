import { sql } from 'kysely'
import { networkOf, throttle } from '../../identity/throttle.ts'
import type { Actor } from '../../platform/actor.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { newId } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { cleanText } from '../../platform/zh/text.ts'
import { readerFor } from '../visible-entries.ts'
import { readLive } from './read-entry.ts'

/** Many work behind one address. */
const FROM_A_NETWORK = { limit: 120, windowSeconds: 600 }
const FROM_A_PERSON = { limit: 60, windowSeconds: 600 }

export type Said = { number: string; solved: boolean; reason?: string }
/** `visitor`: what the browser of somebody who is not signed in keeps for this. */
export type Sayer = { actor: Actor | undefined; address: string; visitor: () => string }

/**
 * Notes whether an entry solved what its reader came for. Each reader has one say for each version, the last one; an
 * answer to what they said before goes with it.
 *
 * @throws Refusal as `readLive` · 'throttled' `too-many-requests`
 */
export async function giveFeedback(
  deps: Pick<Deps, 'db' | 'now' | 'secrets'>,
  { actor, address, visitor }: Sayer,
  { number, solved, reason = '' }: Said,
): Promise<{ solved: boolean }> {
  const { db, now, secrets } = deps
  await throttle(
    db,
    now,
    actor ? `knowledge-feedback:${actor.id}` : `knowledge-feedback:${networkOf(address)}`,
    actor ? FROM_A_PERSON : FROM_A_NETWORK,
  )
  const at = now()
  const live = await readLive(db, await readerFor(db, actor), { number, today: dayInTaipei(at) })
  // Of each entry another digest: nobody can put together what one visitor said of several.
  const who = actor
    ? { personId: actor.id, visitor: null }
    : { personId: null, visitor: secrets.sign('knowledge-visitor', `${live.id} ${visitor()}`) }
  const said = { solved, reason: cleanText(reason).trim().slice(0, 1000) || null, at }
  return transact(db, async (trx) => {
    // One after the other for each entry: its counts are counted again.
    await trx.selectFrom('knowledgeEntries').select('id').where('id', '=', live.id).forNoKeyUpdate().execute()
    await trx
      .insertInto('knowledgeFeedback')
      .values({
        id: newId(at.getTime()),
        entryId: live.id,
        versionId: live.versionId,
        ...who,
        ...said,
        answer: null,
        answeredAt: null,
        answeredBy: null,
      })
      .onConflict((conflict) =>
        conflict
          .expression(sql`version_id, coalesce(person_id::text, visitor)`)
          .doUpdateSet({ ...said, answer: null, answeredAt: null, answeredBy: null }),
      )
      .execute()
    await trx
      .updateTable('knowledgeEntries')
      .set({
        solved: sql<number>`(select count(*) from knowledge_feedback where entry_id = ${live.id} and solved)`,
        unsolved: sql<number>`(select count(*) from knowledge_feedback where entry_id = ${live.id} and not solved)`,
      })
      .where('id', '=', live.id)
      .execute()
    return { solved }
  })
}

/** What readers said that the editors have answered. @throws Refusal as `readLive` */
export async function answeredFeedback(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Actor | undefined,
  number: string,
) {
  const { answered } = await readLive(db, await readerFor(db, actor), {
    number,
    today: dayInTaipei(now()),
  })
  return answered
}
