import { describe, expect } from 'vitest'
import {
  requesterReopens,
  requesterVerifies,
  requesterWithdraws,
  requesterWrites,
} from '../../server/cases/by-requester.ts'
import { closeSilent } from '../../server/cases/close-silent.ts'
import { editCase } from '../../server/cases/edit.ts'
import { forgetKeys } from '../../server/cases/forget-keys.ts'
import { addNote } from '../../server/cases/note.ts'
import { showCase } from '../../server/cases/read.ts'
import { replyTo } from '../../server/cases/reply.ts'
import { newId } from '../../server/platform/values.ts'
import { openDesk } from '../support/case-desk.ts'
import { bringTo, order, staffOf } from '../support/case-ways.ts'
import { test } from '../support/database.ts'

const by = { actorId: null, origin: 'web 192.0.2.7' }

describe('a requester who writes', () => {
  test('brings a waiting case back to its owner, and their words are kept with where they came from', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'waiting')
    const row = await requesterWrites(desk.deps, id, { text: '附上畫面', fileIds: [], by })
    expect(row).toMatchObject({ status: 'in-progress', waitingFor: null, ownerId: owner.id })
    const message = (await desk.entries(id)).find(({ kind, seq }) => kind === 'message-in' && seq > 2)!
    expect(message).toMatchObject({ actorId: null, origin: 'web 192.0.2.7', body: { text: '附上畫面' } })
    expect(await desk.told('case.requester-wrote', id)).toEqual([{ caseId: id, entryId: message.id }])
  })

  test('to a closed case is told to reopen it first, and nothing is kept', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'closed')
    const before = await desk.entries(id)
    await expect(requesterWrites(desk.deps, id, { text: '還有問題', fileIds: [], by })).rejects.toMatchObject(
      {
        code: 'transition-not-allowed',
      },
    )
    expect(await desk.entries(id)).toEqual(before)
  })

  test('twice with one key is heard once, even when the case has moved on between', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'waiting')
    const write = () => requesterWrites(desk.deps, id, { text: '附上畫面', fileIds: [], by, key: 'w1' })
    await Promise.all([write(), write()])
    await requesterWithdraws(desk.deps, id, { by })
    expect(await write()).toMatchObject({ status: 'withdrawn' })
    expect((await desk.entries(id)).filter(({ kind }) => kind === 'message-in')).toHaveLength(2)
  })

  test('to a case that is not there is told so', async ({ db }) => {
    const desk = await openDesk(db)
    await expect(requesterWrites(desk.deps, newId(), { text: 'x', fileIds: [], by })).rejects.toMatchObject({
      code: 'case-not-found',
    })
  })
})

describe('a requester who has tried the correction', () => {
  test('and is content closes the case with the diagnosis that its owner gave, and is asked how it went', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'verifying')
    await editCase(desk.deps, order(owner, id), { rootCause: 'system-design' })
    const row = await requesterVerifies(desk.deps, id, { solved: true, by })
    expect(row).toMatchObject({
      status: 'closed',
      rootCause: 'system-design',
      disposition: 'solved',
      answer: '請重新整理後再送一次。',
      responsibleUnit: '南投 一線客服',
    })
    expect(await desk.told('case.answered', id)).toEqual([{ caseId: id, agentId: owner.id }])
    expect(await desk.told('case.closed', id)).toHaveLength(1)
  })

  test('and is not brings it back to its owner, each time counted, with the whole time to solve it', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'verifying')
    for (const count of [1, 2]) {
      desk.clock.advance({ minutes: 30 })
      const row = await requesterVerifies(desk.deps, id, { solved: false, comment: '還是空白', by })
      expect(row).toMatchObject({ status: 'reopened', ownerId: owner.id, reopenedCount: count, answer: null })
      // Sixteen working hours from 09:30 or 10:00 on a Friday.
      expect(row.dueAt).toEqual(new Date(`2026-11-23T0${count === 1 ? '8:30' : '9:00'}:00Z`))
      await replyTo(desk.deps, order(owner, id), { text: '請再試', outcome: 'waiting-verification' })
    }
    expect((await desk.entries(id)).filter(({ kind }) => kind === 'message-in')).toHaveLength(3)
  })

  test('cannot decide while data is what is waited for', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'waiting')
    for (const solved of [true, false])
      await expect(requesterVerifies(desk.deps, id, { solved, by })).rejects.toMatchObject({
        code: 'transition-not-allowed',
      })
  })
})

test('a closed case is reopened within thirty days, then needs a new answer, and later not at all', async ({
  db,
}) => {
  const desk = await openDesk(db)
  const { owner } = await staffOf(desk)
  const [soon, late] = [await bringTo(desk, { owner }, 'closed'), await bringTo(desk, { owner }, 'closed')]
  desk.clock.advance({ hours: 30 * 24 })
  const row = await requesterReopens(desk.deps, soon, { reason: '又來了', by })
  expect(row).toMatchObject({
    status: 'reopened',
    closedAt: null,
    answer: null,
    answeredAt: null,
    disposition: null,
  })
  desk.clock.advance({ seconds: 1 })
  await expect(requesterReopens(desk.deps, late, { reason: '又來了', by })).rejects.toMatchObject({
    code: 'reopening-too-late',
  })
  await replyTo(desk.deps, order(owner, soon), { text: '這次真的好了', outcome: 'answered' })
  expect(await desk.stored(soon)).toMatchObject({ answer: '這次真的好了', reopenedCount: 1 })
  expect(await desk.told('case.answered', soon)).toHaveLength(2)
})

describe('time', () => {
  test('spent waiting for the requester puts off the due time, and each side’s clock can be told', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    expect((await desk.stored(id)).dueAt).toEqual(new Date('2026-11-23T08:00:00Z'))
    desk.clock.advance({ hours: 1 })
    await replyTo(desk.deps, order(owner, id), { text: '請提供畫面', outcome: 'waiting-data' })
    desk.clock.advance({ hours: 2 })
    await requesterWrites(desk.deps, id, { text: '附上', fileIds: [], by })
    desk.clock.advance({ minutes: 30 })
    expect((await desk.stored(id)).dueAt).toEqual(new Date('2026-11-24T01:00:00Z'))
    expect((await showCase(desk.deps, owner, id)).clocks).toEqual({ ours: 90, requester: 120, vendor: 0 })
  })

  test('of another priority is reckoned from the beginning, without what the requester took or takes', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'waiting')
    desk.clock.advance({ hours: 2 })
    const urgent = await editCase(desk.deps, order(owner, id), { priority: 1 })
    expect(urgent).toMatchObject({
      responseDueAt: new Date('2026-11-20T01:15:00Z'),
      dueAt: new Date('2026-11-20T03:00:00Z'),
    })
    desk.clock.advance({ hours: 1 })
    await requesterWrites(desk.deps, id, { text: '附上', fileIds: [], by })
    expect((await desk.stored(id)).dueAt).toEqual(new Date('2026-11-20T06:00:00Z'))
  })
})

describe('silence', () => {
  test('of seven working days closes what was answered, not a moment earlier, and any word begins it anew', async ({
    db,
  }) => {
    const desk = await openDesk(db, '2026-11-20T01:00:00Z')
    const { owner, colleague } = await staffOf(desk)
    const answered = await bringTo(desk, { owner }, 'answered')
    const verifying = await bringTo(desk, { owner }, 'verifying')
    const waiting = await bringTo(desk, { owner }, 'waiting')
    const written = await bringTo(desk, { owner }, 'answered')
    const statuses = async () =>
      Promise.all([answered, verifying, waiting, written].map(async (id) => (await desk.stored(id)).status))

    // Friday 09:00; the seventh working day after is Tuesday week, 09:00.
    desk.clock.advance({ hours: 24 * 3 })
    await replyTo(desk.deps, order(owner, written), { text: '請問好了嗎？', outcome: 'stay' })
    await addNote(desk.deps, order(colleague, answered), { text: '註記不算' })
    desk.clock.advance({ hours: 24 * 8, minutes: -1 })
    await closeSilent(desk.deps)
    expect(await statuses()).toEqual(['answered', 'waiting', 'waiting', 'answered'])
    desk.clock.advance({ minutes: 1 })
    await Promise.all([closeSilent(desk.deps), closeSilent(desk.deps)])
    expect(await statuses()).toEqual(['closed', 'closed', 'waiting', 'answered'])
    expect(await desk.stored(answered)).toMatchObject({ disposition: 'no-reply', rootCause: 'unknown' })
    expect((await desk.entries(answered)).at(-1)).toMatchObject({
      actorId: null,
      origin: 'clock',
      body: { from: 'answered', to: 'closed', disposition: 'no-reply' },
    })
    expect(await desk.told('case.closed', answered)).toHaveLength(1)
    expect(await desk.told('case.answered', verifying)).toHaveLength(1)

    desk.clock.advance({ hours: 24 })
    await closeSilent(desk.deps)
    expect(await statuses()).toEqual(['closed', 'closed', 'waiting', 'closed'])
  })
})

test('keys of commands are forgotten after a week', async ({ db }) => {
  const desk = await openDesk(db)
  const at = (days: number) => new Date(desk.clock.now().getTime() - days * 86_400_000)
  for (const [key, days] of [
    ['old', 8],
    ['young', 6],
  ] as const)
    await db
      .insertInto('idempotencyKeys')
      .values({ key, subjectId: newId(), at: at(days) })
      .execute()
  await forgetKeys(desk.deps)
  const left = await db
    .selectFrom('idempotencyKeys')
    .select('key')
    .where('key', 'in', ['old', 'young'])
    .execute()
  expect(left).toEqual([{ key: 'young' }])
})
