import { describe, expect } from 'vitest'
import { assignCase } from '../../server/cases/assign.ts'
import { chaseHandOvers } from '../../server/cases/chase-hand-overs.ts'
import { escalateCase } from '../../server/cases/escalate.ts'
import { acceptHandOver, handOver, returnHandOver } from '../../server/cases/hand-over.ts'
import { listCases } from '../../server/cases/list.ts'
import { openDesk } from '../support/case-desk.ts'
import { bringTo, order, staffOf, TIER_2 } from '../support/case-ways.ts'
import { test } from '../support/database.ts'

describe('passing a case around', () => {
  test('calls a supervisor the second time it is returned, and assigning ends that', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, colleague, expert, supervisor } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    await handOver(desk.deps, order(owner, id), { toId: colleague.id, note: '請接手' })
    expect(await returnHandOver(desk.deps, order(colleague, id), { note: '不熟' })).toMatchObject({
      attention: null,
    })
    await escalateCase(desk.deps, order(owner, id), { queueId: TIER_2, note: '請協助' })
    expect(await returnHandOver(desk.deps, order(expert, id), { note: '不是系統問題' })).toMatchObject({
      attention: 'bounced-twice',
    })
    const attention = await listCases(db, supervisor, { view: 'attention' }, desk.clock.now())
    expect(attention.cases.map((row) => row.id)).toContain(id)
    expect(
      await assignCase(desk.deps, order(supervisor, id), { ownerId: expert.id, reason: '請二線處理' }),
    ).toMatchObject({
      attention: null,
      ownerId: expert.id,
    })
    expect(await desk.stored(id)).toMatchObject({ bouncedCount: 0 })
  })

  test('calls a supervisor when nobody accepts in time, once, and only in working time', async ({ db }) => {
    const desk = await openDesk(db, '2026-11-20T09:00:00Z')
    const { owner, colleague } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    // Friday 17:00, one working hour: until Monday 09:00.
    await handOver(desk.deps, order(owner, id), { toId: colleague.id, note: '請接手' })
    desk.clock.advance({ hours: 48 })
    await chaseHandOvers(desk.deps)
    expect(await desk.stored(id)).toMatchObject({ attention: null })
    desk.clock.advance({ hours: 16, minutes: 1 })
    await Promise.all([chaseHandOvers(desk.deps), chaseHandOvers(desk.deps)])
    const { version } = await desk.stored(id)
    expect(await desk.stored(id)).toMatchObject({ attention: 'hand-over-unaccepted', ownerId: owner.id })
    await chaseHandOvers(desk.deps)
    expect((await desk.stored(id)).version).toBe(version)

    await acceptHandOver(desk.deps, order(colleague, id))
    expect(await desk.stored(id)).toMatchObject({ attention: null, ownerId: colleague.id })
  })
})

describe('a supervisor', () => {
  test('takes a case back into a queue to be routed again, with the reason in the timeline', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner, supervisor } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'waiting')
    await assignCase(desk.deps, order(supervisor, id), {
      ownerId: null,
      queueId: TIER_2,
      reason: '承辦人長假',
    })
    expect(await desk.stored(id)).toMatchObject({
      status: 'received',
      ownerId: null,
      queueId: TIER_2,
      waitingFor: null,
    })
    expect(await desk.told('case.queued', id)).toHaveLength(1)
    expect((await desk.entries(id)).at(-2)).toMatchObject({
      kind: 'routing',
      actorId: supervisor.id,
      body: { from: '林以晴', to: '二線技術', note: '承辦人長假' },
    })
  })

  test('cannot give it to somebody who cannot take it, or put it into a queue that there is not', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner, supervisor } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'assigned')
    const user = await desk.hire('user')
    await expect(
      assignCase(desk.deps, order(supervisor, id), { ownerId: user.id, reason: '試試' }),
    ).rejects.toMatchObject({
      code: 'hand-over-to-nobody',
    })
    await expect(
      assignCase(desk.deps, order(supervisor, id), { ownerId: null, queueId: 77, reason: '試試' }),
    ).rejects.toMatchObject({ code: 'queue-not-found' })
  })
})
