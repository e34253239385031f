import { describe, expect } from 'vitest'
import { makeCase, refuseMail, retryMail } from '../../server/mail-in/receive/by-hand.ts'
import { listReceived, showReceived } from '../../server/mail-in/receive/queries.ts'
import { receiveMail } from '../../server/mail-in/receive/receive-mail.ts'
import { showContent } from '../../server/mail-in/receive/show-content.ts'
import { acknowledge } from '../../server/notifications/acknowledge.ts'
import { noticeOfRefusal } from '../../server/notifications/notice-of-refusal.ts'
import { UnreadableMail } from '../../server/platform/mail/read-mail.ts'
import { bringTo, staffOf } from '../support/case-ways.ts'
import { mailsOf } from '../support/mailed-cases.ts'
import type { Mailroom } from '../support/mailroom.ts'
import { test } from '../support/mailroom-test.ts'

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
