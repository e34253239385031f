import type { Actor } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { transact } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import { cleanLine } from '../platform/zh/text.ts'
import { readerOf, type Searching, saysSomething } from './ask/searching.ts'
import { demandNumbered } from './numbered.ts'
import { placeOf } from './ranked.ts'
import { isIndexed } from './source.ts'
import { synonymsOf } from './synonyms.ts'

/** More would keep an editor waiting who changes a synonym. */
const MOST = 300

/** What is to find which entry. */
export async function listQuestions({ db, sources }: Pick<Searching, 'db' | 'sources'>, actor: Actor) {
  const questions = await db
    .selectFrom('searchQuestions')
    .select(['question', 'key', 'number', 'at'])
    .orderBy('question')
    .execute()
  const shown = await Promise.all(
    sources.filter(isIndexed).map((source) => {
      const keys = questions.flatMap(({ key }) => (key.startsWith(`${source.name}-`) ? [key] : []))
      return keys.length === 0 ? [] : source.show(db, actor, keys)
    }),
  )
  const titleOf = new Map(shown.flat().map(({ key, title }) => [key, title]))
  return questions.map(({ key, ...one }) => ({ ...one, title: titleOf.get(key) ?? null }))
}

/**
 * Sets which entry a question is to find, or forgets the question. Written into the audit log.
 *
 * @returns where it is found now, for this person; null when it was forgotten
 * @throws Refusal 'invalid' `search-word-missing` · 'not-found' `search-number-not-found` · 'conflict'
 * `search-questions-too-many`
 */
export async function setQuestion(
  deps: Searching,
  { actor, address }: { actor: Actor; address: string },
  order: { question: string; number: string | null },
): Promise<{ place: number | null }> {
  const { db, now } = deps
  const question = cleanLine(order.question)
  if (!saysSomething(question)) throw new Refusal('invalid', 'search-word-missing')
  const found = order.number === null ? null : await demandNumbered(deps, actor, order.number)
  await transact(db, async (trx) => {
    const at = now()
    await trx.deleteFrom('searchQuestions').where('question', '=', question).execute()
    if (found) {
      const { n } = await trx
        .selectFrom('searchQuestions')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      if (Number(n) >= MOST) throw new Refusal('conflict', 'search-questions-too-many', { most: MOST })
      const row = { ...found, byId: actor.id, at }
      await trx
        .insertInto('searchQuestions')
        .values({ question, ...row })
        .onConflict((conflict) => conflict.column('question').doUpdateSet(row))
        .execute()
    }
    await record(trx, {
      actorId: actor.id,
      action: 'search-question-set',
      subject: `search-question:${question}`,
      detail: { number: found?.number ?? null },
      address,
      at,
    })
  })
  if (!found) return { place: null }
  const also = (await synonymsOf(deps)).expand(question)
  const reader = await readerOf(deps, actor)
  return { place: await placeOf(deps, { text: question, also, reader }, found.key) }
}
