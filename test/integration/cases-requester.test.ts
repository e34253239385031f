import { describe, expect } from 'vitest'
import {
  requesterReopens,
  requesterVerifies,
  requesterWithdraws,
  requesterWrites,
} from '../../server/cases/by-requester.ts'
import { editCase } from '../../server/cases/edit.ts'
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
