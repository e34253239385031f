import { describe, expect } from 'vitest'
import { requesterWrites } from '../../server/cases/by-requester.ts'
import { keepDraft } from '../../server/cases/drafts.ts'
import { sendReply } from '../../server/cases/pending/hold.ts'
import { sendLater, sendPendingReply } from '../../server/cases/pending/send-due.ts'
import { takeBack } from '../../server/cases/pending/take-back.ts'
import type { Deps } from '../../server/platform/deps.ts'
import { aFile } from '../support/came-by-mail.ts'
import { order } from '../support/case-ways.ts'
import { testAlone as test } from '../support/database.ts'
import { atWork, WORDS } from '../support/pending-replies.ts'

describe('an answer that was just sent', () => {
  test('changes nothing and tells nobody for ten seconds, then it is sent', async ({ db }) => {
    const it = await atWork(db)
    await it.write({ text: WORDS.text })
    const before = await it.stored(it.caseId)
    const shown = await it.send()
    expect(shown).toMatchObject({ status: 'in-progress', version: before.version, answer: null })
    expect(shown.pendingReplies).toMatchObject([
      { text: WORDS.text, outcome: 'answered', isScheduled: false, author: { name: '林以晴' } },
    ])
    expect(await it.stored(it.caseId)).toEqual(before)
    expect(await it.draft()).toBeNull()
    expect(await it.told('case.replied', it.caseId)).toEqual([])
    await it.pass(9)
    expect(await it.sent()).toEqual([])
    await it.pass(1)
    expect(await it.sent()).toEqual([{ text: WORDS.text }])
    expect(await it.stored(it.caseId)).toMatchObject({ status: 'answered', answeredAt: it.clock.now() })
    expect(await it.told('case.answered', it.caseId)).toHaveLength(1)
    expect(await it.pending()).toEqual([])
  })

  test('is sent once, however many processes send it at the same moment', async ({ db }) => {
    const it = await atWork(db)
    const [reply] = (await it.send()).pendingReplies
    it.clock.advance({ seconds: 10 })
    await Promise.all(Array.from({ length: 6 }, () => sendPendingReply(it.deps, { replyId: reply!.id })))
    expect(await it.sent()).toHaveLength(1)
    expect(await it.draft()).toBeNull()
  })

  test('is sent at once where the setting says that nothing is taken back', async ({ db }) => {
    const it = await atWork(db)
    await db.insertInto('settings').values({ key: 'replies.undo-seconds', value: '0' }).execute()
    expect(await it.send()).toMatchObject({ status: 'answered', pendingReplies: [] })
  })

  test('is looked at to the moment by a job, which a lost queue does no harm', async ({ db }) => {
    const it = await atWork(db)
    const added: unknown[] = []
    const queue = { add: async (...given: unknown[]) => void added.push(given) } as unknown as Deps['queue']
    const [reply] = (await it.send()).pendingReplies
    expect(await it.told('reply.pending', it.caseId)).toMatchObject([{ replyId: reply?.id }])
    await sendLater({ ...it.deps, queue }, { replyId: reply!.id })
    expect(added).toEqual([
      [
        expect.objectContaining({ name: 'cases.send-pending-reply' }),
        { replyId: reply?.id },
        { id: `send-reply.${reply?.id}`, delayMs: 10_000 },
      ],
    ])
  })

  test('is one at a time, and the same key twice is one', async ({ db }) => {
    const it = await atWork(db)
    const again = () => sendReply(it.deps, order(it.owner, it.caseId, { key: 'k' }), WORDS)
    await again()
    expect((await again()).pendingReplies).toHaveLength(1)
    await expect(it.send({ text: '另一則' })).rejects.toMatchObject({ code: 'reply-pending' })
    await it.pass(10)
    expect(await it.sent()).toHaveLength(1)
  })

  test('is refused at once by whatever would refuse it', async ({ db }) => {
    const it = await atWork(db)
    await expect(it.send({}, it.colleague)).rejects.toMatchObject({ code: 'not-the-owner' })
    await requesterWrites(it.deps, it.caseId, {
      text: '已經好了',
      fileIds: [],
      by: { actorId: null, origin: 'web' },
    })
    await expect(sendReply(it.deps, order(it.owner, it.caseId, { version: 2 }), WORDS)).rejects.toMatchObject(
      { code: 'case-changed' },
    )
    expect(await it.pending()).toEqual([])
  })
})

describe('an answer taken back', () => {
  test('is a draft again exactly as it was, with its files, wherever its author signs in', async ({ db }) => {
    const it = await atWork(db)
    const file = await aFile(db, it.owner.id, { name: '說明𡍼.pdf', size: 1234 })
    const [reply] = (await it.send({ fileIds: [file], outcome: 'waiting-data' })).pendingReplies
    expect(reply?.files).toMatchObject([{ id: file, name: '說明𡍼.pdf' }])
    const { version } = await it.stored(it.caseId)
    const back = await takeBack(it.deps, it.owner, { caseId: it.caseId, replyId: reply!.id })
    expect(back.body).toEqual(await it.draft())
    expect(back.body).toMatchObject({
      text: WORDS.text,
      outcome: 'waiting-data',
      version,
      files: [{ id: file, name: '說明𡍼.pdf', size: 1234 }],
    })
    await it.pass(60)
    expect(await it.sent()).toEqual([])
    expect(await it.told('reply.returned', it.caseId)).toMatchObject([{ code: null }])
    await it.send({ fileIds: [file] })
    await it.pass(10)
    expect(await it.sent()).toMatchObject([{ files: [{ id: file }] }])
  })

  test('is its author’s to take back, and only while it is not sent', async ({ db }) => {
    const it = await atWork(db)
    const [reply] = (await it.send()).pendingReplies
    const what = { caseId: it.caseId, replyId: reply!.id }
    for (const other of [it.colleague, it.supervisor])
      await expect(takeBack(it.deps, other, what)).rejects.toMatchObject({ code: 'reply-gone' })
    await it.pass(10)
    await expect(takeBack(it.deps, it.owner, what)).rejects.toMatchObject({ code: 'reply-gone' })
    expect(await it.sent()).toHaveLength(1)
    expect(await it.draft()).toBeNull()
  })

  test('in the moment of its sending is either sent or a draft, never both and never neither', async ({
    db,
  }) => {
    const it = await atWork(db)
    for (let round = 0; round < 12; round++) {
      const before = (await it.sent()).length
      const [reply] = (await it.send({ outcome: 'stay' })).pendingReplies
      it.clock.advance({ seconds: 10 })
      const [, taken] = await Promise.allSettled([
        sendPendingReply(it.deps, { replyId: reply!.id }),
        takeBack(it.deps, it.owner, { caseId: it.caseId, replyId: reply!.id }),
      ])
      const isSent = (await it.sent()).length > before
      expect([isSent, (await it.draft()) !== null]).toEqual([isSent, !isSent])
      expect(taken?.status).toBe(isSent ? 'rejected' : 'fulfilled')
      await it.write({ text: '' })
      await keepDraft(it.deps, it.owner, `case:${it.caseId}:reply`, null)
    }
  })

  test('stands above what its author has begun meanwhile', async ({ db }) => {
    const it = await atWork(db)
    const [reply] = (await it.send()).pendingReplies
    await it.write({ text: '還有一件事', files: [] })
    await takeBack(it.deps, it.owner, { caseId: it.caseId, replyId: reply!.id })
    expect((await it.draft())?.['text']).toBe(`${WORDS.text}\n\n還有一件事`)
  })
})

describe('a page that is slow', () => {
  test('and keeps the draft of what was just sent makes nothing double', async ({ db }) => {
    const it = await atWork(db)
    const [reply] = (await it.send()).pendingReplies
    await it.write({ text: WORDS.text, files: [] })
    await takeBack(it.deps, it.owner, { caseId: it.caseId, replyId: reply!.id })
    expect((await it.draft())?.['text']).toBe(WORDS.text)
  })

  test('leaves no draft of what was sent; what was begun since stays', async ({ db }) => {
    const it = await atWork(db)
    await it.send({ outcome: 'stay' })
    await it.write({ text: WORDS.text, files: [] })
    await it.pass(10)
    expect(await it.draft()).toBeNull()
    await it.send({ outcome: 'stay' })
    await it.write({ text: '還有一件事', files: [] })
    await it.pass(10)
    expect(await it.draft()).toEqual({ text: '還有一件事', files: [] })
  })
})
