import { describe, expect } from 'vitest'
import { assignCase } from '../../server/cases/assign.ts'
import { requesterWrites } from '../../server/cases/by-requester.ts'
import { readDraft } from '../../server/cases/drafts.ts'
import { addNote } from '../../server/cases/note.ts'
import { sendReply } from '../../server/cases/pending/hold.ts'
import { ownPending } from '../../server/cases/pending/queries.ts'
import { takeBack } from '../../server/cases/pending/take-back.ts'
import { sendTimes } from '../../server/cases/pending/times.ts'
import { removeUnclaimed } from '../../server/files/remove-unclaimed.ts'
import type { Deps } from '../../server/platform/deps.ts'
import type { Id } from '../../server/platform/values.ts'
import { aFile } from '../support/came-by-mail.ts'
import { bringTo, order } from '../support/case-ways.ts'
import { testAlone as test } from '../support/database.ts'
import { atWork, WORDS } from '../support/pending-replies.ts'

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
