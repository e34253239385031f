import { describe, expect } from 'vitest'
import { receiveMail } from '../../server/mail-in/receive/receive-mail.ts'
import { newId } from '../../server/platform/values.ts'
import { test } from '../support/mailroom-test.ts'

describe('a mail that belongs to nothing', () => {
  test('becomes a case in the queue of its mailbox, with its words and where it came from', async ({
    db,
    room,
  }) => {
    const mailbox = await room.openMailbox()
    const { code } = await db
      .selectFrom('systems')
      .select('code')
      .where('id', '=', room.attendance)
      .executeTakeFirstOrThrow()
    const row = await room.come(mailbox, { subject: `Re: ${code} 打不開`, text: '您好\n\n> 舊信' })
    expect(row).toMatchObject({
      outcome: 'case',
      fromAddress: 'wang@agency.example',
      fromName: '王小明',
      subject: `Re: ${code} 打不開`,
      reason: null,
    })
    const stored = await room.stored(row.caseId!)
    expect(stored).toMatchObject({
      channel: 'mail',
      queueId: 2,
      leadSystemId: room.attendance,
      title: `${code} 打不開`,
      requesterName: '王小明',
      requesterEmail: 'wang@agency.example',
      status: 'received',
      language: 'zh-TW',
      priority: 3,
    })
    const message = (await room.entries(row.caseId!)).find(({ kind }) => kind === 'message-in')!
    expect(message).toMatchObject({
      id: row.entryId,
      origin: 'mail wang@agency.example unverified',
      body: { text: '您好', mailId: row.id, folded: true },
    })
    expect(await room.told('case.opened', row.caseId!)).toHaveLength(1)
    expect(await room.trace(row.id)).toEqual(['stored', 'case'])
    const mailboxes = await db
      .selectFrom('caseMailboxes')
      .selectAll()
      .where('caseId', '=', row.caseId!)
      .execute()
    expect(mailboxes).toEqual([{ caseId: row.caseId, mailboxId: mailbox.id, isFirst: true }])
  })

  test('is about the mailbox’s system when it names none, and of whoever the directory knows', async ({
    db,
    room,
  }) => {
    const id = newId<'person'>()
    const email = `li-${id.slice(-6)}@agency.example`
    await db
      .insertInto('people')
      .values({ id, name: '李小華', personnelNo: null, agencyId: room.bureau, vendorId: null, email })
      .execute()
    const mailbox = await room.openMailbox()
    const row = await room.come(mailbox, { from: email.toUpperCase(), subject: '', text: 'Please help.' })
    expect(await room.stored(row.caseId!)).toMatchObject({
      leadSystemId: room.payroll,
      requesterId: id,
      requesterName: '李小華',
      agencyId: room.bureau,
      title: 'Please help.',
      language: 'en',
    })
  })

  test('has its attachments, more than a form takes, and what is suspicious is held back and counted', async ({
    db,
    room,
  }) => {
    const mailbox = await room.openMailbox()
    const attachments = [
      ...Array.from({ length: 12 }, (_, n) => ({ filename: `清冊${n}.txt`, content: `內容${n}` })),
      { filename: 'setup.exe', content: Buffer.from('MZ\u0000\u0001this program') },
    ]
    const row = await room.come(mailbox, { attachments })
    expect(row).toMatchObject({ outcome: 'case', held: 1, marks: ['held'] })
    const message = (await room.entries(row.caseId!)).find(({ kind }) => kind === 'message-in')!
    const { files, marks } = message.body as { files: { name: string }[]; marks: string[] }
    expect([files.length, marks]).toEqual([12, ['held']])
    const kept = await db.selectFrom('files').select(['state']).where('caseId', '=', row.caseId!).execute()
    expect(kept.map(({ state }) => state).sort()).toEqual([
      ...Array(1).fill('held'),
      ...Array(12).fill('ready'),
    ])
  })

  test('that comes while the scanner is away has its attachments on it all the same, held back until then', async ({
    room,
  }) => {
    const mailbox = await room.openMailbox()
    const mailId = await room.store(mailbox, { attachments: [{ filename: 'a.txt', content: 'x' }] })
    const away = { scan: () => Promise.reject(new Error('away')), check: async () => {} }
    await receiveMail({ ...room.deps, scanner: away }, { mailId })
    const row = await room.mailRow(mailId)
    expect(row).toMatchObject({ outcome: 'case', held: 1, marks: ['held'] })
    expect((await room.entries(row.caseId!)).find(({ kind }) => kind === 'message-in')).toMatchObject({
      body: { files: [{ name: 'a.txt' }], marks: ['held'] },
    })
  })

  test('lies in quarantine when nobody sent it, and shows what it says', async ({ db, room }) => {
    const mailbox = await room.openMailbox()
    const row = await room.come(mailbox, {
      from: '',
      subject: '無寄件者',
      attachments: [{ filename: 'a.txt', content: 'x' }],
    })
    expect(row).toMatchObject({
      outcome: 'quarantined',
      reason: 'no-sender',
      subject: '無寄件者',
      caseId: null,
    })
    const content = await db
      .selectFrom('mailContents')
      .selectAll()
      .where('mailId', '=', row.id)
      .executeTakeFirst()
    expect(content).toMatchObject({
      text: '您好，請假單送出後畫面空白。',
      parts: [{ name: 'a.txt', held: 'quarantined' }],
    })
    expect(await room.told('mail.decided')).toContainEqual({
      mailId: row.id,
      outcome: 'quarantined',
      caseId: null,
    })
  })

  test('is answered where it asks to be', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const row = await room.come(mailbox, {
      from: 'form@web.example',
      replyTo: '陳大文 <chen@agency.example>',
    })
    expect(await room.stored(row.caseId!)).toMatchObject({
      requesterEmail: 'chen@agency.example',
      requesterName: '陳大文',
    })
  })
})

test('the same id with another content is another mail, and says so on its message', async ({ room }) => {
  const mailbox = await room.openMailbox()
  const messageId = '<fixed@scanner.example>'
  const first = await room.come(mailbox, { messageId, subject: '掃描一', from: 'a@scanner.example' })
  const other = await room.come(mailbox, { messageId, subject: '掃描二', from: 'b@scanner.example' })
  expect(other).toMatchObject({ outcome: 'case', marks: ['same-id-other-content'] })
  expect(other.caseId).not.toBe(first.caseId)
  const message = (await room.entries(other.caseId!)).find(({ kind }) => kind === 'message-in')
  expect(message).toMatchObject({ body: { marks: ['same-id-other-content'] } })
})

test('an answer that is dealt with before the mail it answers waits for it', async ({ room }) => {
  const mailbox = await room.openMailbox()
  const messageId = `<${newId()}@agency.example>`
  const first = await room.store(mailbox, { messageId })
  const second = await room.come(mailbox, { inReplyTo: messageId, subject: 'Re: 差勤系統無法送出請假單' })
  expect(second).toMatchObject({ outcome: 'follow-up', caseId: (await room.mailRow(first)).caseId })
})
