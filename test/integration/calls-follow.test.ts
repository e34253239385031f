import { describe, expect } from 'vitest'
import {
  answeredBy,
  apply,
  E164,
  ended,
  isHeld,
  linesOf,
  MOBILE,
  offered,
  ready,
} from '../support/calls-follow.ts'
import { DIRECT_LINE, FAX_LINE, inCallCentre, MENU_LINE } from '../support/calls-ground.ts'

describe('a call that comes in', () => {
  inCallCentre('is a case before anybody answers, held back from other work', async ({ centre }) => {
    const { callRef, event } = offered(centre)
    await apply(centre, event)
    const call = await centre.callOf(callRef)
    const row = await centre.stored(call.caseId!)
    expect(call).toMatchObject({ state: 'menu', fromNumber: E164, line: MENU_LINE, openedCase: true })
    expect(row).toMatchObject({
      channel: 'phone',
      status: 'received',
      title: '來電 0912-345-678（115/11/20 09:00）',
      leadSystemId: centre.payroll,
      requesterPhone: '0912-345-678',
      requesterId: null,
    })
    expect(await isHeld(centre, row.id)).toBe(true)
    expect(await centre.emitted('case.opened', row.id)).toHaveLength(1)
  })

  inCallCentre('is of the one person who has its number, and of their agency', async ({ centre }) => {
    const person = await centre.caller({ name: '陳美玲', phones: [{ e164: E164 }] })
    const { callRef, event } = offered(centre)
    await apply(centre, event)
    const call = await centre.callOf(callRef)
    expect(call).toMatchObject({ callerId: person, maybeIds: [], agencyId: centre.bureau })
    expect(await centre.stored(call.caseId!)).toMatchObject({
      requesterId: person,
      requesterName: '陳美玲',
      agencyId: centre.bureau,
    })
  })

  inCallCentre(
    'may be of several who share a number: of nobody for sure, of the agency of all',
    async ({ centre }) => {
      const two = [
        await centre.caller({ name: '王一', phones: [{ e164: E164 }] }),
        await centre.caller({ name: '王二', phones: [{ e164: E164 }] }),
      ]
      const { callRef, event } = offered(centre)
      await apply(centre, event)
      const call = await centre.callOf(callRef)
      expect(call).toMatchObject({ callerId: null, agencyId: centre.bureau })
      expect(new Set(call.maybeIds)).toEqual(new Set(two))
      expect((await centre.stored(call.caseId!)).requesterId).toBeNull()
    },
  )

  inCallCentre(
    'from a switchboard may be of anybody behind it; with the extension it is of one',
    async ({ centre }) => {
      const e164 = '+886223979298'
      const one = await centre.caller({ name: '王一', phones: [{ e164, extension: '123' }] })
      await centre.caller({ name: '王二', phones: [{ e164, extension: '456' }] })
      const bare = offered(centre, { from: '02-2397-9298' })
      const direct = offered(centre, { from: '02-2397-9298 #123' })
      await apply(centre, bare.event, direct.event)
      expect(await centre.callOf(bare.callRef)).toMatchObject({ callerId: null, maybeIds: { length: 2 } })
      expect(await centre.callOf(direct.callRef)).toMatchObject({ callerId: one, maybeIds: [] })
    },
  )

  inCallCentre('with a withheld number is a case of nobody known', async ({ centre }) => {
    const { callRef, event } = offered(centre, { from: null })
    await apply(centre, event)
    const call = await centre.callOf(callRef)
    expect(call.fromNumber).toBeNull()
    expect((await centre.stored(call.caseId!)).title).toBe('來電 未顯示號碼（115/11/20 09:00）')
  })

  inCallCentre('is about what the caller has chosen, and waits or rings at somebody', async ({ centre }) => {
    const agent = await centre.agent()
    const { callRef, event } = offered(centre)
    await apply(centre, event, ready(centre, callRef, centre.attendance))
    const call = await centre.callOf(callRef)
    expect((await centre.stored(call.caseId!)).leadSystemId).toBe(centre.attendance)
    expect(call).toMatchObject({ systemId: centre.attendance, state: 'ringing' })
    const offers = await centre.db.selectFrom('callOffers').select(['agentId', 'callId']).execute()
    expect(offers).toEqual([{ agentId: agent.id, callId: call.id }])
  })

  inCallCentre(
    'belongs to whoever answers, who works on its case; afterwards all of it is told',
    async ({ centre }) => {
      const agent = await centre.agent({ name: '林以晴' })
      const { callRef, event } = offered(centre, { to: DIRECT_LINE })
      await apply(
        centre,
        event,
        ready(centre, callRef, null, DIRECT_LINE),
        ...answeredBy(centre, callRef, agent),
      )
      const call = await centre.callOf(callRef)
      expect(call).toMatchObject({ state: 'talking', agentId: agent.id })
      expect(await centre.stored(call.caseId!)).toMatchObject({ status: 'in-progress', ownerId: agent.id })

      centre.clock.advance({ seconds: 200 })
      const where = { callRef, legRef: `leg-${callRef}-1` }
      await apply(
        centre,
        centre.told('leg.cleared', { ...centre.legOf(agent), cause: 'normal', by: 'caller' }, where),
        ended(centre, callRef, 'answered'),
      )
      expect(await centre.callOf(callRef)).toMatchObject({
        state: 'ended',
        outcome: 'answered',
        talkMs: 200_000,
      })
      expect(await linesOf(centre, call.caseId!)).toEqual(['林以晴接聽', '來電者掛斷，通話 3 分 20 秒'])
      expect(await isHeld(centre, call.caseId!)).toBe(false)
      expect(await centre.emitted('call.ended', call.caseId!)).toHaveLength(1)
    },
  )

  inCallCentre('that nobody took in time stays as work, and says that it was missed', async ({ centre }) => {
    const { callRef, event } = offered(centre, { to: DIRECT_LINE })
    await apply(centre, event, ready(centre, callRef, null, DIRECT_LINE))
    centre.clock.advance({ seconds: 30 })
    await apply(centre, ended(centre, callRef, 'abandoned'))
    const call = await centre.callOf(callRef)
    expect(await centre.stored(call.caseId!)).toMatchObject({
      status: 'received',
      title: '未接來電 0912-345-678（115/11/20 09:00），請回電',
    })
    expect(await isHeld(centre, call.caseId!)).toBe(false)
    expect(await centre.emitted('case.queued', call.caseId!)).toHaveLength(1)
  })

  inCallCentre('that was given up at once is withdrawn by itself', async ({ centre }) => {
    const { callRef, event } = offered(centre, { to: DIRECT_LINE })
    await apply(centre, event, ready(centre, callRef, null, DIRECT_LINE))
    centre.clock.advance({ seconds: 3 })
    await apply(centre, ended(centre, callRef, 'abandoned'))
    const call = await centre.callOf(callRef)
    expect((await centre.stored(call.caseId!)).status).toBe('withdrawn')
    expect(call.outcome).toBe('abandoned')
  })

  inCallCentre('cut off by its exchange is owed a call before all others', async ({ centre }) => {
    const agent = await centre.agent()
    const { callRef, event } = offered(centre, { to: DIRECT_LINE })
    await apply(
      centre,
      event,
      ready(centre, callRef, null, DIRECT_LINE),
      ...answeredBy(centre, callRef, agent),
      ended(centre, callRef, 'lost'),
    )
    const call = await centre.callOf(callRef)
    expect(call).toMatchObject({ state: 'ended', outcome: 'lost' })
    expect(await centre.db.selectFrom('callbacks').select(['callId', 'kind']).execute()).toEqual([
      { callId: call.id, kind: 'lost' },
    ])
    const legs = await centre.db.selectFrom('callLegs').select('endedAt').execute()
    expect(legs.every(({ endedAt }) => endedAt !== null)).toBe(true)
    const kept = await centre.db.selectFrom('agentEngagements').select('kind').execute()
    expect(kept.map(({ kind }) => kind)).not.toContain('on-call')
  })

  inCallCentre('not answered goes to the front and to somebody else', async ({ centre }) => {
    const [first, second] = [
      await centre.agent({ idleSeconds: 100 }),
      await centre.agent({ idleSeconds: 50 }),
    ]
    const { callRef, event } = offered(centre, { to: DIRECT_LINE })
    await apply(centre, event, ready(centre, callRef, null, DIRECT_LINE))
    const where = { callRef, legRef: `leg-${callRef}-1` }
    await apply(
      centre,
      centre.told('leg.alerting', centre.legOf(first), where),
      centre.told('leg.failed', { ...centre.legOf(first), cause: 'no-answer' }, where),
    )
    const call = await centre.callOf(callRef)
    expect(call.isFront).toBe(true)
    const open = await centre.db
      .selectFrom('callOffers')
      .select('agentId')
      .where('outcome', 'is', null)
      .execute()
    expect(open).toEqual([{ agentId: second.id }])
  })

  inCallCentre('moves with its case to the colleague who was asked and takes over', async ({ centre }) => {
    const [first, second] = [await centre.agent({ name: '甲' }), await centre.agent({ name: '乙', tier: 2 })]
    const { callRef, event } = offered(centre, { to: DIRECT_LINE })
    const consulted = { ...centre.legOf(second), role: 'consulted' as const }
    const second2 = { callRef, legRef: `leg-${callRef}-2` }
    await apply(
      centre,
      event,
      ready(centre, callRef, null, DIRECT_LINE),
      ...answeredBy(centre, callRef, first),
      centre.told('leg.alerting', consulted, second2),
      centre.told('leg.established', consulted, second2),
      centre.told(
        'call.transferred',
        { kind: 'consult', fromAgentId: first.id, toAgentId: second.id, to: second.extension! },
        { callRef },
      ),
      centre.told(
        'leg.cleared',
        { ...centre.legOf(first), cause: 'normal', by: 'agent' },
        { callRef, legRef: `leg-${callRef}-1` },
      ),
    )
    const call = await centre.callOf(callRef)
    expect(call).toMatchObject({ agentId: second.id, state: 'talking' })
    expect(await centre.stored(call.caseId!)).toMatchObject({ ownerId: second.id, queueId: 2 })
    expect(await linesOf(centre, call.caseId!)).toEqual(['甲接聽', '甲諮詢後轉接給乙'])
  })

  inCallCentre('from a machine is a fax, whatever line it came on', async ({ centre }) => {
    const { callRef, event } = offered(centre, { to: FAX_LINE })
    const name = `fax-${callRef}`
    await apply(
      centre,
      event,
      centre.told('call.diverted', { reason: 'fax', to: null }, { callRef }),
      ended(centre, callRef, 'fax'),
      centre.told(
        'fax.received',
        {
          name,
          from: MOBILE,
          to: FAX_LINE,
          station: null,
          pages: 2,
          isComplete: true,
          error: null,
          sha256: 'ab',
          bytes: 9,
        },
        { callRef },
      ),
    )
    const call = await centre.callOf(callRef)
    expect((await centre.stored(call.caseId!)).channel).toBe('fax')
    expect(await centre.db.selectFrom('faxes').select(['name', 'caseId', 'pages']).execute()).toEqual([
      { name, caseId: call.caseId, pages: 2 },
    ])
  })
})
