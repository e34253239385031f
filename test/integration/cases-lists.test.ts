import { describe, expect, vi } from 'vitest'
import type { View } from '../../server/cases/api.ts'
import { claimCase } from '../../server/cases/claim.ts'
import { countAgain, readCounters, refreshCounters, startCounters } from '../../server/cases/counters.ts'
import { listCases } from '../../server/cases/list.ts'
import { startCase } from '../../server/cases/start.ts'
import type { ListQuery } from '../../server/cases/views.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { onCommit } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'
import { openDesk } from '../support/case-desk.ts'
import { bringTo, type Desk, order, staffOf, TIER_2 } from '../support/case-ways.ts'
import { testAlone as test } from '../support/database.ts'

const ids = async (desk: Desk, actor: Actor, query: ListQuery) =>
  (await listCases(desk.db, actor, query, desk.clock.now())).cases.map(({ id }) => id)

/** Every page of a view, one after the other. */
async function pages(
  desk: Desk,
  actor: Actor,
  query: ListQuery,
  between: () => Promise<unknown> = async () => {},
) {
  const seen: Id<'case'>[][] = []
  for (let after: string | undefined; ; ) {
    const page = await listCases(desk.db, actor, { ...query, ...(after && { after }) }, desk.clock.now())
    seen.push(page.cases.map(({ id }) => id))
    if (!page.next) return seen
    after = page.next
    await between()
  }
}

describe('a view', () => {
  test('holds what its name says', async ({ db }) => {
    const desk = await openDesk(db)
    const staff = await staffOf(desk)
    const cases: Partial<Record<string, Id<'case'>>> = {}
    for (const situation of [
      'received',
      'in-progress',
      'waiting',
      'escalated',
      'answered',
      'closed',
      'withdrawn',
    ] as const) {
      desk.clock.advance({ seconds: 1 })
      cases[situation] = await bringTo(desk, staff, situation)
    }
    desk.clock.advance({ hours: 24 * 10 })
    const names = async (actor: Actor, query: ListQuery) =>
      (await ids(desk, actor, query)).map((id) => Object.keys(cases).find((name) => cases[name] === id))
    const { owner, supervisor, expert } = staff

    expect(await names(owner, { view: 'mine' })).toEqual(['in-progress', 'waiting', 'escalated', 'answered'])
    expect(await names(expert, { view: 'mine' })).toEqual([])
    expect(await names(supervisor, { view: 'waiting', queueId: 1 })).toEqual(['received'])
    expect(await names(supervisor, { view: 'waiting', queueId: TIER_2 })).toEqual(['escalated'])
    expect(await names(supervisor, { view: 'waiting' })).toEqual(['received', 'escalated'])
    expect(await names(supervisor, { view: 'live' })).toEqual([
      'received',
      'in-progress',
      'waiting',
      'escalated',
      'answered',
    ])
    // Whoever waits for the requester, or has answered, is not late.
    expect(await names(supervisor, { view: 'overdue' })).toEqual(['received', 'in-progress', 'escalated'])
    expect(await names(supervisor, { view: 'closed' })).toEqual(['withdrawn', 'closed'])
    expect(await names(supervisor, { view: 'all' })).toEqual(Object.keys(cases).reverse())
    expect(await names(supervisor, { view: 'attention' })).toEqual([])
  })

  test('is narrowed by queue, system, agency and requester, and a case of two systems is under each', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { supervisor } = await staffOf(desk)
    const person = await desk.hire('user')
    const file = async (given: Parameters<Desk['file']>[0]) => {
      desk.clock.advance({ seconds: 1 })
      return (await desk.file(given)).id
    }
    const one = await file({ leadSystemId: desk.attendance, requesterId: person.id })
    const two = await file({
      leadSystemId: desk.payroll,
      systemIds: [desk.attendance],
      agencyId: desk.elsewhere,
    })
    const three = await file({ leadSystemId: desk.payroll })
    for (const view of ['all', 'live', 'waiting'] satisfies View[]) {
      const seen = async (query: Omit<ListQuery, 'view'>) =>
        (await ids(desk, supervisor, { view, ...query })).sort()
      expect(await seen({ systemId: desk.attendance })).toEqual([one, two].sort())
      expect(await seen({ systemId: desk.payroll })).toEqual([two, three].sort())
      expect(await seen({ agencyId: desk.elsewhere })).toEqual([two])
      expect(await seen({ agencyId: desk.bureau, systemId: desk.payroll })).toEqual([three])
      expect(await seen({ requesterId: person.id })).toEqual([one])
      expect(await seen({ queueId: TIER_2 })).toEqual([])
    }
  })

  test.for(['mine', 'waiting', 'live', 'all'] satisfies View[])(
    'of more than a page (%s) comes in pages that hold each case once, also while cases come and go',
    async (view, { db }) => {
      const desk = await openDesk(db)
      const { owner } = await staffOf(desk)
      const cases: Id<'case'>[] = []
      for (let n = 0; n < 60; n++) {
        if (n % 3 === 0) desk.clock.advance({ minutes: 7 })
        const { id } = await desk.file({ priority: 1 + (n % 4) })
        if (view === 'mine') await claimCase(desk.deps, order(owner, id))
        cases.push(id)
      }
      const seen = await pages(desk, owner, { view })
      expect(seen.map((page) => page.length)).toEqual([25, 25, 10])
      expect(seen.flat().sort()).toEqual(cases.sort())

      const whole = seen.flat()
      const again = await pages(desk, owner, { view }, () => desk.file({ priority: 4 }))
      expect(again.flat().filter((id) => whole.includes(id))).toEqual(whole)
    },
  )

  test('of a queue goes by priority, then by age', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const filed: { id: Id<'case'>; priority: number }[] = []
    for (const priority of [3, 1, 2, 1, 3]) {
      desk.clock.advance({ minutes: 1 })
      filed.push({ id: (await desk.file({ priority })).id, priority })
    }
    const [a, b, c, d, e] = filed.map(({ id }) => id)
    expect(await ids(desk, owner, { view: 'waiting', queueId: 1 })).toEqual([b, d, c, a, e])
    expect(await ids(desk, owner, { view: 'waiting' })).toEqual([b, d, c, a, e])
  })

  test('continues with no cursor but its own', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    await expect(ids(desk, owner, { view: 'mine', after: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'input-invalid',
    })
  })
})

describe('counters', () => {
  test('equal a fresh count after any change, and only what changed is told', async ({ db }) => {
    const desk = await openDesk(db)
    const staff = await staffOf(desk)
    const first = await refreshCounters(desk.deps)
    expect(first).toHaveLength(4 * 7)
    const id = await bringTo(desk, staff, 'assigned')
    await bringTo(desk, staff, 'escalated')
    await bringTo(desk, staff, 'closed')
    const changed = await refreshCounters(desk.deps)
    expect(changed).toHaveLength(2)
    expect(changed).toEqual(
      expect.arrayContaining([
        { queueId: 1, status: 'assigned', n: 1 },
        { queueId: 1, status: 'escalated', n: 1 },
      ]),
    )
    expect(await refreshCounters(desk.deps)).toEqual([])
    await startCase(desk.deps, order(staff.owner, id))
    await refreshCounters(desk.deps)
    desk.clock.advance({ hours: 24 * 7 })
    const { queues, mine, asOf } = await readCounters(db, staff.owner, desk.clock.now())
    expect(queues.filter(({ n }) => n > 0)).toMatchObject([
      { queueId: 1, status: 'escalated', n: 1 },
      { queueId: 1, status: 'in-progress', n: 1 },
    ])
    expect(mine).toEqual({ live: 2, overdue: 2, handedToMe: 0 })
    expect(asOf).toBeInstanceOf(Date)
  })

  test('are counted by one at a time; whoever finds another counting leaves it to them', async ({ db }) => {
    const desk = await openDesk(db)
    const counts = await Promise.all(Array.from({ length: 8 }, () => refreshCounters(desk.deps)))
    const rows = counts.flatMap((count) => count ?? [])
    expect(rows).toHaveLength(4 * 7)
  })

  test('reach the desks soon after a change, and from the clock should that be missed', async ({ db }) => {
    const desk = await openDesk(db)
    const heard: { room: string; queues: { n: number }[] }[] = []
    const live = {
      tell: (room: string, event: string, data: { queues: { n: number }[] }) =>
        void (event === 'counters.changed' && heard.push({ room, queues: data.queues })),
    } as never
    await refreshCounters(desk.deps)
    const counters = startCounters({ ...desk.deps, live, log: console as never })
    onCommit(db, (events) => events.forEach(counters.note))
    await Promise.all([desk.file(), desk.file(), desk.file()])
    await vi.waitFor(() =>
      expect(heard.at(-1)).toEqual({ room: 'staff', queues: [{ queueId: 1, status: 'received', n: 3 }] }),
    )
    await counters.stop()
    await desk.file()
    await countAgain({ ...desk.deps, live })
    expect(heard.at(-1)?.queues).toEqual([{ queueId: 1, status: 'received', n: 4 }])
  })
})
