import { randomBytes } from 'node:crypto'
import { appendEntry } from '../../server/cases/change.ts'
import { type Db, transact } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'

/** A mailbox of ours. */
export async function openMailbox(
  db: Db,
  given: Partial<{
    address: string
    name: string
    signature: string
    source: 'smtp' | 'none'
    kind: 'mail' | 'fax'
    acknowledges: boolean
  }> = {},
) {
  const { id: defaultSystemId } = await db.selectFrom('systems').select('id').executeTakeFirstOrThrow()
  return db
    .insertInto('mailboxes')
    .values({
      address: `help-${newId().slice(-8)}@agency.example`,
      name: '差勤系統客服',
      signature: '差勤系統服務小組 敬上',
      source: 'smtp',
      imap: null,
      wrappedPassword: null,
      pausedAt: null,
      lastError: null,
      lastReadAt: null,
      queueId: 1,
      defaultSystemId,
      ...given,
    })
    .returning(['id', 'address', 'name'])
    .executeTakeFirstOrThrow()
}

export const belongsTo = (db: Db, caseId: Id<'case'>, mailboxId: number, isFirst = true) =>
  db.insertInto('caseMailboxes').values({ caseId, mailboxId, isFirst }).execute()

/** The requester writes by mail to a case: the mail is kept, and its words stand in the timeline. */
export async function writesByMail(
  db: Db,
  caseId: Id<'case'>,
  mailboxId: number,
  { at, text, messageId, marks = [] }: { at: Date; text: string; messageId: string; marks?: string[] },
) {
  const mailId = newId<'received-mail'>(at.getTime())
  const rawFileId = await aFile(db, null, { name: 'mail.eml', size: text.length })
  const { entryId } = await transact(db, (trx) =>
    appendEntry(trx, caseId, {
      kind: 'message-in',
      actorId: null,
      origin: 'mail',
      at,
      body: { text, mailId, ...(marks.length > 0 && { marks }) },
    }),
  )
  await db
    .insertInto('receivedMails')
    .values({
      id: mailId,
      mailboxId,
      source: 'smtp',
      messageId,
      bodyHash: randomBytes(32),
      rawFileId,
      size: text.length,
      envelopeFrom: 'wang@agency.example',
      arrivedAt: at,
      storedAt: at,
      fromAddress: 'wang@agency.example',
      fromName: '王小明',
      sentAt: at,
      marks,
      outcome: 'follow-up',
      reason: null,
      caseId,
      entryId,
      lastError: null,
      decidedAt: at,
      decidedBy: null,
    })
    .execute()
  return { mailId, entryId }
}

export async function aFile(
  db: Db,
  uploadedBy: Id<'person'> | null,
  given: { name: string; size: number; mediaType?: string },
) {
  const id = newId<'file'>()
  await db
    .insertInto('files')
    .values({
      id,
      mediaType: 'application/octet-stream',
      sha256: null,
      wrappedKey: Buffer.alloc(8),
      state: 'ready',
      refusal: null,
      uploadedBy,
      caseId: null,
      expiresAt: null,
      ...given,
    })
    .execute()
  return id
}
