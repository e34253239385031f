import { randomUUID } from 'node:crypto'
import type { ImapPlace } from '../../../server/mail-in/tables.ts'
import type { Db } from '../../../server/platform/database/database.ts'
import type { Secrets } from '../../../server/platform/secrets.ts'
import { layGround, WEBHR } from '../centre-ground.ts'

type Given = {
  address?: string
  source?: 'imap' | 'smtp' | 'none'
  imap?: ImapPlace
  password?: string
  secrets?: Secrets
}

/** A mailbox of ours; nobody reads it unless `imap` says where. */
export async function aMailbox(db: Db, given: Given = {}) {
  await layGround(db)
  const address = given.address ?? `box-${randomUUID()}@onewindow.example`
  const { id } = await db
    .insertInto('mailboxes')
    .values({
      address,
      name: '客服信箱',
      queueId: 1,
      defaultSystemId: WEBHR,
      source: given.source ?? (given.imap ? 'imap' : 'smtp'),
      imap: given.imap ? JSON.stringify(given.imap) : null,
      wrappedPassword: given.password ? given.secrets!.wrap(Buffer.from(given.password)) : null,
      pausedAt: null,
      lastError: null,
      lastReadAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, address }
}

type Written = {
  id?: string | null
  subject?: string
  from?: string
  to?: string
  body?: string
  head?: string[]
}

/** A mail as it travels; `id: null` leaves the Message-ID out. */
export function aMail(written: Written = {}): Buffer {
  const { id = `<${randomUUID()}@agency.example>`, subject = '薪資明細無法開啟' } = written
  return Buffer.from(
    [
      ...(written.head ?? []),
      `From: ${written.from ?? '王小明 <ming@agency.example>'}`,
      `To: ${written.to ?? 'service@onewindow.example'}`,
      `Subject: ${subject}`,
      'Date: Sat, 21 Nov 2026 09:00:00 +0800',
      ...(id === null ? [] : [`Message-ID: ${id}`]),
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      written.body ?? '您好，薪資明細打不開，請協助。',
      '',
    ].join('\r\n'),
  )
}

/** What is stored of a mailbox, and what was announced of it. */
export async function storedIn(db: Db, mailboxId: number) {
  const mails = await db
    .selectFrom('receivedMails')
    .selectAll()
    .where('mailboxId', '=', mailboxId)
    .orderBy('storedAt')
    .execute()
  const arrivals = await db
    .selectFrom('mailArrivals')
    .selectAll()
    .where('mailboxId', '=', mailboxId)
    .orderBy('uid')
    .execute()
  const events = await db.selectFrom('outbox').select('payload').where('name', '=', 'mail.stored').execute()
  const ids = new Set<string>(mails.map(({ id }) => id))
  const announced = events
    .map(({ payload }) => (payload as { mailId: string }).mailId)
    .filter((id) => ids.has(id))
  return { mails, arrivals, announced }
}
