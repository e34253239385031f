import { describe, expect } from 'vitest'
import { closeCase } from '../../server/cases/close.ts'
import { replyAddressOf } from '../../server/cases/reply-address.ts'
import { newId } from '../../server/platform/values.ts'
import { bringTo, order, staffOf } from '../support/case-ways.ts'
import { SECRETS } from '../support/mailed-cases.ts'
import type { openMailroom } from '../support/mailroom.ts'
import { test } from '../support/mailroom-test.ts'

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
