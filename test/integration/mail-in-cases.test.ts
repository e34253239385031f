import { describe, expect } from 'vitest'
import { closeCase } from '../../server/cases/close.ts'
import { replyAddressOf } from '../../server/cases/reply-address.ts'
import { receiveMail } from '../../server/mail-in/receive/receive-mail.ts'
import { showContent } from '../../server/mail-in/receive/show-content.ts'
import { diskStore } from '../../server/platform/files/disk.ts'
import { newId } from '../../server/platform/values.ts'
import { bringTo, order, staffOf } from '../support/case-ways.ts'
import { test as base } from '../support/database.ts'
import { someFolder } from '../support/files-app.ts'
import { SECRETS } from '../support/mailed-cases.ts'
import { openMailroom } from '../support/mailroom.ts'

const test = base
  .extend('folder', async ({}, { onCleanup }) => {
    const { folder, remove } = await someFolder()
    onCleanup(remove)
    return folder
  })
  .extend('room', ({ db, folder }) => openMailroom(db, diskStore(folder)))

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

describe('a mail that answers one of ours', () => {
  test('comes back onto its case by the address it answers to, whoever sends it', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const opened = await room.come(mailbox)
    const { number } = await room.stored(opened.caseId!)
    const to = replyAddressOf(SECRETS, mailbox.address, { id: opened.caseId!, number })
    const row = await room.come(mailbox, {
      to: to.toUpperCase(),
      from: 'boss@agency.example',
      subject: 'Re: 差勤系統無法送出請假單',
    })
    expect(row).toMatchObject({ outcome: 'follow-up', caseId: opened.caseId, marks: ['other-sender'] })
    const [, , message] = await room.entries(opened.caseId!)
    expect(message).toMatchObject({ kind: 'message-in', origin: 'mail boss@agency.example', id: row.entryId })
    expect(await room.told('case.requester-wrote', opened.caseId!)).toHaveLength(1)
  })

  test('comes back by our Message-ID, which nobody else knows, and by the envelope alone', async ({
    room,
  }) => {
    const mailbox = await room.openMailbox()
    const { id, number } = await room.accept()
    const inReplyTo = await room.wrote(id, 'wang@agency.example')
    expect(await room.come(mailbox, { inReplyTo })).toMatchObject({ caseId: id, marks: [] })
    const to = [replyAddressOf(SECRETS, mailbox.address, { id, number })]
    expect(await room.come(mailbox, { subject: '' }, { from: 'wang@agency.example', to })).toMatchObject({
      caseId: id,
    })
  })

  test('brings a waiting case back to its owner', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const { owner } = await staffOf(room)
    const id = await bringTo(room, { owner }, 'waiting')
    const inReplyTo = await room.wrote(id, 'wang@example.gov.tw', '請假單送出後沒有簽核人')
    await room.come(mailbox, {
      inReplyTo,
      from: 'wang@example.gov.tw',
      subject: 'Re: 請假單送出後沒有簽核人',
    })
    expect(await room.stored(id)).toMatchObject({ status: 'in-progress', ownerId: owner.id })
  })
})

describe('a mail that quotes what anybody may know', () => {
  test('is heard of those who take part in the case, and says that it is not proved', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const first = await room.come(mailbox, {
      cc: '同事 <colleague@agency.example>',
      messageId: '<first@agency.example>',
    })
    const { number } = await room.stored(first.caseId!)
    const byReference = { references: ['<first@agency.example>'], subject: 'Re: 差勤系統無法送出請假單' }
    for (const mail of [
      byReference,
      { ...byReference, from: 'Colleague@agency.example' },
      { subject: `請問 ${number} 的進度` },
    ])
      expect(await room.come(mailbox, mail)).toMatchObject({
        caseId: first.caseId,
        marks: ['sender-not-proved'],
      })
  })

  test('becomes a case of its own that mentions it when a stranger sends it', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const first = await room.come(mailbox, { messageId: '<known@agency.example>' })
    const { number } = await room.stored(first.caseId!)
    const before = await room.entries(first.caseId!)
    for (const mail of [
      { references: ['<known@agency.example>'], inReplyTo: '<known@agency.example>' },
      { subject: `Re: [掛號 ${number}] 差勤系統無法送出請假單` },
      { to: mailbox.address.replace('@', `+${number}.0123456789abcdef@`) },
      { to: replyAddressOf({ sign: () => 'x'.repeat(43) }, mailbox.address, { id: first.caseId!, number }) },
    ]) {
      const row = await room.come(mailbox, {
        ...mail,
        from: `stranger-${newId().slice(-6)}@elsewhere.example`,
      })
      expect(row.outcome).toBe('case')
      expect(row.caseId).not.toBe(first.caseId)
      if (!('to' in mail))
        expect(await room.links(row.caseId!)).toEqual([{ otherId: first.caseId, kind: 'mentions' }])
    }
    expect(await room.entries(first.caseId!)).toEqual(before)
  })
})

describe('a mail to a case that is over', () => {
  const closedCase = async (room: Awaited<ReturnType<typeof openMailroom>>) => {
    const { owner } = await staffOf(room)
    const id = await bringTo(room, { owner }, 'answered')
    await closeCase(room.deps, order(owner, id), { rootCause: 'operation', disposition: 'solved' })
    const inReplyTo = await room.wrote(id, 'wang@example.gov.tw', '請假單送出後沒有簽核人')
    return { id, mail: { inReplyTo, from: 'wang@example.gov.tw', subject: 'Re: 請假單送出後沒有簽核人' } }
  }

  test('reopens it within the days of the mailbox, beyond what the portal allows, and is shown so', async ({
    room,
  }) => {
    const mailbox = await room.openMailbox({ closedDays: 60 })
    const { id, mail } = await closedCase(room)
    room.clock.advance({ hours: 40 * 24 })
    expect(await room.come(mailbox, mail)).toMatchObject({
      outcome: 'follow-up',
      caseId: id,
      marks: ['reopened'],
    })
    expect(await room.stored(id)).toMatchObject({ status: 'reopened', closedAt: null })
  })

  test('becomes a case that continues it later, and under another subject', async ({ room }) => {
    const mailbox = await room.openMailbox({ closedDays: 3 })
    const { id, mail } = await closedCase(room)
    const changed = await room.come(mailbox, { ...mail, subject: 'Re: 年終獎金核算問題' })
    expect(changed).toMatchObject({ outcome: 'case', marks: ['changed-subject'] })
    expect(await room.links(changed.caseId!)).toEqual([{ otherId: id, kind: 'continues' }])
    room.clock.advance({ hours: 4 * 24 })
    const late = await room.come(mailbox, mail)
    expect(late.outcome).toBe('case')
    expect(await room.links(late.caseId!)).toEqual([{ otherId: id, kind: 'continues' }])
    expect(await room.stored(id)).toMatchObject({ status: 'closed' })
  })
})

describe('one mail to two of our mailboxes', () => {
  test('is one case with two watchers, and the answer to all is heard once', async ({ db, room }) => {
    const [one, two] = [await room.openMailbox(), await room.openMailbox({ queueId: 1 })]
    const mail = {
      to: [one.address, two.address],
      messageId: '<both@agency.example>',
      baseBoundary: 'one-and-the-same',
      date: new Date(0),
      attachments: [{ filename: 'a.txt', content: 'x' }],
    }
    const [first, second] = [await room.come(one, mail), await room.come(two, mail)]
    expect([first.outcome, second.outcome]).toEqual(['case', 'follow-up'])
    expect(second).toMatchObject({ caseId: first.caseId, entryId: first.entryId, marks: ['same-mail'] })
    const kept = await db.selectFrom('files').select('name').where('caseId', '=', first.caseId!).execute()
    expect(kept).toEqual([{ name: 'a.txt' }])
    const agent = await room.hire('tier1-agent')
    expect(await showContent(room.deps, agent, second.id)).toEqual(
      await showContent(room.deps, agent, first.id),
    )
    const inReplyTo = await room.wrote(first.caseId!)
    const answer = {
      ...mail,
      messageId: '<answer@agency.example>',
      inReplyTo,
      subject: 'Re: 差勤系統無法送出請假單',
    }
    for (const mailbox of [two, one])
      expect(await room.come(mailbox, answer)).toMatchObject({ caseId: first.caseId })
    expect((await room.entries(first.caseId!)).filter(({ kind }) => kind === 'message-in')).toHaveLength(2)
    const watching = await db
      .selectFrom('caseMailboxes')
      .select(['mailboxId', 'isFirst'])
      .where('caseId', '=', first.caseId!)
      .execute()
    expect(watching.toSorted((a) => (a.isFirst ? -1 : 1))).toEqual([
      { mailboxId: one.id, isFirst: true },
      { mailboxId: two.id, isFirst: false },
    ])
  })

  test('is two linked cases where it is set so, and the answer to all is heard in each once', async ({
    db,
    room,
  }) => {
    await db.insertInto('settings').values({ key: 'mail-in.two-mailboxes', value: '"linked"' }).execute()
    const [one, two] = [await room.openMailbox(), await room.openMailbox({ queueId: 1 })]
    const mail = { to: [one.address, two.address], messageId: `<${newId()}@agency.example>` }
    const [first, second] = [await room.come(one, mail), await room.come(two, mail)]
    expect([first.outcome, second.outcome]).toEqual(['case', 'case'])
    expect(await room.links(second.caseId!)).toEqual([{ otherId: first.caseId, kind: 'same-mail' }])
    const answer = {
      ...mail,
      messageId: `<${newId()}@agency.example>`,
      inReplyTo: mail.messageId,
      subject: 'Re: 差勤系統無法送出請假單',
    }
    expect(await room.come(two, answer)).toMatchObject({ caseId: second.caseId, outcome: 'follow-up' })
    expect(await room.come(one, answer)).toMatchObject({ caseId: first.caseId, outcome: 'follow-up' })
    await db.deleteFrom('settings').where('key', '=', 'mail-in.two-mailboxes').execute()
  })

  test('is one case when both come in the same moment', async ({ room }) => {
    const boxes = await Promise.all(Array.from({ length: 4 }, () => room.openMailbox()))
    const mail = { messageId: `<${newId()}@agency.example>`, to: 'help@centre.example', date: new Date(0) }
    const rows = await Promise.all(boxes.map((mailbox) => room.come(mailbox, mail)))
    expect(new Set(rows.map(({ caseId }) => caseId)).size).toBe(1)
    expect(rows.filter(({ outcome }) => outcome === 'case')).toHaveLength(1)
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
