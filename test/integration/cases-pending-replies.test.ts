import { describe, expect } from 'vitest'
import { assignCase } from '../../server/cases/assign.ts'
import { requesterWrites } from '../../server/cases/by-requester.ts'
import { keepDraft, readDraft } from '../../server/cases/drafts.ts'
import { addNote } from '../../server/cases/note.ts'
import { sendClosing, sendReply } from '../../server/cases/pending/hold.ts'
import { ownPending } from '../../server/cases/pending/queries.ts'
import { sendDueReplies, sendLater, sendPendingReply } from '../../server/cases/pending/send-due.ts'
import { takeBack } from '../../server/cases/pending/take-back.ts'
import { sendTimes } from '../../server/cases/pending/times.ts'
import { showCase } from '../../server/cases/read.ts'
import { removeUnclaimed } from '../../server/files/remove-unclaimed.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Deps } from '../../server/platform/deps.ts'
import type { Id } from '../../server/platform/values.ts'
import { aFile } from '../support/came-by-mail.ts'
import { openDesk } from '../support/case-desk.ts'
import { bringTo, order, staffOf } from '../support/case-ways.ts'
import { testAlone as test } from '../support/database.ts'

const log = { warn: () => {} } as unknown as Deps['log']
const WORDS = { text: '您好：\n\n請改用 ODS 匯出「𡍼」。  ', outcome: 'answered' as const }

/** A case that its owner works on, and what they do with it. */
async function atWork(db: Db) {
  const desk = await openDesk(db)
  const staff = await staffOf(desk)
  const { owner } = staff
  const caseId = await bringTo(desk, staff, 'in-progress')
  const deps = { ...desk.deps, log }
  const key = `case:${caseId}:reply`
  return {
    ...desk,
    ...staff,
    deps,
    caseId,
    send: (more: Partial<Parameters<typeof sendReply>[2]> = {}, by: Actor = owner) =>
      sendReply(deps, order(by, caseId), { ...WORDS, ...more }),
    pass: async (seconds: number) => {
      desk.clock.advance({ seconds })
      await sendDueReplies(deps)
    },
    pending: async () => (await showCase(deps, owner, caseId)).pendingReplies,
    draft: async (by: Actor = owner) => (await readDraft(db, by, key)).body,
    write: (body: Record<string, unknown>) => keepDraft(deps, owner, key, body),
    sent: async () =>
      (await desk.entries(caseId)).filter(({ kind }) => kind === 'message-out').map(({ body }) => body),
    status: async () => (await desk.stored(caseId)).status,
  }
}

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

describe('an answer for later', () => {
  test('is sent at its time, not before, with the files that waited with it', async ({ db }) => {
    const it = await atWork(db)
    const file = await aFile(db, it.owner.id, { name: '說明.pdf', size: 12 })
    const expiresAt = new Date(+it.clock.now() + 24 * 3_600_000)
    await db.updateTable('files').set({ expiresAt }).where('id', '=', file).execute()
    const sendAt = new Date(+it.clock.now() + 3 * 24 * 3_600_000)
    const [reply] = (await it.send({ sendAt, fileIds: [file] })).pendingReplies
    expect(reply).toMatchObject({ dueAt: sendAt, isScheduled: true })
    expect(await ownPending(db, it.owner)).toMatchObject([{ id: reply?.id, requesterName: '王小明' }])
    await it.pass(2 * 24 * 3600)
    await removeUnclaimed({ ...it.deps, files: {} as Deps['files'] })
    expect(await it.status()).toBe('in-progress')
    await it.pass(24 * 3600)
    expect(await it.sent()).toMatchObject([{ text: WORDS.text, files: [{ id: file }] }])
    expect(await it.status()).toBe('answered')
  })

  test('may be taken back until then', async ({ db }) => {
    const it = await atWork(db)
    const sendAt = new Date(+it.clock.now() + 3_600_000)
    const [reply] = (await it.send({ sendAt })).pendingReplies
    await it.pass(3599)
    await takeBack(it.deps, it.owner, { caseId: it.caseId, replyId: reply!.id })
    await it.pass(60)
    expect(await it.sent()).toEqual([])
  })

  test('is at most 60 days away; one for the past is sent after the usual ten seconds', async ({ db }) => {
    const it = await atWork(db)
    const days = (n: number) => new Date(+it.clock.now() + n * 86_400_000)
    await expect(it.send({ sendAt: days(61) })).rejects.toMatchObject({ code: 'send-time-too-late' })
    const [reply] = (await it.send({ sendAt: days(-1) })).pendingReplies
    expect(reply).toMatchObject({ isScheduled: false, dueAt: new Date(+it.clock.now() + 10_000) })
  })

  test('is offered for the opening of the next working day', async ({ db }) => {
    const it = await atWork(db)
    // Friday 2026-11-20, 09:00 in Taipei; then Sunday.
    const monday = new Date('2026-11-23T00:30:00Z')
    expect(await sendTimes(it.deps)).toMatchObject({ nextWorkingDay: monday, undoSeconds: 10 })
    it.clock.advance({ hours: 48 })
    expect(await sendTimes(it.deps)).toMatchObject({ nextWorkingDay: monday })
  })
})

describe('an answer that cannot be sent any more when its time comes', () => {
  const why = async (it: Awaited<ReturnType<typeof atWork>>) => {
    await it.pass(10)
    expect(await it.sent()).toEqual([])
    expect(await it.pending()).toEqual([])
    const draft = await it.draft()
    expect(draft).toMatchObject({ text: WORDS.text, outcome: 'answered' })
    expect(await it.told('reply.returned', it.caseId)).toMatchObject([{ code: draft?.['returned'] }])
    return draft?.['returned']
  }

  test('because the requester wrote meanwhile is a draft that says so', async ({ db }) => {
    const it = await atWork(db)
    await it.send()
    const by = { actorId: null, origin: 'web' }
    await requesterWrites(it.deps, it.caseId, { text: '已經好了，謝謝', fileIds: [], by })
    expect(await why(it)).toBe('case-changed')
  })

  test('because the case is another’s now is a draft of whoever wrote it', async ({ db }) => {
    const it = await atWork(db)
    await it.send()
    await assignCase(it.deps, order(it.supervisor, it.caseId), {
      ownerId: it.colleague.id,
      reason: '平衡工作量',
    })
    expect(await why(it)).toBe('case-changed')
    expect(await it.draft(it.colleague)).toBeNull()
  })

  test('because its author may not sign in any more is kept all the same', async ({ db }) => {
    const it = await atWork(db)
    await it.send()
    await db
      .updateTable('accounts')
      .set({ disabledAt: it.clock.now() })
      .where('personId', '=', it.owner.id)
      .execute()
    expect(await why(it)).toBe('not-the-owner')
  })

  test('is not held up by a note of its author', async ({ db }) => {
    const it = await atWork(db)
    await it.send()
    await addNote(it.deps, order(it.owner, it.caseId), { text: '已回覆，明天再追蹤' })
    await it.pass(10)
    expect(await it.sent()).toHaveLength(1)
  })

  test('holds up no other', async ({ db }) => {
    const it = await atWork(db)
    const second = await bringTo(it, it, 'in-progress')
    const lost = await bringTo(it, it, 'in-progress')
    for (const id of [lost, it.caseId, second]) await sendReply(it.deps, order(it.owner, id), WORDS)
    await db
      .updateTable('pendingReplies')
      .set({ fileIds: [lost as unknown as Id<'file'>] })
      .where('caseId', '=', lost)
      .execute()
    await it.pass(10)
    expect((await it.stored(second)).status).toBe('answered')
    expect(await readDraft(db, it.owner, `case:${lost}:reply`)).toMatchObject({
      body: { returned: 'file-not-found', files: [], lost: 1 },
    })
  })
})

describe('closing with an answer', () => {
  const closing = { rootCause: 'operation', disposition: 'explained' } as const

  test('closes the case when the answer can no longer be taken back', async ({ db }) => {
    const it = await atWork(db)
    const file = await aFile(db, it.owner.id, { name: '說明.pdf', size: 12 })
    const shown = await sendClosing(it.deps, order(it.owner, it.caseId), {
      ...closing,
      answer: '請重新登入。',
      fileIds: [file],
    })
    expect(shown).toMatchObject({ status: 'in-progress', pendingReplies: [{ outcome: 'closed' }] })
    await it.pass(10)
    expect(await it.stored(it.caseId)).toMatchObject({
      status: 'closed',
      answer: '請重新登入。',
      ...closing,
    })
    expect(await it.sent()).toMatchObject([{ text: '請重新登入。', files: [{ id: file }] }])
  })

  test('taken back, leaves the case open and the answer a draft that knows how it was to be closed', async ({
    db,
  }) => {
    const it = await atWork(db)
    const shown = await sendClosing(it.deps, order(it.owner, it.caseId), { ...closing, answer: '好了' })
    await takeBack(it.deps, it.owner, { caseId: it.caseId, replyId: shown.pendingReplies[0]!.id })
    await it.pass(60)
    expect(await it.status()).toBe('in-progress')
    expect(await it.draft()).toMatchObject({ text: '好了', outcome: 'answered', closing })
  })
})
