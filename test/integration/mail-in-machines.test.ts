import { describe, expect } from 'vitest'
import { replyAddressOf } from '../../server/cases/reply-address.ts'
import { acknowledge } from '../../server/notifications/acknowledge.ts'
import type { Id } from '../../server/platform/values.ts'
import { newId } from '../../server/platform/values.ts'
import { bringTo, staffOf } from '../support/case-ways.ts'
import { mailsOf, SECRETS } from '../support/mailed-cases.ts'
import { bounceOf, type openMailroom } from '../support/mailroom.ts'
import { test } from '../support/mailroom-test.ts'

describe('a mail of ours that comes back', () => {
  test('lies on its case, marks the address, and tells the agent', async ({ db, room }) => {
    const mailbox = await room.openMailbox()
    const { owner } = await staffOf(room)
    const id = await bringTo(room, { owner }, 'answered')
    const address = `gone-${newId().slice(-6)}@agency.example`
    const originalId = await room.wrote(id, address)
    const row = await room.come(mailbox, bounceOf({ to: mailbox.address, originalId, recipient: address }))
    expect(row).toMatchObject({ outcome: 'follow-up', caseId: id, marks: ['bounce'] })
    expect(await room.stored(id)).toMatchObject({ status: 'answered', attention: 'mail-bounced' })
    expect(await room.told('case.requester-wrote', id)).toEqual([])
    expect(await room.told('mail.bounced')).toContainEqual({
      messageId: originalId,
      address,
      status: '5.1.1',
      said: expect.any(String),
    })
    await room.come(mailbox, { inReplyTo: originalId, subject: '' })
    expect(await room.stored(id)).toMatchObject({ status: 'in-progress', attention: null })
    const marked = await db
      .selectFrom('bouncedAddresses')
      .selectAll()
      .where('address', '=', address)
      .execute()
    expect(marked).toMatchObject([{ status: '5.1.1', times: 1, clearedAt: null }])
  })

  test('late only, marks no address and alarms nobody', async ({ db, room }) => {
    const mailbox = await room.openMailbox()
    const { id } = await room.accept()
    const address = `late-${newId().slice(-6)}@agency.example`
    const originalId = await room.wrote(id, address)
    const report = bounceOf({ to: mailbox.address, originalId, recipient: address, action: 'delayed' })
    expect(await room.come(mailbox, report)).toMatchObject({ outcome: 'follow-up', marks: ['automatic'] })
    expect(await room.stored(id)).toMatchObject({ attention: null })
    expect(
      await db.selectFrom('bouncedAddresses').selectAll().where('address', '=', address).execute(),
    ).toEqual([])
  })

  test('that we never sent marks nobody and lies in quarantine', async ({ db, room }) => {
    const mailbox = await room.openMailbox()
    const report = bounceOf({
      to: mailbox.address,
      originalId: '<forged@x.example>',
      recipient: 'victim@agency.example',
    })
    expect(await room.come(mailbox, report)).toMatchObject({ outcome: 'quarantined', reason: 'bounce' })
    expect(
      await db
        .selectFrom('bouncedAddresses')
        .selectAll()
        .where('address', '=', 'victim@agency.example')
        .execute(),
    ).toEqual([])
  })

  test('does not reopen a case that is over', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const { owner } = await staffOf(room)
    const id = await bringTo(room, { owner }, 'closed')
    const originalId = await room.wrote(id)
    expect(await room.come(mailbox, bounceOf({ to: mailbox.address, originalId }))).toMatchObject({
      caseId: id,
    })
    expect(await room.stored(id)).toMatchObject({ status: 'closed' })
  })

  test('an address from which somebody writes is alive again', async ({ db, room }) => {
    const mailbox = await room.openMailbox()
    const { id } = await room.accept()
    const address = `back-${newId().slice(-6)}@agency.example`
    await room.come(
      mailbox,
      bounceOf({ to: mailbox.address, originalId: await room.wrote(id, address), recipient: address }),
    )
    await room.come(mailbox, { from: address, subject: '我回來了' })
    expect(
      await db
        .selectFrom('bouncedAddresses')
        .select('clearedAt')
        .where('address', '=', address)
        .executeTakeFirst(),
    ).toEqual({
      clearedAt: room.clock.now(),
    })
  })
})

describe('a mail that a machine wrote', () => {
  test('lies on the case it answers, and brings nothing back', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const { owner } = await staffOf(room)
    const id = await bringTo(room, { owner }, 'waiting')
    const inReplyTo = await room.wrote(id)
    const row = await room.come(mailbox, {
      inReplyTo,
      subject: '自動回覆：出差中',
      headers: { 'Auto-Submitted': 'auto-replied' },
    })
    expect(row).toMatchObject({ outcome: 'follow-up', caseId: id, marks: ['automatic'] })
    expect(await room.stored(id)).toMatchObject({ status: 'waiting' })
    expect(await room.told('case.requester-wrote', id)).toEqual([])
  })

  test('and belongs to nothing lies in quarantine', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const row = await room.come(mailbox, {
      subject: '自動回覆',
      headers: { 'Auto-Submitted': 'auto-replied' },
    })
    expect(row).toMatchObject({ outcome: 'quarantined', reason: 'automatic' })
  })

  test('of ours that comes back lies in quarantine, however it is known', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const messageId = await room.wrote((await room.accept()).id)
    for (const mail of [
      { from: `客服 <${mailbox.address}>` },
      { from: mailbox.address.replace('@', '+115-000001.x@') },
      { headers: { 'X-Loop': mailbox.address } },
      { headers: { 'X-Loop': 'help.centre.example' } },
      { messageId },
    ])
      expect(await room.come(mailbox, mail)).toMatchObject({ outcome: 'quarantined', reason: 'loop' })
  })
})

const acknowledged = async (room: Awaited<ReturnType<typeof openMailroom>>, caseId: Id<'case'>) => {
  await acknowledge(room.deps, { caseId })
  return (await mailsOf(room.db, caseId)).length
}

describe('the receipt for a mail', () => {
  test('names the mail that it answers, leaves from its mailbox and is answered at its case', async ({
    room,
  }) => {
    const mailbox = await room.openMailbox()
    const messageId = `<${newId()}@agency.example>`
    const from = `fresh-${newId().slice(-6)}@agency.example`
    const { caseId } = await room.come(mailbox, { messageId, from })
    await acknowledge(room.deps, { caseId: caseId! })
    const { number } = await room.stored(caseId!)
    expect(await mailsOf(room.db, caseId!)).toMatchObject([
      {
        toAddress: from,
        inReplyTo: messageId,
        refs: [messageId],
        fromAddress: mailbox.address,
        replyTo: replyAddressOf(SECRETS, mailbox.address, { id: caseId!, number }),
      },
    ])
  })

  test('is not written for a list, for an address that answers nobody, or where the mailbox is set so', async ({
    room,
  }) => {
    const [mailbox, quiet] = [await room.openMailbox(), await room.openMailbox({ acknowledges: false })]
    for (const row of [
      await room.come(mailbox, { headers: { Precedence: 'list', 'List-Id': '<all.agency.example>' } }),
      await room.come(mailbox, { from: 'no-reply@agency.example' }),
      await room.come(quiet),
    ]) {
      expect(row.outcome).toBe('case')
      expect(await acknowledged(room, row.caseId!)).toBe(0)
    }
  })

  test('is not written without end to one who goes on writing, whose mails are all kept', async ({
    db,
    room,
  }) => {
    await db.insertInto('settings').values({ key: 'mail-in.limits', value: '{"receipts": 5}' }).execute()
    const mailbox = await room.openMailbox()
    const from = `loop-${newId().slice(-6)}@agency.example`
    const receipts: number[] = []
    for (let n = 0; n < 7; n++) {
      const { caseId } = await room.come(mailbox, { from, subject: `第 ${n} 件` })
      receipts.push(await acknowledged(room, caseId!))
    }
    expect(receipts).toEqual([1, 1, 1, 1, 1, 0, 0])
    room.clock.advance({ hours: 2 })
    expect(await acknowledged(room, (await room.come(mailbox, { from, subject: '隔天' })).caseId!)).toBe(1)
    await db.deleteFrom('settings').where('key', '=', 'mail-in.limits').execute()
  })
})

test('the same again and again goes to quarantine after a while, where it is kept', async ({ db, room }) => {
  await db.insertInto('settings').values({ key: 'mail-in.limits', value: '{"perThread": 3}' }).execute()
  const mailbox = await room.openMailbox()
  const from = `again-${newId().slice(-6)}@agency.example`
  const outcomes: unknown[] = []
  for (let n = 0; n < 5; n++) outcomes.push((await room.come(mailbox, { from, subject: '警報' })).reason)
  expect(outcomes).toEqual([null, null, null, 'too-many', 'too-many'])
  const { id } = await room.accept()
  const inReplyTo = await room.wrote(id)
  const marks: string[][] = []
  for (let n = 0; n < 5; n++) marks.push((await room.come(mailbox, { from, inReplyTo, subject: '' })).marks)
  expect(marks.map((all) => all.includes('too-many'))).toEqual([false, false, false, true, true])
  expect((await room.entries(id)).filter(({ kind }) => kind === 'message-in')).toHaveLength(6)
  await db.deleteFrom('settings').where('key', '=', 'mail-in.limits').execute()
})
