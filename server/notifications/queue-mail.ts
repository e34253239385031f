import type { Trx } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { type Id, newId } from '../platform/values.ts'
import { cleanLine } from '../platform/zh/text.ts'
import type { OutgoingMail } from './api.ts'
import { mailQueued } from './events.ts'
import type { Written } from './letters/letter.ts'
import type { Sender } from './sender.ts'
import { threadOf, threadWith } from './thread.ts'

/** A letter to be sent, and what it is about. */
export type NewMail = {
  /** What the letter is for; the same key twice is one letter. */
  dedupeKey: string
  kind: OutgoingMail['kind']
  /** Null: about none. */
  caseId: Id<'case'> | null
  /** The mail that it answers, where it is about no case. */
  answers?: string
  /** The entry of the timeline whose words the letter carries: its delivery is shown there. */
  entryId?: Id<'entry'>
  to: { address: string; name: string }
  /** The mailbox that it leaves from; null: as MAIL_FROM says. */
  sender: Sender | null
  letter: Written
  /** Files of the case that go along. */
  fileIds?: readonly Id<'file'>[]
}

/**
 * Queues a letter; it is sent if, and only if, the transaction commits. Its Message-ID is fixed here, so that a letter
 * sent twice because of a crash is shown once by mail programs.
 *
 * @returns the mail's id; undefined when the letter was queued before
 */
export async function queueMail(
  trx: Trx,
  { publicUrl, now }: Pick<Deps, 'publicUrl' | 'now'>,
  { dedupeKey, kind, caseId, answers, entryId, to, sender, letter, fileIds = [] }: NewMail,
): Promise<Id<'mail'> | undefined> {
  const id: Id<'mail'> = newId()
  const at = now()
  const { inReplyTo, references } = caseId ? await threadOf(trx, caseId) : threadWith(answers)
  const queued = await trx
    .insertInto('outgoingMails')
    .values({
      id,
      dedupeKey,
      kind,
      caseId,
      entryId: entryId ?? null,
      toAddress: to.address.trim(),
      toName: cleanLine(to.name),
      fromAddress: sender?.address ?? null,
      fromName: cleanLine(sender?.name ?? ''),
      replyTo: sender?.replyTo ?? null,
      subject: letter.subject,
      body: letter.text,
      html: letter.html,
      messageId: `<${id}@${new URL(publicUrl).hostname}>`,
      inReplyTo,
      refs: references,
      fileIds: [...fileIds],
      state: 'queued',
      lastError: null,
      dueAt: at,
      createdAt: at,
      sentAt: null,
      updatedAt: at,
    })
    .onConflict((conflict) => conflict.column('dedupeKey').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (queued) await emit(trx, mailQueued, { mailId: id })
  return queued?.id
}
