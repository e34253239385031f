import { type Trx, transact } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { cleanText } from '../../platform/zh/text.ts'
import { personalDataOf, withoutPersonalData } from '../personal-data.ts'
import { readFeedback } from './feedback-list.ts'
import { lockEntry } from './locked.ts'
import { type Needs, noted, type Order } from './steps.ts'

/** As the editor had it before them; instants as they were sent. */
type Seen = { at: string; answeredAt: string | null }
type OfFeedback = Order & { feedbackId: Id<'knowledge-feedback'> }

/**
 * Answers a reader below the entry, where every reader sees it from now on. What looks like somebody's data goes out of
 * the reader's own words with it; what was let stand stays.
 *
 * @throws Refusal 'invalid' `knowledge-feedback-personal-data` with `found`: in the answer; nothing was kept · `text-missing`
 * @throws Refusal as `lockSaid`
 */
export const answerFeedback = (
  deps: Needs,
  order: OfFeedback,
  { answer, letStand, ...seen }: Seen & { answer: string; letStand: readonly string[] },
) =>
  deal(deps, order, seen, 'knowledge-feedback-answered', async (said) => {
    const stands = new Set(letStand.map((words) => cleanText(words).trim()))
    const foundIn = (text: string) => personalDataOf(text).filter(({ text }) => !stands.has(text.trim()))
    const text = cleanText(answer).trim()
    if (text === '')
      throw new Refusal('invalid', 'text-missing', { fields: [{ path: '/answer', rule: 'required' }] })
    const found = foundIn(text)
    if (found.length > 0)
      throw new Refusal('invalid', 'knowledge-feedback-personal-data', {
        found: found.map((item) => ({ field: 'answer', ...item })),
      })
    const reason = said.reason && withoutPersonalData(said.reason, foundIn(said.reason)).slice(0, 1000)
    return { answer: text, reason }
  })

/** Sets it aside: nothing of it is shown to readers. @throws Refusal as `lockSaid` */
export const setFeedbackAside = (deps: Needs, order: OfFeedback, seen: Seen) =>
  deal(deps, order, seen, 'knowledge-feedback-set-aside', async () => ({ answer: null }))

/** Opens it again; an answer is no longer shown. @throws Refusal 'not-found' `knowledge-feedback-not-found` */
export async function reopenFeedback({ db, now }: Needs, order: OfFeedback) {
  await transact(db, async (trx) => {
    const said = await lockSaid(trx, order.feedbackId)
    if (said.answeredAt === null) return
    await trx
      .updateTable('knowledgeFeedback')
      .set({ answer: null, answeredAt: null, answeredBy: null })
      .where('id', '=', said.id)
      .execute()
    await noted(trx, order, 'knowledge-feedback-reopened', said.entryId, { feedback: said.id }, now())
  })
  return readFeedback(db, order.feedbackId)
}

type Said = Awaited<ReturnType<typeof lockSaid>>

async function deal(
  { db, now }: Needs,
  order: OfFeedback,
  seen: Seen,
  action: string,
  work: (said: Said) => Promise<{ answer: string | null; reason?: string | null }>,
) {
  const at = now()
  await transact(db, async (trx) => {
    const said = await lockSaid(trx, order.feedbackId)
    demandSame(said, seen)
    await trx
      .updateTable('knowledgeFeedback')
      .set({ ...(await work(said)), answeredAt: at, answeredBy: order.actor.id })
      .where('id', '=', said.id)
      .execute()
    await noted(trx, order, action, said.entryId, { feedback: said.id }, at)
  })
  return readFeedback(db, order.feedbackId)
}

/**
 * What a reader said of a live entry, locked as whoever says something of the entry locks it.
 * @throws Refusal 'not-found' `knowledge-feedback-not-found`
 */
async function lockSaid(trx: Trx, id: Id<'knowledge-feedback'>) {
  const { entryId } = await readFeedback(trx, id)
  await lockEntry(trx, entryId)
  return readFeedback(trx, id)
}

/** @throws Refusal 'conflict' `knowledge-feedback-changed` with `now`: what it is now */
function demandSame(said: Said, seen: Seen) {
  const isSame = (one: Date | null, other: string | null) =>
    (one === null) === (other === null) && one?.getTime() === (other === null ? undefined : Date.parse(other))
  if (isSame(said.at, seen.at) && isSame(said.answeredAt, seen.answeredAt)) return
  throw new Refusal('conflict', 'knowledge-feedback-changed', {
    now: {
      ...said,
      at: said.at.toISOString(),
      answeredAt: said.answeredAt?.toISOString() ?? null,
    },
  })
}
