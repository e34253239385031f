import { describe, expect } from 'vitest'
import { readTimeline } from '../../server/cases/read.ts'
import { keepReceived } from '../../server/files/keep-received.ts'
import { makeCase, refuseMail, retryMail } from '../../server/mail-in/receive/by-hand.ts'
import { pullIn } from '../../server/mail-in/receive/pull-in.ts'
import { listReceived, showReceived } from '../../server/mail-in/receive/queries.ts'
import { receiveMail } from '../../server/mail-in/receive/receive-mail.ts'
import { showContent } from '../../server/mail-in/receive/show-content.ts'
import { splitCase } from '../../server/mail-in/receive/split.ts'
import { acknowledge } from '../../server/notifications/acknowledge.ts'
import { noticeOfRefusal } from '../../server/notifications/notice-of-refusal.ts'
import { diskStore } from '../../server/platform/files/disk.ts'
import { UnreadableMail } from '../../server/platform/mail/read-mail.ts'
import { newId } from '../../server/platform/values.ts'
import { bringTo, order, staffOf } from '../support/case-ways.ts'
import { test as base } from '../support/database.ts'
import { someFolder } from '../support/files-app.ts'
import { mailsOf } from '../support/mailed-cases.ts'
import { type Mailroom, openMailroom, written } from '../support/mailroom.ts'

const test = base
  .extend('folder', async ({}, { onCleanup }) => {
    const { folder, remove } = await someFolder()
    onCleanup(remove)
    return folder
  })
  .extend('room', ({ db, folder }) => openMailroom(db, diskStore(folder)))

const address = '192.0.2.7'
const unread = { mailReader: { read: () => Promise.reject(new UnreadableMail('crash')) } }

/** A mail in quarantine that nobody could read, and somebody who handles cases. */
async function unreadable(room: Mailroom) {
  const mailbox = await room.openMailbox()
  const mailId = await room.store(mailbox, {
    subject: '差勤 讀不出來',
    attachments: [{ filename: 'a.txt', content: '附件' }],
  })
  for (let n = 0; n < 3; n++) await receiveMail({ ...room.deps, ...unread }, { mailId }).catch(() => {})
  const actor = await room.hire('tier1-agent')
  return { mailbox, mailId, actor, hand: { actor, mailId, address } }
}

describe('a mail in quarantine', () => {
  test('is listed with its reason, latest first, page by page, and shows what can be seen of it', async ({
    room,
  }) => {
    const { mailbox, mailId, actor } = await unreadable(room)
    for (let n = 0; n < 60; n++) {
      room.clock.advance({ seconds: 1 })
      await room.come(mailbox, { from: '', subject: `第 ${n} 封` })
    }
    const query = { outcome: 'quarantined' as const, mailboxId: mailbox.id }
    const first = await listReceived(room.db, actor, query)
    expect([first.mails.length, first.mails[0]?.subject]).toEqual([50, '第 59 封'])
    const rest = await listReceived(room.db, actor, { ...query, after: first.next! })
    expect(rest).toMatchObject({ next: null })
    expect(rest.mails).toHaveLength(11)
    expect(rest.mails.at(-1)).toMatchObject({ id: mailId, reason: 'unreadable', tries: 3, caseNumber: null })
    expect(await showContent(room.deps, actor, mailId)).toMatchObject({
      subject: '差勤 讀不出來',
      from: { address: 'wang@agency.example' },
    })
    expect((await showReceived(room.db, actor, mailId)).trace.map(({ step }) => step)).toEqual([
      'stored',
      'failed',
      'failed',
      'quarantined',
    ])
    await expect(listReceived(room.db, actor, { after: 'x' })).rejects.toMatchObject({
      code: 'input-invalid',
    })
  })

  test('is nobody’s to see who does not handle everybody’s cases', async ({ room }) => {
    const { mailId } = await unreadable(room)
    for (const role of ['vendor', 'tier3-owner', 'auditor', 'authority-administrator'] as const) {
      const actor = await room.hire(role)
      expect((await listReceived(room.db, actor, { outcome: 'quarantined' })).mails).toEqual([])
      await expect(showReceived(room.db, actor, mailId)).rejects.toMatchObject({
        code: 'received-mail-not-found',
      })
      await expect(showContent(room.deps, actor, mailId)).rejects.toMatchObject({
        code: 'received-mail-not-found',
      })
    }
  })

  test('tried again becomes what it would have been', async ({ room }) => {
    const { mailId, hand } = await unreadable(room)
    const mail = await retryMail(room.deps, hand)
    expect(mail).toMatchObject({ outcome: 'case', reason: null, tries: 0, lastError: null })
    expect((await room.entries(mail.caseId!)).find(({ kind }) => kind === 'message-in')).toMatchObject({
      body: { mailId, files: [{ name: 'a.txt' }] },
    })
    await expect(retryMail(room.deps, hand)).rejects.toMatchObject({ code: 'mail-already-decided' })
  })

  test('tried again while it still cannot be read waits for its turn, and is told so', async ({ room }) => {
    const { hand } = await unreadable(room)
    expect(await retryMail({ ...room.deps, ...unread }, hand)).toMatchObject({ outcome: null, tries: 1 })
    expect(await room.told('mail.stored')).toContainEqual({ mailId: hand.mailId })
  })

  test('is made a case by hand, even unreadable, once, with system and title as given', async ({ room }) => {
    const { mailId, hand, actor, mailbox } = await unreadable(room)
    const deps = { ...room.deps, ...unread }
    const given = { systemId: room.payroll, title: '由人工立案' }
    const made = await Promise.allSettled([1, 2, 3].map(() => makeCase(deps, hand, given)))
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const row = await room.mailRow(mailId)
    expect(row).toMatchObject({ outcome: 'case', decidedBy: actor.id })
    expect(await room.stored(row.caseId!)).toMatchObject({
      title: '由人工立案',
      leadSystemId: room.payroll,
      keyedById: actor.id,
      channel: 'mail',
      queueId: 2,
    })
    // Whoever cannot be read cannot be answered by a machine.
    await acknowledge(room.deps, { caseId: row.caseId! })
    expect(await mailsOf(room.db, row.caseId!)).toEqual([])
    const tooMany = await room.come(mailbox, { from: '', subject: 'x' })
    await expect(makeCase(deps, { ...hand, mailId: tooMany.id }, { systemId: 32_000 })).rejects.toMatchObject(
      {
        code: 'system-not-found',
      },
    )
  })

  test('is added to a case by its number, and brings it back', async ({ room }) => {
    const { mailId, hand } = await unreadable(room)
    const { owner } = await staffOf(room)
    const id = await bringTo(room, { owner }, 'waiting')
    const { number } = await room.stored(id)
    expect(await makeCase(room.deps, hand, { caseNumber: number })).toMatchObject({
      outcome: 'follow-up',
      caseId: id,
      caseNumber: number,
    })
    expect(await room.stored(id)).toMatchObject({ status: 'in-progress' })
    expect((await room.entries(id)).filter(({ kind }) => kind === 'message-in').at(-1)).toMatchObject({
      actorId: null,
      body: { mailId },
    })
    await expect(makeCase(room.deps, hand, { caseNumber: number })).rejects.toMatchObject({
      code: 'mail-already-decided',
    })
  })

  test('refused, its sender is told why, in the words chosen, once', async ({ db, room }) => {
    const { mailId, hand, mailbox } = await unreadable(room)
    expect(
      await refuseMail(room.deps, hand, { notice: '您好：這封信讀不出來，請另存為 PDF 再寄。' }),
    ).toMatchObject({
      outcome: 'refused',
      reason: 'unreadable',
    })
    const told = { mailId, notice: '您好：這封信讀不出來，請另存為 PDF 再寄。' }
    expect(await room.told('mail.refused')).toContainEqual(told)
    await noticeOfRefusal(room.deps, told)
    await noticeOfRefusal(room.deps, told)
    const { messageId } = await room.mailRow(mailId)
    const letters = await db
      .selectFrom('outgoingMails')
      .selectAll()
      .where('dedupeKey', '=', `refusal:${mailId}`)
      .execute()
    expect(letters).toMatchObject([
      {
        kind: 'notice',
        toAddress: 'wang@agency.example',
        fromAddress: mailbox.address,
        subject: '回覆：差勤 讀不出來',
        inReplyTo: messageId,
        caseId: null,
      },
    ])
    expect(letters[0]?.body).toContain('請另存為 PDF 再寄')
  })

  test('that a machine sent is refused without a word to it', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const actor = await room.hire('tier1-agent')
    const { id: mailId } = await room.come(mailbox, { headers: { 'Auto-Submitted': 'auto-replied' } })
    await refuseMail(room.deps, { actor, mailId, address }, { notice: '不受理' })
    expect(await room.told('mail.refused')).not.toContainEqual(expect.objectContaining({ mailId }))
  })
})

describe('the whole of a mail on a case', () => {
  test('is told to those who see the case, its addresses to none of a vendor', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const { caseId, id } = await room.come(mailbox, {
      cc: 'boss@agency.example',
      subject: 'Re: 待遇',
      text: '新的話\n\n2026年11月20日 客服 <help@centre.example> 寫道：\n> 舊的話',
      attachments: [
        { filename: 'a.txt', content: '附件' },
        { filename: 'run.exe', content: Buffer.from('MZ\u0000\u0001program') },
      ],
    })
    const agent = await room.hire('tier1-agent')
    expect(await showContent(room.deps, agent, id)).toMatchObject({
      text: '新的話',
      quoted: expect.stringContaining('舊的話'),
      cc: [{ address: 'boss@agency.example' }],
      parts: [
        { name: 'a.txt', held: null, href: expect.stringContaining('/api/files/') },
        { name: 'run.exe', held: expect.stringContaining('attachment-'), href: null },
      ],
    })
    const vendor = await room.hire('vendor', { vendorId: room.vendorId })
    await expect(showContent(room.deps, vendor, id)).rejects.toMatchObject({
      code: 'received-mail-not-found',
    })
    await room.db
      .updateTable('cases')
      .set({ ownerId: vendor.id, status: 'assigned' })
      .where('id', '=', caseId!)
      .execute()
    expect(await showContent(room.deps, vendor, id)).toMatchObject({
      from: { name: '王小明', address: '' },
      cc: [{ address: '' }],
    })
  })
})

describe('a mail that a colleague has', () => {
  test('is taken in from a file as if it had come, once', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const actor = await room.hire('tier1-agent')
    const bytes = await written({ subject: '寄給同事的信', to: 'colleague@centre.example' })
    const upload = async (content: Buffer, name = 'mail.eml') => {
      const { id } = await keepReceived(room.deps, { name, bytes: content, mediaType: null })
      await room.db
        .updateTable('files')
        .set({ uploadedBy: actor.id, state: 'ready' })
        .where('id', '=', id)
        .execute()
      return id
    }
    const first = await pullIn(
      room.deps,
      { actor, address },
      { mailboxId: mailbox.id, fileId: await upload(bytes) },
    )
    expect(first).toMatchObject({ source: 'pulled-in', outcome: 'case', subject: '寄給同事的信' })
    const again = await pullIn(
      room.deps,
      { actor, address },
      { mailboxId: mailbox.id, fileId: await upload(bytes) },
    )
    expect(again.id).toBe(first.id)
    const pull = (mailboxId: number, fileId: Awaited<ReturnType<typeof upload>>, by = actor) =>
      pullIn(room.deps, { actor: by, address }, { mailboxId, fileId })
    await expect(pull(mailbox.id, await upload(Buffer.from('只是文字')))).rejects.toMatchObject({
      code: 'not-a-mail',
    })
    await expect(pull(31_000, await upload(bytes))).rejects.toMatchObject({ code: 'pull-in-needs-mailbox' })
    const other = await room.hire('tier1-agent')
    await expect(pull(mailbox.id, await upload(bytes), other)).rejects.toMatchObject({
      code: 'file-not-found',
    })
  })
})

describe('a message that is about something else', () => {
  const answered = async (room: Mailroom) => {
    const mailbox = await room.openMailbox({ subjectRule: 'follow-up' })
    const { owner } = await staffOf(room)
    const id = await bringTo(room, { owner }, 'in-progress')
    const row = await room.come(mailbox, {
      inReplyTo: await room.wrote(id),
      subject: 'Re: 待遇 年終獎金',
      text: '另外想問年終。',
      attachments: [{ filename: 'a.txt', content: '附件' }],
    })
    return { id, owner, row, mailbox }
  }

  test('becomes a case of its own, stays where it was with a mark, and both say so', async ({ room }) => {
    const { id, owner, row } = await answered(room)
    const before = await room.stored(id)
    const ordered = { ...order(owner, id), version: before.version, key: 'k1' }
    const made = await splitCase(room.deps, ordered, { entryId: row.entryId! })
    expect(await room.stored(made.caseId)).toMatchObject({
      number: made.number,
      title: '待遇 年終獎金',
      requesterEmail: 'wang@agency.example',
      channel: 'mail',
      status: 'received',
    })
    expect(await room.links(made.caseId)).toEqual([{ otherId: id, kind: 'split-from' }])
    const old = await readTimeline(room.db, owner, id, 0)
    const message = old.find(({ id: entry }) => entry === row.entryId)
    expect(message?.body).toMatchObject({
      text: '另外想問年終。',
      marks: expect.arrayContaining(['split-off']),
    })
    expect(old.at(-1)).toMatchObject({ kind: 'note', body: { fields: ['split'], to: made.number } })
    const fresh = await readTimeline(room.db, owner, made.caseId, 0)
    expect(fresh.map(({ kind }) => kind)).toEqual(['state', 'message-in', 'note'])
    expect(fresh[1]?.body).toMatchObject({ mailId: row.id, files: [{ name: 'a.txt' }] })
    expect(fresh[1]?.body.marks ?? []).not.toContain('split-off')
    expect(await splitCase(room.deps, ordered, { entryId: row.entryId! })).toEqual(made)
    await expect(
      splitCase(
        room.deps,
        { ...ordered, version: (await room.stored(id)).version, key: 'k2' },
        { entryId: row.entryId! },
      ),
    ).rejects.toMatchObject({ code: 'split-already' })
  })

  test('is not split from a case that changed meanwhile, nor when it is the case', async ({ room }) => {
    const { id, owner, row, mailbox } = await answered(room)
    await expect(
      splitCase(room.deps, { ...order(owner, id), version: 1 }, { entryId: row.entryId! }),
    ).rejects.toMatchObject({ code: 'case-changed' })
    const first = await room.come(mailbox, { subject: '全新' })
    await expect(
      splitCase(room.deps, order(owner, first.caseId!), { entryId: first.entryId! }),
    ).rejects.toMatchObject({ code: 'split-not-possible' })
    await expect(splitCase(room.deps, order(owner, id), { entryId: newId() })).rejects.toMatchObject({
      code: 'split-not-possible',
    })
  })

  test('sent twice at once is one case', async ({ room }) => {
    const { id, owner, row } = await answered(room)
    const { version } = await room.stored(id)
    const split = () => splitCase(room.deps, { ...order(owner, id), version }, { entryId: row.entryId! })
    const made = await Promise.allSettled([split(), split(), split()])
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
