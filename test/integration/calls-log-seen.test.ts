import { describe, expect } from 'vitest'
import { listCalls } from '../../server/calls/log/read-calls.ts'
import { readCallRow } from '../../server/calls/log/show-call.ts'
import type { NewCase } from '../../server/cases/open.ts'
import type { StoredCase } from '../../server/cases/tables.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { type CallCentre, inCallCentre as test } from '../support/calls-ground.ts'
import { call } from '../support/live-calls.ts'

/** A call with a case of its own, or without any. */
async function callOf(
  centre: CallCentre,
  given?: Partial<NewCase>,
  later: Partial<Pick<StoredCase, 'queueId' | 'ownerId'>> = {},
): Promise<Id<'call'>> {
  const { id } = await call(centre, { state: 'survey' })
  if (!given) return id
  const { id: caseId } = await centre.file({ agencyId: centre.elsewhere, ...given })
  if (Object.keys(later).length > 0)
    await centre.db.updateTable('cases').set(later).where('id', '=', caseId).execute()
  await centre.db.updateTable('calls').set({ caseId }).where('id', '=', id).execute()
  return id
}

/** What the log of this actor lists; each of all calls is shown to them if it is in it, and only then. */
async function listed({ db }: CallCentre, actor: Actor, all: readonly Id<'call'>[]) {
  const { calls, next } = await listCalls(db, actor, {})
  expect(next).toBeNull()
  const ids = calls.map(({ id }) => id)
  for (const id of all) {
    const shown = await readCallRow(db, actor, id).catch(() => null)
    expect([id, shown !== null]).toEqual([id, ids.includes(id)])
  }
  return ids.sort()
}

describe('the log of somebody who does not see every case', { timeout: 60_000 }, () => {
  test('has the calls of the cases that they see, and those they had a part in', async ({ centre }) => {
    const { db, attendance: attendanceId, payroll, bureau, ministry, vendorId } = centre
    const owner = await centre.hire('tier3-owner')
    const vendor = await centre.hire('vendor', { vendorId })
    const authority = await centre.hire('authority-administrator', { agencyId: ministry })
    const administrator = await centre.hire('administrator', { tier: 1, site: 'nantou' })
    const stranger = await centre.hire('administrator')
    await db.updateTable('systems').set({ ownerId: owner.id }).where('id', '=', payroll).execute()

    const attendance = { leadSystemId: attendanceId }
    const ofBureau = await callOf(centre, { ...attendance, agencyId: bureau })
    const ofPayroll = await callOf(centre, { leadSystemId: payroll, systemIds: [payroll] })
    const withVendors = await callOf(centre, attendance, { queueId: 4 })
    const owned = await callOf(centre, attendance, { ownerId: administrator.id })
    const offered = await callOf(centre)
    const asked = await callOf(centre)
    const at = centre.deps.now()
    await db
      .insertInto('callOffers')
      .values({
        ...{ id: newId<'call-offer'>(), callId: offered, agentId: administrator.id, site: 'nantou' },
        ...{ madeAt: at, expiresAt: at, outcome: 'declined', decidedAt: at, reason: '{}' },
      })
      .execute()
    await db
      .insertInto('callLegs')
      .values({
        ...{ legRef: 'leg-1', callId: asked, role: 'consulted', agentId: owner.id, extension: null },
        ...{ number: null, alertingAt: at, establishedAt: at, heldSince: null, endedAt: at },
        ...{ cause: 'normal', endedBy: null },
      })
      .execute()

    const all = [ofBureau, ofPayroll, withVendors, owned, offered, asked]
    expect(await listed(centre, owner, all)).toEqual([ofPayroll, asked].sort())
    expect(await listed(centre, vendor, all)).toEqual([withVendors])
    expect(await listed(centre, authority, all)).toEqual([ofBureau])
    expect(await listed(centre, administrator, all)).toEqual([owned, offered].sort())
    expect(await listed(centre, stranger, all)).toEqual([])
  })

  test('is found by number, in and out, but only theirs', async ({ centre }) => {
    const owner = await centre.hire('tier3-owner')
    const whole = { ...owner, permissions: [...owner.permissions, 'call:read-numbers' as const] }
    const [seen, out] = [await callOf(centre), await callOf(centre)]
    await callOf(centre)
    await centre.db.updateTable('calls').set({ agentId: owner.id }).where('id', 'in', [seen, out]).execute()
    await centre.db
      .updateTable('calls')
      .set({ direction: 'out', fromNumber: '2001', toNumber: '+886912345678' })
      .where('id', '=', out)
      .execute()
    const { calls } = await listCalls(centre.db, whole, { number: '0912-345-678' })
    expect(calls.map(({ id }) => id).sort()).toEqual([seen, out].sort())
    expect((await listCalls(centre.db, whole, { number: '0911-111-111' })).calls).toEqual([])
  })
})
