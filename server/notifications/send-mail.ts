import { type Selectable, sql } from 'kysely'
import { readFile } from '../files/queries.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { type Letter, MailRefused } from '../platform/mail/port.ts'
import type { Id } from '../platform/values.ts'
import { cleanLine } from '../platform/zh/text.ts'
import { contentOf } from './attachments/plan.ts'
import { mailFailed, mailSent } from './events.ts'
import { LEASE_MS, MOST_TRIES, nextTry, saidBy } from './rules.ts'
import type { NotificationTables } from './tables.ts'

type MailRow = Selectable<NotificationTables['outgoingMails']>
type Sender = Pick<Deps, 'db' | 'files' | 'mail' | 'secrets' | 'now' | 'log'>

/**
 * Sends a queued mail that is due; does nothing with one that is not. Of several processes one sends it. Refused for
 * good it has failed; otherwise it is tried again later, MOST_TRIES times in all. A crash between sending and noting it
 * sends it once more, under the same Message-ID.
 */
export async function sendMail(deps: Sender, { mailId }: { mailId: Id<'mail'> }) {
  const mail = await claim(deps, mailId)
  if (!mail) return
  if (mail.tries > MOST_TRIES) return giveUp(deps, mail, mail.lastError ?? 'interrupted at every try')
  try {
    await deps.mail.send({ ...letterOf(mail), attachments: await attachmentsOf(deps, mail) })
  } catch (error) {
    return error instanceof MailRefused ? giveUp(deps, mail, saidBy(error)) : putOff(deps, mail, error)
  }
  await settle(deps, mail, { state: 'sent', sentAt: deps.now(), lastError: null })
}

/** Takes the mail for the time that sending can need; whoever comes meanwhile finds it not due. */
const claim = ({ db, now }: Pick<Deps, 'db' | 'now'>, mailId: Id<'mail'>) =>
  db
    .updateTable('outgoingMails')
    .set({ tries: sql`tries + 1`, dueAt: new Date(+now() + LEASE_MS), updatedAt: now() })
    .where('id', '=', mailId)
    .where('dueAt', '<=', now())
    .returningAll()
    .executeTakeFirst()

async function putOff(deps: Sender, mail: MailRow, error: unknown) {
  const { id, tries } = mail
  const said = saidBy(error)
  const dueAt = nextTry(tries, deps.now())
  if (!dueAt) return giveUp(deps, mail, said)
  deps.log.warn({ mailId: id, tries, code: codeOf(error) }, 'mail not sent; it is tried again')
  await deps.db
    .updateTable('outgoingMails')
    .set({ dueAt, lastError: said, updatedAt: deps.now() })
    .where('id', '=', id)
    .where('tries', '=', tries)
    .where('state', '=', 'queued')
    .execute()
}

function giveUp(deps: Sender, mail: MailRow, lastError: string) {
  deps.log.warn({ mailId: mail.id, tries: mail.tries }, 'mail failed')
  return settle(deps, mail, { state: 'failed', sentAt: null, lastError })
}

const settle = (
  { db, now }: Sender,
  { id, tries, caseId }: MailRow,
  end: { state: 'sent' | 'failed'; sentAt: Date | null; lastError: string | null },
) =>
  transact(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('outgoingMails')
      .set({ ...end, tries: Math.min(tries, MOST_TRIES), dueAt: null, updatedAt: now() })
      .where('id', '=', id)
      .where('tries', '=', tries)
      .where('state', '=', 'queued')
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) return
    await emit(trx, end.state === 'sent' ? mailSent : mailFailed, { mailId: id, caseId })
  })

const letterOf = (mail: MailRow): Letter => ({
  to: { address: mail.toAddress, name: mail.toName },
  ...(mail.fromAddress && { from: { address: mail.fromAddress, name: mail.fromName } }),
  ...(mail.replyTo && { replyTo: mail.replyTo }),
  subject: mail.subject,
  text: mail.body,
  html: mail.html,
  messageId: mail.messageId,
  inReplyTo: mail.inReplyTo,
  references: mail.refs,
  automatic: automaticOf(mail),
})

/** RFC 3834, 5: a receipt for a mail is a machine's reply; what else we write by ourselves is generated. */
function automaticOf({ kind, inReplyTo }: MailRow): Letter['automatic'] {
  if (kind === 'answer') return undefined
  return kind === 'acknowledgement' && inReplyTo !== null ? 'auto-replied' : 'auto-generated'
}

/** @throws Refusal 'unavailable' while a file cannot be read: the letter waits for it */
async function attachmentsOf(deps: Sender, { fileIds }: MailRow) {
  const attachments: NonNullable<Letter['attachments']> = []
  for (const id of fileIds) {
    const file = await readFile(deps.db, id)
    attachments.push({
      name: cleanLine(file.name),
      mediaType: file.mediaType ?? 'application/octet-stream',
      bytes: await contentOf(deps, file),
    })
  }
  return attachments
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined
