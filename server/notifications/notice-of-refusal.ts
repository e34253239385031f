import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { type Language, write } from './letters/letter.ts'
import { queueMail } from './queue-mail.ts'

const LONGEST_SUBJECT = 200

/** Writes to whoever sent a mail that somebody has refused why it was, in the words that they chose; once per mail. */
export async function noticeOfRefusal(
  deps: Pick<Deps, 'db' | 'publicUrl' | 'now'>,
  { mailId, notice }: { mailId: Id<'received-mail'>; notice: string },
) {
  const found = await deps.db
    .selectFrom('receivedMails')
    .innerJoin('mailboxes', 'mailboxes.id', 'receivedMails.mailboxId')
    .select(['fromAddress', 'fromName', 'subject', 'messageId', 'marks', 'address', 'name', 'acknowledges'])
    .where('receivedMails.id', '=', mailId)
    .where('outcome', '=', 'refused')
    .executeTakeFirst()
  if (!found?.fromAddress) return
  const { fromAddress, fromName, subject, messageId, marks, address, name, acknowledges } = found
  const language: Language = /\p{Script=Han}/u.test(notice) ? 'zh-TW' : 'en'
  const about = `${language === 'en' ? 'Re: ' : '回覆：'}${subject}`.slice(0, LONGEST_SUBJECT).toWellFormed()
  await transact(deps.db, (trx) =>
    queueMail(trx, deps, {
      dedupeKey: `refusal:${mailId}`,
      kind: 'notice',
      caseId: null,
      ...(!marks.includes('no-message-id') && { answers: messageId }),
      to: { address: fromAddress, name: fromName },
      sender: { address, name, signature: '', replyTo: null, acknowledges },
      letter: write(language, about, [{ kind: 'paragraph', text: notice }]),
    }),
  )
}
