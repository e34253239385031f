import { sql } from 'kysely'
import { isFirst } from '../../cases/command.ts'
import { readCase } from '../../cases/queries.ts'
import type { StoredCase } from '../../cases/tables.ts'
import type { Actor } from '../../platform/actor.ts'
import { type Db, type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Id, newId } from '../../platform/values.ts'
import { entryNotFound, entryNumberIn } from '../numbers.ts'
import type { Reader } from '../visible.ts'
import { readerFor, readerOfPerson, visibleEntries } from '../visible-entries.ts'
import { addressOf, replyWords } from './reply-words.ts'

type Order = {
  actor: Actor
  caseId: Id<'case'>
  /** The same click told twice is one use. */
  key?: string | undefined
}

/**
 * Puts an entry into a reply: gives its words, remembers which version it was, and counts the use on the entry, in one
 * transaction.
 *
 * What the requester may not read never goes into a reply, not even after a warning: a reply leaves the house and
 * cannot be called back, and whoever means to answer with the substance of an internal entry puts it into their own
 * words, which is what makes them look at it.
 *
 * @returns plain text in the requester's language
 * @throws Refusal 'not-found' `case-not-found`, `knowledge-not-found` (also: not theirs to see, or not live)
 * @throws Refusal 'forbidden' `knowledge-not-for-requester`
 */
export const putIntoReply = (
  deps: Pick<Deps, 'db' | 'now' | 'publicUrl'>,
  { actor, caseId, key }: Order,
  { number, way }: { number: string; way: 'text' | 'link' },
): Promise<{ text: string }> =>
  transact(deps.db, async (trx) => {
    const row = await readCase(trx, actor, caseId)
    const entry = await entryOf(trx, await readerFor(trx, actor), number)
    if (!(await maySee(trx, await readerOfPerson(trx, row.requesterId), entry.id)))
      throw new Refusal('forbidden', 'knowledge-not-for-requester', { number: entry.number })
    const own = way === 'text' ? await variantsFor(trx, entry.versionId, row) : []
    const address = addressOf(deps.publicUrl, entry.number, row.language)
    const text = replyWords(way, { ...entry, own }, address, row.language)
    if (key && !(await isFirst(trx, `knowledge-use:${caseId}:${actor.id}:${key}`, caseId))) return { text }
    const at = deps.now()
    await trx
      .insertInto('knowledgeUses')
      .values({
        id: newId<'knowledge-use'>(at.getTime()),
        entryId: entry.id,
        versionId: entry.versionId,
        caseId,
        personId: actor.id,
        way,
        at,
      })
      .execute()
    await trx
      .updateTable('knowledgeEntries')
      .set(({ eb }) => ({ uses: eb('uses', '+', 1) }))
      .where('id', '=', entry.id)
      .execute()
    return { text }
  })

/** The entry as it is live at this moment, and it stays so until the transaction ends. */
const entryOf = (trx: Trx, reader: Reader, number: string) =>
  visibleEntries(trx, reader)
    .select(['e.id', 'e.number', 'v.id as versionId', 'v.title', 'v.shortAnswer', 'v.body'])
    .where('e.number', '=', entryNumberIn(number, { bare: true }) ?? '')
    .forNoKeyUpdate('e')
    .executeTakeFirstOrThrow(entryNotFound)

const maySee = async (db: Db, reader: Reader, id: Id<'knowledge-entry'>) =>
  (await visibleEntries(db, reader).select('e.id').where('e.id', '=', id).executeTakeFirst()) !== undefined

/** What is different at the requester's agency or one above it, the nearest first, then in its HR system. */
async function variantsFor(
  trx: Trx,
  versionId: Id<'knowledge-version'>,
  { agencyId }: Pick<StoredCase, 'agencyId'>,
): Promise<string[]> {
  if (agencyId === null) return []
  const { rows } = await sql<{ body: string }>`
    with recursive above (id, parent_id, step) as (
      select id, parent_id, 0 from agencies where id = ${agencyId}
      union all
      select a.id, a.parent_id, step + 1 from agencies a join above on a.id = above.parent_id where step < 20
    )
    select v.body from knowledge_variants v left join above on above.id = v.authority_id
    where v.version_id = ${versionId} and (above.id is not null
      or v.hr_system = (select hr_system from agencies where id = ${agencyId}))
    order by above.step nulls last, v.n`.execute(trx)
  return rows.map(({ body }) => body)
}

/**
 * Which versions of which entries went into replies to a case, oldest first. An entry that is no longer the reader's to
 * see is left out; of one that was taken back, what it was called is still told to those who could see it.
 * @throws Refusal 'not-found' `case-not-found`
 */
export async function usesOfCase(db: Db, actor: Actor, caseId: Id<'case'>) {
  await readCase(db, actor, caseId)
  const reader = [...(await readerFor(db, actor))]
  return db
    .selectFrom('knowledgeUses as u')
    .innerJoin('knowledgeEntries as e', 'e.id', 'u.entryId')
    .innerJoin('knowledgeVersions as v', 'v.id', 'u.versionId')
    .leftJoin('knowledgeVersions as live', 'live.id', 'e.liveVersionId')
    .leftJoin('people', 'people.id', 'u.personId')
    .select(['e.number', 'v.title', 'v.n', 'u.way', 'people.name as by', 'u.at'])
    .where('u.caseId', '=', caseId)
    .where(sql<boolean>`v.seen_by && ${reader}::text[]`)
    .where(sql<boolean>`(live.id is null or live.seen_by && ${reader}::text[])`)
    .orderBy('u.at')
    .orderBy('u.id')
    .execute()
}
