import { describe, expect } from 'vitest'
import { requesterReopens, requesterWithdraws } from '../../server/cases/by-requester.ts'
import { handOver } from '../../server/cases/hand-over.ts'
import { waitsInQueue } from '../../server/cases/place.ts'
import { openDesk } from '../support/case-desk.ts'
import { EXPECTED, SITUATIONS } from '../support/case-grid.ts'
import { bringTo, doing, order, staffOf } from '../support/case-ways.ts'
import { test } from '../support/database.ts'

describe.each(SITUATIONS)('a case that is %s', (situation) => {
  const lines = EXPECTED.filter((line) => line.situation === situation)

  test('goes where each verb leads that is possible then', async ({ db }) => {
    const desk = await openDesk(db)
    const staff = await staffOf(desk)
    for (const { verb, to } of lines) {
      if (!to) continue
      const id = await bringTo(desk, staff, situation)
      if ((verb === 'accept' || verb === 'return') && situation !== 'escalated')
        await handOver(desk.deps, order(staff.owner, id), { toId: staff.expert.id, note: '請接手' })
      // A reopened case is in a queue only when its owner has left.
      if (situation === 'reopened' && (verb === 'claim' || verb === 'route'))
        await db.updateTable('cases').set({ ownerId: null }).where('id', '=', id).execute()
      const before = await desk.stored(id)
      await doing(desk, staff, id)[verb]()
      const after = await desk.stored(id)
      expect([verb, after.status]).toEqual([verb, to])
      expect(after.version).toBe(before.version + 1)
      expect(after.lastSeq).toBe((await desk.entries(id)).length)
      expect(after.closedAt !== null).toBe(to === 'closed' || to === 'withdrawn')
    }
  })

  test('stays as it is when a verb is tried that is not possible then', async ({ db }) => {
    const desk = await openDesk(db)
    const staff = await staffOf(desk)
    const id = await bringTo(desk, staff, situation)
    const before = [await desk.stored(id), await desk.entries(id)]
    for (const { verb, to } of lines) {
      if (to) continue
      const attempt = doing(desk, staff, id)[verb]()
      if (verb === 'lapse') await attempt
      else if (verb === 'route') await expect(attempt).rejects.toMatchObject({ code: 'offer-gone' })
      else await expect(attempt, verb).rejects.toMatchObject({ code: 'transition-not-allowed' })
      expect([await desk.stored(id), await desk.entries(id)], verb).toEqual(before)
    }
  })
})

test('the states that commands lead to say what they say in the timeline, and clocks can be told from it', async ({
  db,
}) => {
  const desk = await openDesk(db)
  const staff = await staffOf(desk)
  const id = await bringTo(desk, staff, 'reopened')
  const states = (await desk.entries(id)).filter(({ kind }) => kind === 'state').map(({ body }) => body)
  expect(states).toMatchObject([
    { to: 'received' },
    { from: 'received', to: 'assigned', queueId: 1 },
    { from: 'assigned', to: 'in-progress' },
    { from: 'in-progress', to: 'answered' },
    { from: 'answered', to: 'closed', rootCause: 'operation', disposition: 'explained' },
    { from: 'closed', to: 'reopened', note: '又發生了' },
  ])
})

test('what the table forbids is kept in the audit log, and nothing else of the attempt is', async ({
  db,
}) => {
  const desk = await openDesk(db)
  const staff = await staffOf(desk)
  const id = await bringTo(desk, staff, 'closed')
  const lines = await desk.entries(id)
  await expect(doing(desk, staff, id).answer()).rejects.toMatchObject({
    kind: 'conflict',
    code: 'transition-not-allowed',
    detail: { from: 'closed', verb: 'answer' },
  })
  desk.clock.advance({ seconds: 1 })
  await expect(
    requesterWithdraws(desk.deps, id, { by: { actorId: null, origin: 'web 192.0.2.7' } }),
  ).rejects.toMatchObject({ code: 'transition-not-allowed' })
  const log = await db
    .selectFrom('auditLog')
    .select(['action', 'actorId', 'detail', 'address'])
    .where('subject', '=', `case:${id}`)
    .orderBy('id')
    .execute()
  expect(log).toEqual([
    {
      action: 'transition-refused',
      actorId: staff.owner.id,
      detail: { from: 'closed', verb: 'answer' },
      address: '192.0.2.1',
    },
    {
      action: 'transition-refused',
      actorId: null,
      detail: { from: 'closed', verb: 'withdraw' },
      address: 'web 192.0.2.7',
    },
  ])
  expect(await desk.entries(id)).toEqual(lines)
})

test('a case reopened after its owner has left waits in its queue and is told to routing', async ({ db }) => {
  const desk = await openDesk(db)
  const staff = await staffOf(desk)
  const id = await bringTo(desk, staff, 'closed')
  await db
    .updateTable('accounts')
    .set({ disabledAt: desk.clock.now() })
    .where('personId', '=', staff.owner.id)
    .execute()
  const row = await requesterReopens(desk.deps, id, {
    reason: '又來了',
    by: { actorId: null, origin: 'web' },
  })
  expect(row).toMatchObject({
    status: 'reopened',
    ownerId: null,
    reopenedCount: 1,
    answer: null,
    answeredAt: null,
  })
  expect(waitsInQueue(row)).toBe(true)
  expect(await desk.told('case.queued', id)).toEqual([{ caseId: id }])
})
