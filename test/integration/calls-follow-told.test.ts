import { sql } from 'kysely'
import { describe, expect, vi } from 'vitest'
import { applyBatch, EventsMissing } from '../../server/calls/follow/apply-batch.ts'
import { followOnce } from '../../server/calls/follow/follow-once.ts'
import { answeredBy, apply, linesOf, MOBILE, offered, ready } from '../support/calls-follow.ts'
import { type CallCentre, inCallCentre, MENU_LINE } from '../support/calls-ground.ts'

/** Whether a transaction that is not committed has written a case. */
const isUnderWay = async ({ db }: CallCentre) =>
  (
    await sql`select from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
      where l.relation = 'case_holds'::regclass and l.mode = 'RowExclusiveLock'`.execute(db)
  ).rows.length > 0

describe('a call of ours', () => {
  inCallCentre('belongs to the case that it was made from', async ({ centre }) => {
    const agent = await centre.agent({ name: '林以晴' })
    const { id: caseId } = await centre.file()
    const callRef = centre.nextRef()
    const dialled = { role: 'dialled' as const, agentId: null, extension: null, number: MOBILE }
    const order = { commandId: 'c1', caseId, callbackId: null }
    await apply(
      centre,
      centre.told('call.originated', { to: MOBILE, extension: agent.extension!, order }, { callRef }),
      ...answeredBy(centre, callRef, agent),
      centre.told('leg.established', dialled, { callRef, legRef: `leg-${callRef}-2` }),
    )
    expect(await centre.callOf(callRef)).toMatchObject({
      caseId,
      openedCase: false,
      direction: 'out',
      state: 'talking',
      agentId: agent.id,
    })
    expect(await linesOf(centre, caseId)).toEqual([
      '林以晴撥出 0912-345-678',
      '0912-345-678 接通，由林以晴通話',
    ])
  })

  inCallCentre('that was dialled at the phone opens a case', async ({ centre }) => {
    const agent = await centre.agent()
    const callRef = centre.nextRef()
    await apply(
      centre,
      centre.told('call.originated', { to: MOBILE, extension: agent.extension!, order: null }, { callRef }),
    )
    const call = await centre.callOf(callRef)
    expect((await centre.stored(call.caseId!)).title).toBe('撥出 0912-345-678（115/11/20 09:00）')
  })
})

inCallCentre('whoever is told to end while still asking where to begin, ends', async ({ centre }) => {
  const asked = Promise.withResolvers<string>()
  const telephony = { ...centre.deps.telephony, spoolId: () => asked.promise }
  const following = followOnce({ ...centre.deps, telephony })
  const stopped = following.stop()
  asked.resolve(centre.spoolId)
  await stopped
})

describe('what is told', () => {
  inCallCentre('is kept when the adapter has made it safe, and not before', async ({ centre }) => {
    const { callRef, event } = offered(centre)
    const known = () =>
      centre.db.selectFrom('calls').select('id').where('callRef', '=', callRef).executeTakeFirst()
    const lost = Promise.reject(new Error('the connection ended before the journal was safe'))
    lost.catch(() => {})
    await expect(applyBatch(centre.deps, centre.spoolId, [event], lost)).rejects.toThrow(/safe/)
    expect(await known()).toBeUndefined()
    const safe = Promise.withResolvers<void>()
    const applied = applyBatch(centre.deps, centre.spoolId, [event], safe.promise)
    // It has come as far as it may when its case is written: then it waits, and nobody sees it.
    await vi.waitFor(async () => expect(await isUnderWay(centre)).toBe(true))
    expect(await known()).toBeUndefined()
    safe.resolve()
    await applied
    expect(await known()).toBeDefined()
  })

  inCallCentre('again changes nothing', async ({ centre }) => {
    const { callRef, event } = offered(centre)
    const events = [event, ready(centre, callRef, null)]
    await apply(centre, ...events)
    const once = await centre.callOf(callRef)
    await apply(centre, ...events)
    await apply(
      centre,
      ...events,
      centre.told('device.changed', { extension: '701', exchange: 'pbx-a', registered: true, inUse: false }),
    )
    expect(await centre.callOf(callRef)).toEqual(once)
    expect(await centre.db.selectFrom('cases').select('id').execute()).toHaveLength(1)
  })

  inCallCentre('with a part of it missing is refused, and nothing of it applied', async ({ centre }) => {
    const first = offered(centre)
    await apply(centre, first.event)
    offered(centre)
    const third = offered(centre)
    await expect(apply(centre, third.event)).rejects.toThrow(EventsMissing)
    expect(await centre.findCall(third.callRef)).toBeUndefined()
  })

  inCallCentre(
    'and cannot be applied is set aside after three tries; the rest is applied',
    async ({ centre }) => {
      const before = offered(centre)
      const bad = centre.told(
        'call.offered',
        { from: MOBILE, to: MENU_LINE, channel: 'nonsense' as 'phone', display: null },
        { callRef: centre.nextRef() },
      )
      const after = offered(centre)
      await apply(centre, before.event, bad, after.event)
      expect(await centre.findCall(before.callRef)).toBeDefined()
      expect(await centre.findCall(after.callRef)).toBeDefined()
      const aside = await centre.db
        .selectFrom('telephonyLog')
        .select('eventId')
        .where('failed', 'is not', null)
        .execute()
      expect(aside).toEqual([{ eventId: bad.eventId }])
    },
  )

  inCallCentre('of phones and exchanges is how they are now', async ({ centre }) => {
    await apply(
      centre,
      centre.told('device.changed', { extension: '705', exchange: 'pbx-a', registered: true, inUse: false }),
      centre.told('exchange.changed', {
        exchange: 'pbx-b',
        site: 'taipei',
        state: 'down',
        isSimulated: false,
        since: centre.clock.now().toISOString(),
        phoneUrl: null,
      }),
    )
    expect(
      await centre.db.selectFrom('phones').select('registered').where('extension', '=', '705').execute(),
    ).toEqual([{ registered: true }])
    const b = await centre.db
      .selectFrom('exchanges')
      .select('state')
      .where('name', '=', 'pbx-b')
      .executeTakeFirst()
    expect(b?.state).toBe('down')
  })
})
