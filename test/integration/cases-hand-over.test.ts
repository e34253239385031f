import { describe, expect } from 'vitest'
import { assignCase, assignFromQueue } from '../../server/cases/assign.ts'
import { claimCase } from '../../server/cases/claim.ts'
import { escalateCase } from '../../server/cases/escalate.ts'
import { acceptHandOver, handOver, returnHandOver } from '../../server/cases/hand-over.ts'
import { listCases } from '../../server/cases/list.ts'
import { replyTo } from '../../server/cases/reply.ts'
import { transact } from '../../server/platform/database/database.ts'
import { openDesk } from '../support/case-desk.ts'
import { bringTo, order, staffOf, TIER_2 } from '../support/case-ways.ts'
import { test } from '../support/database.ts'

describe('a hand-over to a person', () => {
  test('leaves the owner until it is accepted, then the colleague owns the case', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, colleague } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    const offered = await handOver(desk.deps, order(owner, id), { toId: colleague.id, note: '我明天請假' })
    expect(offered).toMatchObject({
      ownerId: owner.id,
      status: 'in-progress',
      handOver: { from: { id: owner.id }, to: { id: colleague.id, name: '陳柏翰' }, note: '我明天請假' },
    })
    expect(await desk.told('case.hand-over-offered', id)).toMatchObject([{ caseId: id }])
    const list = await listCases(db, colleague, { view: 'handed-to-me' }, desk.clock.now())
    expect(list.cases.map((row) => row.id)).toEqual([id])

    const accepted = await acceptHandOver(desk.deps, order(colleague, id))
    expect(accepted).toMatchObject({ ownerId: colleague.id, status: 'assigned', handOver: null })
    expect(await desk.told('case.changed', id)).toContainEqual(
      expect.objectContaining({ ownerId: colleague.id, formerOwnerId: owner.id }),
    )
    expect(await desk.told('case.owner-freed')).toContainEqual({ agentId: owner.id })
    expect(
      (await desk.entries(id)).filter(({ kind }) => kind === 'hand-over').map(({ body }) => body),
    ).toEqual([
      { from: '林以晴', to: '陳柏翰', note: '我明天請假' },
      { from: '林以晴', to: '陳柏翰', fields: ['accepted'] },
    ])
  })

  test('is nobody else’s to accept or return, and cannot be accepted twice', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, colleague, expert } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    await handOver(desk.deps, order(owner, id), { toId: colleague.id, note: '請接手' })
    for (const other of [owner, expert]) {
      await expect(acceptHandOver(desk.deps, order(other, id))).rejects.toMatchObject({
        code: 'hand-over-not-found',
      })
      await expect(returnHandOver(desk.deps, order(other, id), { note: '不' })).rejects.toMatchObject({
        code: 'hand-over-not-found',
      })
    }
    await acceptHandOver(desk.deps, order(colleague, id))
    await expect(acceptHandOver(desk.deps, order(colleague, id))).rejects.toMatchObject({
      code: 'hand-over-not-found',
    })
  })

  test('goes to nobody who cannot take it, and only one at a time', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, colleague, expert } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    const user = await desk.hire('user')
    const gone = await desk.hire('tier2', { tier: 2 })
    await db
      .updateTable('accounts')
      .set({ disabledAt: desk.clock.now() })
      .where('personId', '=', gone.id)
      .execute()
    for (const to of [user, gone, owner])
      await expect(
        handOver(desk.deps, order(owner, id), { toId: to.id, note: '請接手' }),
      ).rejects.toMatchObject({
        code: 'hand-over-to-nobody',
      })
    await handOver(desk.deps, order(owner, id), { toId: colleague.id, note: '請接手' })
    await expect(
      handOver(desk.deps, order(owner, id), { toId: expert.id, note: '請接手' }),
    ).rejects.toMatchObject({
      code: 'hand-over-open',
    })
  })

  test('to another tier takes the case into that tier’s queue', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, expert } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    await handOver(desk.deps, order(owner, id), { toId: expert.id, note: '請接手' })
    expect(await acceptHandOver(desk.deps, order(expert, id))).toMatchObject({
      ownerId: expert.id,
      queueId: TIER_2,
    })
  })

  test('ends by itself when the owner answers after all, and when a supervisor decides', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, colleague, supervisor, expert } = await staffOf(desk)
    const [one, two] = [
      await bringTo(desk, { owner }, 'in-progress'),
      await bringTo(desk, { owner }, 'in-progress'),
    ]
    for (const id of [one, two])
      await handOver(desk.deps, order(owner, id), { toId: colleague.id, note: '請接手' })
    await replyTo(desk.deps, order(owner, one), { text: '已找到原因', outcome: 'answered' })
    await assignCase(desk.deps, order(supervisor, two), { ownerId: expert.id, reason: '他熟' })
    const ends = await db
      .selectFrom('handOvers')
      .select(['caseId', 'outcome', 'decidedBy'])
      .where('caseId', 'in', [one, two])
      .execute()
    expect(new Map(ends.map(({ caseId, ...end }) => [caseId, end]))).toEqual(
      new Map([
        [one, { outcome: 'cancelled', decidedBy: owner.id }],
        [two, { outcome: 'cancelled', decidedBy: supervisor.id }],
      ]),
    )
  })
})

describe('an escalation', () => {
  test('waits in the higher queue while its owner stays, and is accepted by the first who takes it', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner, colleague, expert } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'escalated')
    expect(await desk.stored(id)).toMatchObject({ status: 'escalated', ownerId: owner.id, queueId: 1 })
    expect(await desk.told('case.queued', id)).toHaveLength(1)
    expect(await desk.told('case.owner-freed')).toContainEqual({ agentId: owner.id })
    await expect(claimCase(desk.deps, order(colleague, id))).rejects.toMatchObject({ code: 'not-the-owner' })

    const other = await desk.hire('tier2', { tier: 2 })
    const attempts = await Promise.allSettled([
      acceptHandOver(desk.deps, order(expert, id)),
      claimCase(desk.deps, order(other, id)),
    ])
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const row = await desk.stored(id)
    expect(row).toMatchObject({ status: 'assigned', queueId: TIER_2 })
    expect([expert.id, other.id]).toContain(row.ownerId)
    expect(await desk.told('case.unqueued', id)).toHaveLength(2)
  })

  test('is returned with a note to the owner, who goes on', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, expert } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'escalated')
    const returned = await returnHandOver(desk.deps, order(expert, id), { note: '請先附上操作畫面' })
    expect(returned).toMatchObject({
      status: 'in-progress',
      ownerId: owner.id,
      queueId: 1,
      handOver: null,
      attention: null,
    })
    expect(
      await db.selectFrom('handOvers').select(['outcome', 'reply']).where('caseId', '=', id).execute(),
    ).toEqual([{ outcome: 'returned', reply: '請先附上操作畫面' }])
  })

  test('goes up only', async ({ db }) => {
    const desk = await openDesk(db)
    const { expert } = await staffOf(desk)
    const { id } = await desk.file()
    await claimCase(desk.deps, order(expert, id))
    await escalateCase(desk.deps, order(expert, id), { queueId: TIER_2, note: '移入二線' })
    const other = await desk.hire('tier2', { tier: 2 })
    await acceptHandOver(desk.deps, order(other, id))
    for (const queueId of [1, TIER_2])
      await expect(
        escalateCase(desk.deps, order(other, id), { queueId, note: '下去' }),
      ).rejects.toMatchObject({
        code: 'escalation-not-higher',
      })
    await expect(
      escalateCase(desk.deps, order(other, id), { queueId: 99, note: '上去' }),
    ).rejects.toMatchObject({
      code: 'queue-not-found',
    })
  })

  test('is given by the router to one agent, and an offer accepted too late is gone', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, expert } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'escalated')
    const assign = () =>
      transact(db, (trx) =>
        assignFromQueue(trx, {
          caseId: id,
          agentId: expert.id,
          at: desk.clock.now(),
          reason: '差勤，閒置最久',
        }),
      )
    expect(await assign()).toMatchObject({ ownerId: expert.id, status: 'assigned', queueId: TIER_2 })
    await expect(assign()).rejects.toMatchObject({ code: 'offer-gone' })
    expect((await desk.entries(id)).at(-2)).toMatchObject({
      kind: 'hand-over',
      origin: 'routing',
      body: { from: '林以晴', to: '吳雅雯', note: '差勤，閒置最久', fields: ['accepted'] },
    })
  })
})
