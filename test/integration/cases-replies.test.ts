import { describe, expect } from 'vitest'
import { claimCase } from '../../server/cases/claim.ts'
import { closeCase } from '../../server/cases/close.ts'
import { addNote } from '../../server/cases/note.ts'
import { readTimeline, showCase } from '../../server/cases/read.ts'
import { replyTo } from '../../server/cases/reply.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { openDesk } from '../support/case-desk.ts'
import { bringTo, type Desk, order, staffOf } from '../support/case-ways.ts'
import { test } from '../support/database.ts'

async function upload(desk: Desk, uploadedBy: Id<'person'> | null) {
  const id = newId<'file'>()
  await desk.db
    .insertInto('files')
    .values({
      id,
      name: '說明.pdf',
      size: 10,
      mediaType: 'application/pdf',
      sha256: null,
      wrappedKey: Buffer.alloc(8),
      state: 'ready',
      refusal: null,
      uploadedBy,
      caseId: null,
      expiresAt: null,
    })
    .execute()
  return id
}

describe('an answer', () => {
  test('is formal the first time: text, date and responsible unit stand on the case, and routing, mail and survey are told', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    const file = await upload(desk, owner.id)
    const answered = await replyTo(desk.deps, order(owner, id), {
      text: '請改用 ODS 匯出。',
      fileIds: [file],
      outcome: 'answered',
    })
    expect(answered).toMatchObject({
      status: 'answered',
      answer: '請改用 ODS 匯出。',
      answeredAt: desk.clock.now(),
      responsibleUnit: '南投 一線客服',
    })
    const message = (await desk.entries(id)).find(({ kind }) => kind === 'message-out')
    expect(message).toMatchObject({
      actorId: owner.id,
      origin: 'desk 192.0.2.1',
      body: { text: '請改用 ODS 匯出。', files: [{ id: file }] },
    })
    expect(await desk.told('case.replied', id)).toEqual([
      { caseId: id, entryId: message?.id, agentId: owner.id },
    ])
    expect(await desk.told('case.answered', id)).toEqual([{ caseId: id, agentId: owner.id }])
    expect(await desk.told('case.owner-freed')).toContainEqual({ agentId: owner.id })

    desk.clock.advance({ hours: 1 })
    const again = await replyTo(desk.deps, order(owner, id), {
      text: '補充：新版亦同。',
      outcome: 'answered',
    })
    expect(again).toMatchObject({ answer: '請改用 ODS 匯出。', answeredAt: answered.answeredAt })
    expect(await desk.told('case.answered', id)).toHaveLength(1)
    expect(await desk.told('case.replied', id)).toHaveLength(2)
  })

  test('by somebody without a site is their agency’s', async ({ db }) => {
    const desk = await openDesk(db)
    const expert = await desk.hire('tier2', { tier: 2, agencyId: desk.ministry })
    const { id } = await desk.file()
    await claimCase(desk.deps, order(expert, id))
    const { responsibleUnit } = await replyTo(desk.deps, order(expert, id), {
      text: '好了',
      outcome: 'answered',
    })
    expect(responsibleUnit).toBe('曙光部')
  })

  test('is the owner’s to give, and a file of somebody else cannot be sent with it', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, colleague, supervisor } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    for (const other of [colleague, supervisor])
      await expect(
        replyTo(desk.deps, order(other, id), { text: '我來', outcome: 'answered' }),
      ).rejects.toMatchObject({
        kind: 'forbidden',
        code: 'not-the-owner',
      })
    const theirs = await upload(desk, colleague.id)
    const before = await desk.stored(id)
    await expect(
      replyTo(desk.deps, order(owner, id), { text: '附檔', fileIds: [theirs], outcome: 'stay' }),
    ).rejects.toMatchObject({ code: 'file-not-found' })
    expect(await desk.stored(id)).toEqual(before)
  })
})

describe('closing', () => {
  const how = { rootCause: 'operation', disposition: 'explained' } as const

  test('needs an answer; given with it, the answer is sent first', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    await expect(closeCase(desk.deps, order(owner, id), how)).rejects.toMatchObject({
      code: 'closing-needs-answer',
    })
    const closed = await closeCase(desk.deps, order(owner, id), { ...how, answer: '依手冊第 3 章操作即可。' })
    expect(closed).toMatchObject({
      status: 'closed',
      closedAt: desk.clock.now(),
      answer: '依手冊第 3 章操作即可。',
      ...how,
    })
    expect((await desk.entries(id)).slice(-2).map(({ kind }) => kind)).toEqual(['message-out', 'state'])
    for (const event of ['case.replied', 'case.answered', 'case.closed'])
      expect(await desk.told(event, id)).toHaveLength(1)
  })

  test('without an answer, unit, date, root cause or disposition is refused by the database itself', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'closed')
    for (const field of ['answer', 'responsibleUnit', 'answeredAt', 'rootCause', 'disposition'] as const)
      await expect(
        db
          .updateTable('cases')
          .set({ [field]: null })
          .where('id', '=', id)
          .execute(),
      ).rejects.toThrow('closed_is_accounted_for')
  })
})

describe('what a page shows', () => {
  test('is who keyed it, what may be done, and the delivery of each reply', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, colleague } = await staffOf(desk)
    const { id } = await desk.file({ keyedById: colleague.id, actorId: colleague.id, channel: 'walk-in' })
    await claimCase(desk.deps, order(owner, id))
    await replyTo(desk.deps, order(owner, id), { text: '請稍候', outcome: 'stay' })
    const message = (await desk.entries(id)).find(({ kind }) => kind === 'message-out')!
    const mailId = newId<'mail'>()
    const at = desk.clock.now()
    await db
      .insertInto('outgoingMails')
      .values({
        id: mailId,
        dedupeKey: mailId,
        kind: 'answer',
        caseId: id,
        entryId: message.id,
        toAddress: 'a@b.tw',
        subject: 's',
        body: 'b',
        html: 'h',
        messageId: mailId,
        inReplyTo: null,
        state: 'failed',
        tries: 5,
        lastError: 'x',
        createdAt: at,
        sentAt: null,
        updatedAt: at,
        dueAt: null,
      })
      .execute()
    const shown = await showCase(desk.deps, owner, id)
    expect(shown).toMatchObject({
      keyedBy: { id: colleague.id, name: '陳柏翰' },
      ownerName: '林以晴',
      status: 'in-progress',
    })
    expect(shown.actions).toEqual([
      'note',
      'reply',
      'answer',
      'ask-data',
      'ask-verification',
      'close',
      'escalate',
      'hand-over',
      'edit',
      'withdraw',
    ])
    expect((await showCase(desk.deps, colleague, id)).actions).toEqual(['note'])
    const timeline = await readTimeline(db, owner, id)
    expect(timeline.find((entry) => entry.id === message.id)).toMatchObject({
      actor: { name: '林以晴' },
      body: { text: '請稍候', delivery: 'failed', mailId },
    })
    expect(await readTimeline(db, owner, id, message.seq)).toHaveLength(timeline.length - message.seq)
  })

  test('of a note with files is for those on the case', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    const file = await upload(desk, owner.id)
    await addNote(desk.deps, order(owner, id), { text: '附上紀錄', fileIds: [file] })
    expect(
      await db.selectFrom('files').select(['caseId', 'fromRequester']).where('id', '=', file).execute(),
    ).toEqual([{ caseId: id, fromRequester: false }])
  })
})
