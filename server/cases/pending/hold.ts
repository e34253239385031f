import { keepUploads } from '../../files/attach.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Id, newId } from '../../platform/values.ts'
import { type Closing as ClosingWords, closeCase } from '../close.ts'
import { command, type Order } from '../command.ts'
import { keepDraft } from '../drafts.ts'
import { replyPending } from '../events.ts'
import { type Outcome, replyTo, VERBS } from '../reply.ts'
import type { Verb } from '../rules.ts'
import type { Closing } from '../shapes.ts'
import { draftKey } from './draft.ts'
import { dueTime } from './times.ts'

/** Files outlive the reply that they wait with, should it come back as a draft. */
const KEPT_LONGER_MS = 7 * 86_400_000

type Words = { text: string; fileIds?: readonly Id<'file'>[]; outcome: Outcome; sendAt?: Date | undefined }

/**
 * Writes to the requester, as `replyTo` does, once the reply can no longer be taken back: after `replies.undo-seconds`,
 * or at the time asked for. Until then the case stays as it is, and a row in `pending_replies` is all there is.
 * Everything that would refuse the reply now refuses it now; what comes up later gives it back as a draft.
 *
 * @throws Refusal as `replyTo` does; 'invalid' `send-time-too-late`; 'conflict' `reply-pending`: one at a time
 */
export async function sendReply(deps: Pick<Deps, 'db' | 'now'>, order: Order, words: Words) {
  const due = await dueTime(deps, words.sendAt)
  if (!due) return replyTo(deps, order, words)
  return hold(deps, order, VERBS[words.outcome], { ...words, ...due, closing: null })
}

/** Closes a case; with an answer, once that can no longer be taken back. @throws Refusal as `closeCase` and `sendReply` do */
export async function sendClosing(deps: Pick<Deps, 'db' | 'now'>, order: Order, closing: ClosingWords) {
  const { answer: text, fileIds = [], rootCause, disposition } = closing
  const due = text === undefined ? null : await dueTime(deps, undefined)
  if (!due || text === undefined) return closeCase(deps, order, closing)
  return hold(deps, order, 'close', {
    text,
    fileIds,
    outcome: 'closed',
    closing: { rootCause, disposition },
    ...due,
  })
}

const hold = (
  deps: Pick<Deps, 'db' | 'now'>,
  order: Order,
  verb: Verb,
  reply: Omit<Words, 'outcome' | 'sendAt'> & {
    outcome: Outcome | 'closed'
    closing: Closing | null
    dueAt: Date
    isScheduled: boolean
  },
) =>
  command(deps, order, verb, async ({ trx, row, by }) => {
    const { fileIds = [], closing, text, outcome, dueAt, isScheduled } = reply
    await keepUploads(trx, {
      fileIds,
      uploader: by.actorId,
      until: new Date(+dueAt + KEPT_LONGER_MS),
    })
    const id = newId<'pending-reply'>(by.at.getTime())
    const held = await trx
      .insertInto('pendingReplies')
      .values({
        id,
        caseId: row.id,
        authorId: by.actorId,
        version: row.version,
        text,
        fileIds: [...new Set(fileIds)],
        outcome,
        closing: closing && JSON.stringify(closing),
        isScheduled,
        address: order.address,
        writtenAt: by.at,
        dueAt,
      })
      .onConflict((conflict) => conflict.columns(['caseId', 'authorId']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!held) throw new Refusal('conflict', 'reply-pending')
    await keepDraft({ ...deps, db: trx }, order.actor, draftKey(row.id), null)
    await emit(trx, replyPending, { replyId: id, caseId: row.id, authorId: by.actorId })
    return row
  })
