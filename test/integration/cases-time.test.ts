import { describe, expect } from 'vitest'
import { requesterWrites } from '../../server/cases/by-requester.ts'
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
