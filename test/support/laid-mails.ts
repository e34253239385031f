import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'

export type LaidMail = {
  mailboxId: number
  at?: Date
  fromAddress?: string | null
  fromName?: string
  subject?: string
  marks?: string[]
  outcome?: 'case' | 'follow-up' | 'quarantined' | 'refused'
  reason?: string | null
  caseId?: Id<'case'> | null
  rawFileId?: Id<'file'>
  text?: string
  quoted?: string
  html?: string | null
  trace?: string[]
}

/** A received mail as intake leaves it, written straight into the tables. Its bytes are nowhere unless given. */
export async function layMail(db: Db, mail: LaidMail): Promise<Id<'received-mail'>> {
  const { at = new Date(), outcome = 'quarantined', text = '匯出後姓名變成問號。' } = mail
  const id = newId<'received-mail'>(at.getTime())
  const rawFileId = mail.rawFileId ?? (await noBytes(db, at))
  await db
    .insertInto('receivedMails')
    .values({
      id,
      mailboxId: mail.mailboxId,
      source: 'smtp',
      messageId: `<${id}@example.gov.tw>`,
      bodyHash: createHash('sha256').update(id).digest(),
      rawFileId,
      size: text.length,
      envelopeFrom: mail.fromAddress ?? null,
      arrivedAt: at,
      storedAt: at,
      fromAddress: mail.fromAddress === undefined ? 'wang@example.gov.tw' : mail.fromAddress,
      fromName: mail.fromName ?? '王小明',
      subject: mail.subject ?? '匯出清冊後姓名變成問號',
      sentAt: at,
      marks: mail.marks ?? [],
      outcome,
      reason: mail.reason ?? (outcome === 'quarantined' ? 'unreadable' : null),
      caseId: mail.caseId ?? null,
      entryId: null,
      lastError: null,
      decidedAt: at,
      decidedBy: null,
    })
    .execute()
  const heads = {
    from: { address: mail.fromAddress ?? '', name: mail.fromName ?? '王小明' },
    to: [{ address: 'service@onewindow.example', name: '' }],
    cc: [],
    date: at.toISOString(),
    repairs: [],
  }
  await db
    .insertInto('mailContents')
    .values({
      mailId: id,
      text,
      quoted: mail.quoted ?? '',
      html: mail.html ?? null,
      heads: JSON.stringify(heads),
      parts: '[]',
    })
    .execute()
  const steps = mail.trace ?? ['stored', outcome]
  await db
    .insertInto('mailTrace')
    .values(steps.map((step) => ({ mailId: id, at, step, detail: '{}' })))
    .execute()
  return id
}

async function noBytes(db: Db, at: Date): Promise<Id<'file'>> {
  const id = newId<'file'>(at.getTime())
  await db
    .insertInto('files')
    .values({
      id,
      name: 'mail.eml',
      size: 0,
      received: 0,
      parts: 0,
      mediaType: null,
      sha256: null,
      wrappedKey: randomBytes(60),
      state: 'raw',
      refusal: null,
      uploadedBy: null,
      caseId: null,
      createdAt: at,
      expiresAt: null,
    })
    .execute()
  return id
}
