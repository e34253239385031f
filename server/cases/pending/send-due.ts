import { Type } from 'typebox'
import { actingPerson } from '../../identity/acting-person.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { jobOf } from '../../platform/queue/port.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Id, IdOf } from '../../platform/values.ts'
import { closeCase } from '../close.ts'
import { replyTo } from '../reply.ts'
import { forgetDraft, type PendingRow, returnToDraft } from './draft.ts'

type Sender = Pick<Deps, 'db' | 'now' | 'log'>

/** Later than this the sweep finds a reply in time. */
const SOON_MS = 60_000
const MOST_AT_ONCE = 500

/** Has a reply sent to the moment. Should the queue forget it, `sendDueReplies` does not. */
export async function sendLater(
  { db, queue, now }: Pick<Deps, 'db' | 'queue' | 'now'>,
  { replyId }: { replyId: Id<'pending-reply'> },
) {
  const reply = await db
    .selectFrom('pendingReplies')
    .select('dueAt')
    .where('id', '=', replyId)
    .executeTakeFirst()
  if (!reply) return
  const delayMs = Math.max(0, reply.dueAt.getTime() - now().getTime())
  if (delayMs <= SOON_MS) await queue.add(sendReplyJob, { replyId }, { id: `send-reply.${replyId}`, delayMs })
}

/**
 * Sends a reply that is due; does nothing with one that is not, or is gone. The reply and the end of its row are one
 * transaction: however often this runs, and wherever it is killed, it is sent once. What cannot be sent, because the
 * case changed, is closed, or is another's now, goes back to its author as a draft that says why.
 */
export async function sendPendingReply(deps: Sender, { replyId }: { replyId: Id<'pending-reply'> }) {
  const reply = await deps.db
    .selectFrom('pendingReplies')
    .selectAll()
    .where('id', '=', replyId)
    .where('dueAt', '<=', deps.now())
    .executeTakeFirst()
  if (!reply) return
  try {
    await send(deps, reply)
  } catch (error) {
    if (error instanceof AlreadyGone) return
    if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
    await giveBack(deps, reply, error.code)
  }
}

async function send(deps: Sender, reply: PendingRow) {
  const { caseId, authorId, version, address, text, fileIds, outcome, closing } = reply
  const actor = await actingPerson(deps.db, authorId)
  if (!actor) throw new Refusal('forbidden', 'not-the-owner')
  const order = { actor, caseId, version, address }
  const first = (trx: Trx) => take(trx, reply)
  if (closing) await closeCase(deps, order, { ...closing, answer: text, fileIds }, first)
  else if (outcome !== 'closed') await replyTo(deps, order, { text, fileIds, outcome }, first)
}

/** Somebody was quicker: it is sent, or taken back. */
class AlreadyGone extends Error {}

async function take(trx: Trx, reply: PendingRow) {
  const { numDeletedRows } = await trx
    .deleteFrom('pendingReplies')
    .where('id', '=', reply.id)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw new AlreadyGone()
  await forgetDraft(trx, reply)
}

const giveBack = (deps: Sender, { id }: PendingRow, code: string) =>
  transact(deps.db, async (trx) => {
    const reply = await trx
      .deleteFrom('pendingReplies')
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    if (reply) await returnToDraft(trx, deps, reply, code)
  })

export const sendReplyJob = jobOf(
  'cases.send-pending-reply',
  Type.Object({ replyId: IdOf('pending-reply') }),
  sendPendingReply,
)

/** Sends every reply that is due. One that fails stands in no other's way. */
export async function sendDueReplies(deps: Sender) {
  const due = await deps.db
    .selectFrom('pendingReplies')
    .select('id')
    .where('dueAt', '<=', deps.now())
    .orderBy('dueAt')
    .orderBy('id')
    .limit(MOST_AT_ONCE)
    .execute()
  for (const { id } of due)
    await sendPendingReply(deps, { replyId: id }).catch((err) =>
      deps.log.warn({ err, replyId: id }, 'reply not sent; it is tried again'),
    )
}
