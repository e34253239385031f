import { fold } from '../../search/fold.ts'
import { expander, type Synonym } from '../../search/synonyms.ts'
import type { Actor } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { transact } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import { cleanLine } from '../platform/zh/text.ts'
import { readerOf, type Searching, saysSomething } from './ask/searching.ts'
import { placeOf } from './ranked.ts'
import { forgetSynonyms, readSynonyms } from './synonyms.ts'

const LONGEST = 60
type Order = { word: string; means: readonly string[]; weight: number; dryRun?: boolean }
type Worse = { question: string; number: string; before: number; after: number }

/**
 * Sets what else a word means, in whichever form it is written; nothing else: forgets it. Written into the audit log.
 *
 * @returns which of the editors' questions find their entry further down than before, for this person
 * @throws Refusal 'invalid' `search-word-missing`: nothing in it can be looked for
 */
export async function setSynonym(
  deps: Searching,
  { actor, address }: { actor: Actor; address: string },
  { dryRun = false, ...order }: Order,
): Promise<{ worse: Worse[] }> {
  const { db, now } = deps
  const { word, means, weight } = cleaned(order)
  const before = await readSynonyms(db)
  const same = before.filter((one) => fold(one.word) === fold(word)).map((one) => one.word)
  const others = before.filter((one) => !same.includes(one.word))
  const worse = await worseFor(deps, actor, {
    before,
    after: means.length === 0 ? others : [...others, { word, means, weight }],
  })
  if (dryRun) return { worse }
  await transact(db, async (trx) => {
    if (same.length > 0) await trx.deleteFrom('searchSynonyms').where('word', 'in', same).execute()
    const at = now()
    if (means.length > 0)
      await trx
        .insertInto('searchSynonyms')
        .values({ word, means: [...means], weight, byId: actor.id, at })
        .onConflict((conflict) =>
          conflict.column('word').doUpdateSet({ means: [...means], weight, byId: actor.id, at }),
        )
        .execute()
    await record(trx, {
      actorId: actor.id,
      action: 'search-synonym-set',
      subject: `search-synonym:${word}`,
      detail: { means, weight, worse: worse.length },
      address,
      at,
    })
  })
  forgetSynonyms(db)
  return { worse }
}

function cleaned({ word, means, weight }: Omit<Order, 'dryRun'>) {
  const plain = cleanLine(word).slice(0, LONGEST)
  const others = [...new Set(means.map(cleanLine))].filter((other) => fold(other) !== fold(plain))
  if (!saysSomething(plain) || !others.every(saysSomething))
    throw new Refusal('invalid', 'search-word-missing')
  return { word: plain, means: others, weight }
}

/** Only questions that hold a word of which something changed are asked, before and after. */
async function worseFor(
  deps: Searching,
  actor: Actor,
  { before, after }: { before: readonly Synonym[]; after: readonly Synonym[] },
): Promise<Worse[]> {
  const questions = await deps.db
    .selectFrom('searchQuestions')
    .select(['question', 'key', 'number'])
    .orderBy('question')
    .execute()
  const [expandBefore, expandAfter] = [expander(before), expander(after)]
  const reader = await readerOf(deps, actor)
  const worse: Worse[] = []
  for (const { question: text, key, number } of questions) {
    const [then, later] = [expandBefore(text), expandAfter(text)]
    if (JSON.stringify(then) === JSON.stringify(later)) continue
    const [was, is] = [
      await placeOf(deps, { text, also: then, reader }, key),
      await placeOf(deps, { text, also: later, reader }, key),
    ]
    if (was > 0 && (is === 0 || is > was)) worse.push({ question: text, number, before: was, after: is })
  }
  return worse
}
