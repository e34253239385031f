import { describe, expect } from 'vitest'
import { claimCase } from '../../server/cases/claim.ts'
import { readCounters } from '../../server/cases/counters.ts'
import { escalateCase } from '../../server/cases/escalate.ts'
import { acceptHandOver, handOver } from '../../server/cases/hand-over.ts'
import { listCases } from '../../server/cases/list.ts'
import { addNote } from '../../server/cases/note.ts'
import { readTimeline, showCase, showCaseByNumber } from '../../server/cases/read.ts'
import { replyTo } from '../../server/cases/reply.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Id } from '../../server/platform/values.ts'
import { openDesk } from '../support/case-desk.ts'
import { type Desk, order, staffOf } from '../support/case-ways.ts'
import { test } from '../support/database.ts'

const VENDORS = 4

/** What an actor sees of these cases, by reading each and by the list of all; both have to agree. */
async function seenBy(desk: Desk, actor: Actor, cases: Record<string, Id<'case'>>) {
  const names = Object.entries(cases)
  const read = await Promise.all(
    names.map(async ([name, id]) => {
      try {
        await showCase(desk.deps, actor, id)
        return [name]
      } catch (error) {
        expect(error).toMatchObject({ kind: 'not-found', code: 'case-not-found' })
        return []
      }
    }),
  )
  return read.flat()
}

async function listedFor(desk: Desk, actor: Actor, cases: Record<string, Id<'case'>>, view: 'all' | 'live') {
  const { cases: rows } = await listCases(desk.db, actor, { view }, desk.clock.now())
  const ids = new Set(rows.map(({ id }) => id))
  return Object.entries(cases).flatMap(([name, id]) => (ids.has(id) ? [name] : []))
}

/** A case of each kind; `withVendor` was escalated to the vendors. */
async function layCases(desk: Desk) {
  const { owner } = await staffOf(desk)
  const file = async (given: Parameters<Desk['file']>[0]) => (await desk.file(given)).id
  const cases = {
    attendance: await file({ leadSystemId: desk.attendance, agencyId: desk.bureau }),
    payroll: await file({ leadSystemId: desk.payroll, agencyId: desk.ministry }),
    both: await file({ leadSystemId: desk.payroll, systemIds: [desk.attendance], agencyId: desk.elsewhere }),
    withVendor: await file({ leadSystemId: desk.attendance, agencyId: desk.elsewhere }),
  }
  await claimCase(desk.deps, order(owner, cases.withVendor))
  await escalateCase(desk.deps, order(owner, cases.withVendor), { queueId: VENDORS, note: '請廠商查明' })
  return { cases, owner }
}

describe('who sees which case', () => {
  test('agents, supervisors and auditors see all; people without the desk none', async ({ db }) => {
    const desk = await openDesk(db)
    const { cases } = await layCases(desk)
    for (const role of ['tier1-agent', 'tier2', 'supervisor', 'quality-officer', 'auditor'] as const)
      expect(await seenBy(desk, await desk.hire(role), cases)).toEqual(Object.keys(cases))
    for (const role of ['user', 'seed-teacher', 'administrator'] as const)
      expect(await seenBy(desk, await desk.hire(role), cases)).toEqual([])
  })

  test('the owner of a system at tier 3 sees the cases that touch it', async ({ db }) => {
    const desk = await openDesk(db)
    const { cases } = await layCases(desk)
    const expert = await desk.hire('tier3-owner', { tier: 3 })
    expect(await seenBy(desk, expert, cases)).toEqual([])
    await db.updateTable('systems').set({ ownerId: expert.id }).where('id', '=', desk.attendance).execute()
    expect(await seenBy(desk, expert, cases)).toEqual(['attendance', 'both', 'withVendor'])
    for (const view of ['all', 'live'] as const)
      expect(await listedFor(desk, expert, cases, view)).toEqual(['attendance', 'both', 'withVendor'])
  })

  test('an authority sees the cases of its agencies and of those under them', async ({ db }) => {
    const desk = await openDesk(db)
    const { cases } = await layCases(desk)
    const ministry = await desk.hire('authority-administrator', { agencyId: desk.ministry })
    const bureau = await desk.hire('authority-administrator', { agencyId: desk.bureau })
    for (const see of [seenBy, (...given: [Desk, Actor, typeof cases]) => listedFor(...given, 'all')]) {
      expect(await see(desk, ministry, cases)).toEqual(['attendance', 'payroll'])
      expect(await see(desk, bureau, cases)).toEqual(['attendance'])
    }
    expect(await seenBy(desk, await desk.hire('authority-administrator'), cases)).toEqual([])
  })

  test('a vendor sees only what was escalated to the vendors, of its own systems, and keeps seeing what it took', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { cases } = await layCases(desk)
    const vendor = await desk.hire('vendor', { tier: 4, vendorId: desk.vendorId })
    const { id: stranger } = await db
      .insertInto('vendors')
      .values({ name: `別家${vendor.id}`, email: null })
      .returning('id')
      .executeTakeFirstOrThrow()
    const other = await desk.hire('vendor', { tier: 4, vendorId: stranger })
    expect(await seenBy(desk, vendor, cases)).toEqual(['withVendor'])
    expect(await listedFor(desk, vendor, cases, 'all')).toEqual(['withVendor'])
    expect(await seenBy(desk, other, cases)).toEqual([])
    await acceptHandOver(desk.deps, order(vendor, cases.withVendor))
    await replyTo(desk.deps, order(vendor, cases.withVendor), { text: '已修正', outcome: 'answered' })
    expect(await seenBy(desk, vendor, cases)).toEqual(['withVendor'])
  })

  test('whoever is offered a case sees it, and no longer when it is taken back', async ({ db }) => {
    const desk = await openDesk(db)
    const { cases, owner } = await layCases(desk)
    const expert = await desk.hire('tier3-owner', { tier: 3 })
    await claimCase(desk.deps, order(owner, cases.payroll))
    await handOver(desk.deps, order(owner, cases.payroll), { toId: expert.id, note: '請看' })
    expect(await seenBy(desk, expert, cases)).toEqual(['payroll'])
    await replyTo(desk.deps, order(owner, cases.payroll), { text: '解決了', outcome: 'answered' })
    expect(await seenBy(desk, expert, cases)).toEqual([])
  })
})

describe('a case that is not theirs', () => {
  test('is not found whatever is tried: by number, timeline, note, acceptance', async ({ db }) => {
    const desk = await openDesk(db)
    const { cases } = await layCases(desk)
    const vendor = await desk.hire('vendor', { tier: 4 })
    const { number } = await desk.stored(cases.payroll)
    const attempts = [
      () => showCaseByNumber(desk.deps, vendor, number),
      () => readTimeline(db, vendor, cases.payroll),
      () => addNote(desk.deps, order(vendor, cases.payroll), { text: '在嗎' }),
      () => claimCase(desk.deps, order(vendor, cases.payroll)),
      () => acceptHandOver(desk.deps, order(vendor, cases.payroll)),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'case-not-found' })
  })

  test('is not counted for them either', async ({ db }) => {
    const desk = await openDesk(db)
    await layCases(desk)
    const vendor = await desk.hire('vendor', { tier: 4, vendorId: desk.vendorId })
    const { queues, mine } = await readCounters(db, vendor, desk.clock.now())
    expect(queues).toMatchObject([{ queueId: 1, status: 'escalated', n: 1 }])
    expect(mine).toEqual({ live: 0, overdue: 0, handedToMe: 0 })
  })
})

describe('a vendor', () => {
  test('is shown neither mail, telephone nor network address of the requester; staff of the centre are', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { cases, owner } = await layCases(desk)
    const vendor = await desk.hire('vendor', { tier: 4, vendorId: desk.vendorId })
    const theirs = JSON.stringify([
      await showCase(desk.deps, vendor, cases.withVendor),
      await readTimeline(db, vendor, cases.withVendor),
      await listCases(db, vendor, { view: 'all' }, desk.clock.now()),
    ])
    for (const secret of ['wang@example.gov.tw', '+886492394000', '192.0.2.7'])
      expect(theirs).not.toContain(secret)
    // People of the company that runs a site are agents like others.
    const agent = await desk.hire('tier1-agent', { tier: 1, vendorId: desk.vendorId })
    for (const actor of [owner, agent])
      expect(await showCase(desk.deps, actor, cases.withVendor)).toMatchObject({
        requesterEmail: 'wang@example.gov.tw',
        requesterPhone: '+886492394000',
      })
  })
})
