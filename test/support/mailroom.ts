import MailComposer from 'nodemailer/lib/mail-composer'
import { acceptCase } from '../../server/cases/open.ts'
import { keptCopy } from '../../server/directory/kept-copy.ts'
import { type Receiving, receiveMail } from '../../server/mail-in/receive/receive-mail.ts'
import type { IncomingMail } from '../../server/mail-in/transport/store-mail.ts'
import { storeMail } from '../../server/mail-in/transport/store-mail.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { FileStore } from '../../server/platform/files/port.ts'
import { keptMail } from '../../server/platform/mail/kept-mail.ts'
import { readMail } from '../../server/platform/mail/reading/read.ts'
import { noScanner } from '../../server/platform/scanner/no-scanner.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { openDesk } from './case-desk.ts'
import { SECRETS } from './mailed-cases.ts'
import { quietLog } from './quiet-log.ts'

type MailOptions = ConstructorParameters<typeof MailComposer>[0]

/** The bytes of a mail, as a mail program writes it. */
export const written = (mail: MailOptions): Promise<Buffer> =>
  new MailComposer({
    from: '王小明 <wang@agency.example>',
    to: 'help@centre.example',
    subject: '差勤系統無法送出請假單',
    text: '您好，請假單送出後畫面空白。',
    messageId: `<${newId()}@agency.example>`,
    ...mail,
  })
    .compile()
    .build()

/** A help desk that takes mail: mailboxes, and what comes to them. */
export async function openMailroom(db: Db, files: FileStore) {
  const desk = await openDesk(db)
  const deps: Receiving = {
    db,
    files,
    secrets: SECRETS,
    scanner: noScanner(),
    mail: keptMail(),
    hr: keptCopy(db),
    publicUrl: 'https://help.centre.example',
    now: desk.clock.now,
    log: quietLog,
    mailReader: { read: readMail },
  }

  async function openMailbox(given: Partial<Parameters<typeof rowOf>[0]> = {}) {
    const { id, address } = await db
      .insertInto('mailboxes')
      .values(rowOf({ address: `help-${newId().slice(-8)}@centre.example`, ...given }))
      .returning(['id', 'address'])
      .executeTakeFirstOrThrow()
    return { id, address }
  }

  const rowOf = (given: {
    address: string
    kind?: 'mail' | 'fax'
    queueId?: number
    closedRule?: 'reopen' | 'new-case'
    closedDays?: number
    subjectRule?: 'follow-up' | 'new-case'
    acknowledges?: boolean
  }) => ({
    name: '客服信箱',
    queueId: 2,
    defaultSystemId: desk.payroll,
    source: 'smtp' as const,
    imap: null,
    wrappedPassword: null,
    pausedAt: null,
    lastError: null,
    lastReadAt: null,
    ...given,
  })

  const store = async (
    mailbox: { id: number; address: string },
    mail: MailOptions = {},
    envelope?: IncomingMail['envelope'],
  ) => {
    const { mailId } = await storeMail(deps, {
      mailboxId: mailbox.id,
      bytes: await written({ to: mailbox.address, ...mail }),
      source: 'smtp',
      ...(envelope && { envelope }),
    })
    return mailId
  }

  const mailRow = (mailId: Id<'received-mail'>) =>
    db.selectFrom('receivedMails').selectAll().where('id', '=', mailId).executeTakeFirstOrThrow()

  return {
    ...desk,
    deps,
    openMailbox,
    store,
    mailRow,
    accept: (given: Parameters<typeof desk.filing>[0] = {}) => acceptCase(deps, desk.filing(given)),
    /** What comes of a mail. */
    async come(...sent: Parameters<typeof store>) {
      const mailId = await store(...sent)
      await receiveMail(deps, { mailId })
      return mailRow(mailId)
    },
    /** A letter of ours about a case. */
    async wrote(caseId: Id<'case'>, to = 'wang@agency.example', subject = '[掛號] 差勤系統無法送出請假單') {
      const id: Id<'mail'> = newId()
      const at = desk.clock.now()
      const messageId = `<${id}@help.centre.example>`
      await db
        .insertInto('outgoingMails')
        .values({
          id,
          dedupeKey: id,
          kind: 'answer',
          caseId,
          entryId: null,
          toAddress: to,
          fromAddress: null,
          replyTo: null,
          subject,
          body: '',
          html: '',
          messageId,
          inReplyTo: null,
          state: 'sent',
          lastError: null,
          dueAt: null,
          createdAt: at,
          sentAt: at,
          updatedAt: at,
        })
        .execute()
      return messageId
    },
    links: (caseId: Id<'case'>) =>
      db.selectFrom('caseLinks').select(['otherId', 'kind']).where('caseId', '=', caseId).execute(),
    trace: async (mailId: Id<'received-mail'>) =>
      (
        await db.selectFrom('mailTrace').select('step').where('mailId', '=', mailId).orderBy('n').execute()
      ).map(({ step }) => step),
  }
}
export type Mailroom = Awaited<ReturnType<typeof openMailroom>>

export const bounceOf = ({
  to,
  originalId,
  recipient = 'wang@agency.example',
  action = 'failed',
}: {
  to: string
  originalId: string
  recipient?: string
  action?: string
}): MailOptions => ({
  from: 'Mail Delivery System <MAILER-DAEMON@mx.agency.example>',
  to,
  subject: 'Undelivered Mail Returned to Sender',
  raw: [
    'From: Mail Delivery System <MAILER-DAEMON@mx.agency.example>',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <${newId()}@mx.agency.example>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'I am sorry.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.agency.example',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    `Action: ${action}`,
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${originalId}`,
    'Subject: answer',
    '',
    '--b--',
    '',
  ].join('\r\n'),
})
