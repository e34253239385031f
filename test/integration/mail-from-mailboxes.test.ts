import { describe, expect } from 'vitest'
import { replyAddressOf } from '../../server/cases/reply-address.ts'
import { acknowledge } from '../../server/notifications/acknowledge.ts'
import { remindOfSurvey } from '../../server/notifications/remind-of-survey.ts'
import { sendDueMails } from '../../server/notifications/send-due-mails.ts'
import { keptMail } from '../../server/platform/mail/kept-mail.ts'
import { belongsTo, openMailbox, writesByMail } from '../support/came-by-mail.ts'
import { testAlone as test } from '../support/database.ts'
import { headerOf, partOf } from '../support/mail-server.ts'
import { correspondence, SECRETS } from '../support/mailed-cases.ts'
import { serverAndMail } from '../support/smtp-mail.ts'

const THEIRS = '<CAF-1.q@mail.agency.example>'

describe('letters about a case that came by mail', () => {
  test('leave from the mailbox it came to, and thread in the requester’s mail program', async ({ db }) => {
    const { server, mail } = await serverAndMail()
    const { deps, clock, caseId, number, reply, mails } = await correspondence(db, {
      name: '王𡍼',
      title: 'Re: 「𡍼」字匯出後變成問號',
    })
    const box = await openMailbox(db, { address: 'attendance@agency.example', name: '差勤𠮷客服' })
    await belongsTo(db, caseId, box.id)
    await writesByMail(db, caseId, box.id, {
      at: clock.now(),
      text: '匯出後「𡍼」變成問號。',
      messageId: THEIRS,
    })
    clock.advance({ minutes: 1 })
    await acknowledge(deps, { caseId })
    await (await reply({ text: '請改選 ODS，「𡍼」就不會變。' })).send()
    clock.advance({ minutes: 1 })
    await remindOfSurvey(deps, { caseId })
    await sendDueMails({ ...deps, mail })

    expect(server.received).toHaveLength(3)
    const replyTo = replyAddressOf(SECRETS, box.address, { id: caseId, number })
    for (const letter of server.received) {
      expect(headerOf(letter, 'From')).toBe('差勤𠮷客服 <attendance@agency.example>')
      expect(headerOf(letter, 'Reply-To')).toBe(replyTo)
      expect(letter.from).toBe('attendance@agency.example')
      expect(headerOf(letter, 'To')).toBe('王𡍼 <wang@agency.example>')
      expect(headerOf(letter, 'In-Reply-To')).toBe(THEIRS)
      expect(partOf(letter, 'text/plain')).toContain('差勤系統服務小組 敬上')
      expect(partOf(letter, 'text/plain')).toContain('您可以直接回覆本信')
    }
    const [receipt, answer] = server.received
    expect(headerOf(answer!, 'Subject')).toBe(`回覆：[掛號 ${number}] 「𡍼」字匯出後變成問號`)
    expect(headerOf(answer!, 'References')).toBe(`${headerOf(receipt!, 'Message-ID')} ${THEIRS}`)
    expect(partOf(answer!, 'text/plain')).toContain('請改選 ODS，「𡍼」就不會變。')
    expect(partOf(answer!, 'text/plain')).toMatch(/王𡍼 於 民國115年.* 寫道：\n> 匯出後「𡍼」變成問號。\n*$/)
    expect(partOf(answer!, 'text/html')).toContain('<blockquote type="cite"')
    expect(headerOf(answer!, 'Auto-Submitted')).toBeUndefined()
    expect(headerOf(receipt!, 'Auto-Submitted')).toBe('auto-replied')
    expect((await mails()).every(({ state }) => state === 'sent')).toBe(true)
  })

  test('answer what the requester wrote last, and name what was written before', async ({ db }) => {
    const { deps, clock, caseId, reply, mails } = await correspondence(db)
    const box = await openMailbox(db)
    await belongsTo(db, caseId, box.id)
    const writes = (text: string, messageId: string, marks?: string[]) => {
      clock.advance({ minutes: 1 })
      return writesByMail(db, caseId, box.id, { at: clock.now(), text, messageId, ...(marks && { marks }) })
    }
    await writes('匯出後變成問號。', THEIRS)
    await acknowledge(deps, { caseId })
    await (await reply({ to: 'in-progress', text: '請改選 ODS。' })).send()
    await writes('還是不行。\n> 請改選 ODS。', '<CAF-2.q@mail.agency.example>')
    await writes('我休假中，由李大華代理。', '<auto-1@mail.agency.example>', ['automatic'])
    await writes('沒有 Message-ID', '<0f@without-message-id>')
    await writes('不是 ID 的東西', 'no id\r\nBcc: all@agency.example')
    await writes('新的附圖。', '<CAF-3.q@mail.agency.example>')
    await (await reply({ text: '已修正。' })).send()
    const [receipt, first, second] = await mails()
    expect(second).toMatchObject({
      inReplyTo: '<CAF-3.q@mail.agency.example>',
      refs: [
        THEIRS,
        receipt?.messageId,
        first?.messageId,
        '<CAF-2.q@mail.agency.example>',
        '<CAF-3.q@mail.agency.example>',
      ],
    })
    expect(second?.body).toContain('> 新的附圖。')
    expect(second?.body).not.toContain('> 我休假中')
  })

  test('are sent to nobody twice when a mailbox is set not to acknowledge', async ({ db }) => {
    const { deps, caseId, mails } = await correspondence(db)
    await db.updateTable('cases').set({ channel: 'mail' }).where('id', '=', caseId).execute()
    const box = await openMailbox(db, { acknowledges: false })
    await belongsTo(db, caseId, box.id)
    await acknowledge(deps, { caseId })
    expect(await mails()).toEqual([])
  })

  test('leave from the first mailbox, not from those that watch', async ({ db }) => {
    const { deps, caseId, mails } = await correspondence(db)
    const watcher = await openMailbox(db)
    const first = await openMailbox(db)
    await belongsTo(db, caseId, watcher.id, false)
    await belongsTo(db, caseId, first.id)
    await acknowledge(deps, { caseId })
    expect(await mails()).toMatchObject([{ fromAddress: first.address }])
  })

  test('promise no answer will be read where nobody fetches the mailbox', async ({ db }) => {
    const { deps, caseId, mails } = await correspondence(db)
    const box = await openMailbox(db, { source: 'none' })
    await belongsTo(db, caseId, box.id)
    await acknowledge(deps, { caseId })
    const [letter] = await mails()
    expect(letter).toMatchObject({ fromAddress: box.address, replyTo: null })
    expect(letter?.body).toContain('請勿直接回覆本信')
  })
})

describe('letters about a case that came another way', () => {
  test('leave from MAIL_FROM, and name no address that nobody reads', async ({ db }) => {
    const { server, mail } = await serverAndMail()
    const { deps, caseId } = await correspondence(db)
    await acknowledge({ ...deps, mail }, { caseId })
    await sendDueMails({ ...deps, mail })
    const [letter] = server.received
    expect(headerOf(letter!, 'From')).toBe('人事資訊系統客服中心 <service@onewindow.example>')
    expect(letter?.from).toBe('service@onewindow.example')
    expect(headerOf(letter!, 'Reply-To')).toBeUndefined()
    expect(partOf(letter!, 'text/plain')).toContain('請勿直接回覆本信')
  })

  test('may be answered where MAIL_FROM is a mailbox of ours', async ({ db }) => {
    const { deps, caseId, number, mails } = await correspondence(db)
    const box = await openMailbox(db, { address: 'service@onewindow.example' })
    await acknowledge({ ...deps, mail: keptMail('客服 <Service@onewindow.example>') }, { caseId })
    expect(await mails()).toMatchObject([
      {
        fromAddress: box.address,
        replyTo: replyAddressOf(SECRETS, box.address, { id: caseId, number }),
      },
    ])
  })
})
