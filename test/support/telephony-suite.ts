import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Command, Telephony } from '../../telephony-adapter/port.ts'
import type { SimulatedWorld } from '../../telephony-adapter/simulator/world.ts'
import { expectWhole, type Listener, listenTo } from './listener.ts'
import { BARE_LINE, barePlan } from './telephony-plan.ts'

type Ground = {
  telephony: Telephony
  world: SimulatedWorld
  close(): Promise<void>
}

const PATIENCE = { timeout: 10_000, interval: 10 }

/** What the server relies on, wherever the adapter is. Driven on the simulator, in real time. */
export function telephonySuite(name: string, open: () => Promise<Ground>) {
  describe(`the telephone, ${name}`, () => {
    let ground: Ground
    let heard: Listener
    let commands = 0
    const commandId = () => `command-${++commands}-${Math.random().toString(36).slice(2)}`

    beforeEach(async () => {
      ground = await open()
      await ground.telephony.keepPlan(barePlan({ madeAt: new Date().toISOString() }))
      ground.world.phone('701').register()
      heard = listenTo(ground.telephony)
      await heard.isUp()
    })
    afterEach(async () => {
      await heard.stop()
      await ground.close()
    })

    async function call() {
      const caller = ground.world.dial({ to: BARE_LINE, from: '0912345678' })
      await vi.waitFor(() => expect(caller.callRef()).not.toBe(''), PATIENCE)
      const callRef = caller.callRef()
      await heard.until('call.ready', callRef)
      return { caller, callRef }
    }
    const offerOf = (callRef: string, id = commandId()): Command => ({
      ...{ commandId: id, do: 'offer', callRef, agentId: 'agent-701', extension: '701' },
      ...{ ringMs: 20_000, shows: '王小明' },
    })
    async function talk() {
      const { caller, callRef } = await call()
      expect(await ground.telephony.order(offerOf(callRef))).toMatchObject({ ok: true })
      await vi.waitFor(() => expect(ground.world.phone('701').answer()).toBe(true), PATIENCE)
      await heard.until('leg.established', callRef)
      return { caller, callRef }
    }

    test('a call is told of in order, each event once, from its arrival to its end', async () => {
      const { caller, callRef } = await talk()
      caller.hangUp()
      expect(await heard.until('call.ended', callRef)).toMatchObject({
        data: { outcome: 'answered', by: 'caller' },
      })
      const types = heard.events.filter((event) => event.callRef === callRef).map(({ type }) => type)
      expect(types[0]).toBe('call.offered')
      expect(types.filter((type) => type === 'call.offered' || type === 'call.ended')).toHaveLength(2)
      expect(types.indexOf('leg.alerting')).toBeLessThan(types.indexOf('leg.established'))
      expectWhole(heard.events)
    })

    test('who calls, where they called and at which exchange is told', async () => {
      const { callRef } = await call()
      expect(heard.of('call.offered', callRef)[0]).toMatchObject({
        exchange: ground.world.name,
        certainty: 'observed',
        data: { from: '0912345678', to: BARE_LINE, channel: 'phone' },
      })
    })

    test('the same order twice rings once, and is answered alike', async () => {
      const { callRef } = await call()
      const offer = offerOf(callRef)
      const answers = await Promise.all([ground.telephony.order(offer), ground.telephony.order(offer)])
      expect(answers).toEqual([{ ok: true }, { ok: true }])
      await heard.until('leg.alerting', callRef)
      expect(await ground.telephony.order(offer)).toEqual({ ok: true })
      ground.world.phone('701').answer()
      await heard.until('leg.established', callRef)
      expect(heard.of('leg.alerting', callRef)).toHaveLength(1)
    })

    test('an order about a call that is over finds it gone', async () => {
      const { caller, callRef } = await call()
      caller.hangUp()
      await heard.until('call.ended', callRef)
      expect(await ground.telephony.order(offerOf(callRef))).toEqual({ ok: false, code: 'gone' })
    })

    test('what was not taken is told again, in the same order, and nothing behind it before', async () => {
      let refused = 0
      heard.takes(async () => {
        refused++
        if (refused < 3) throw new Error('the database is away')
      })
      const { caller, callRef } = await call()
      caller.hangUp()
      await heard.until('call.ended', callRef)
      expect(refused).toBeGreaterThanOrEqual(3)
      expectWhole(heard.events)
    })

    test('whoever comes back hears what happened meanwhile, from where they were', async () => {
      const { callRef } = await call()
      await heard.stop()
      const upTo = heard.events.at(-1)?.seq ?? 0
      ground.world.phone('702').register()
      expect((await ground.telephony.snapshot()).calls.map((each) => each.callRef)).toContain(callRef)
      const later = listenTo(ground.telephony, upTo)
      await vi.waitFor(() => expect(later.of('device.changed').length).toBeGreaterThan(0), PATIENCE)
      expectWhole(later.events, upTo)
      await later.stop()
    })

    test('whoever begins again from the first hears everything again, the same', async () => {
      const { caller, callRef } = await call()
      caller.hangUp()
      await heard.until('call.ended', callRef)
      const again = listenTo(ground.telephony)
      await vi.waitFor(() => expect(again.events.length).toBe(heard.events.length), PATIENCE)
      expect(again.events).toEqual(heard.events)
      await again.stop()
    })

    test('the snapshot has the call that lives, its legs, the phones and the exchange', async () => {
      const { callRef } = await talk()
      const snapshot = await ground.telephony.snapshot()
      expect(snapshot.seq).toBeGreaterThanOrEqual(heard.events.at(-1)?.seq ?? 0)
      expect(snapshot.calls).toEqual([
        expect.objectContaining({ callRef, state: 'talking', direction: 'in' }),
      ])
      expect(snapshot.calls[0]?.legs).toContainEqual(
        expect.objectContaining({ role: 'agent', agentId: 'agent-701', extension: '701', state: 'up' }),
      )
      expect(snapshot.devices).toContainEqual(expect.objectContaining({ extension: '701', registered: true }))
      expect(snapshot.exchanges).toEqual([
        expect.objectContaining({ exchange: ground.world.name, state: 'up', isSimulated: true }),
      ])
    })

    test('a recording is fetched by the name that was told, until it is to be forgotten', async () => {
      const { caller, callRef } = await talk()
      await heard.until('recording.started', callRef)
      caller.hangUp()
      const { data } = await heard.until('recording.ready', callRef)
      const wav = await ground.telephony.fetch(data.name)
      expect(wav?.subarray(0, 4).toString()).toBe('RIFF')
      expect(wav?.length).toBe(data.bytes)
      expect(await ground.telephony.order({ commandId: commandId(), do: 'forget', name: data.name })).toEqual(
        {
          ok: true,
        },
      )
      expect(await ground.telephony.fetch(data.name)).toBeUndefined()
      expect(await ground.telephony.fetch('../../etc/passwd')).toBeUndefined()
    })

    test("the exchange's own record of the call can be asked for", async () => {
      const { caller, callRef } = await talk()
      caller.hangUp()
      await heard.until('call.ended', callRef)
      const now = Date.now()
      await vi.waitFor(async () => {
        const records = await ground.telephony.records(new Date(now - 60_000), new Date(now + 60_000))
        expect(records).toContainEqual(
          expect.objectContaining({ callRef, to: BARE_LINE, answeredAt: expect.any(String) }),
        )
      }, PATIENCE)
      expect(await ground.telephony.records(new Date(0), new Date(1000))).toEqual([])
    })

    test('when nobody answers what is told, the adapter finds an agent by its plan', async () => {
      await heard.stop()
      const caller = ground.world.dial({ to: BARE_LINE, from: '0912345678' })
      await vi.waitFor(() => expect(ground.world.phone('701').state()).toBe('ringing'), PATIENCE)
      ground.world.phone('701').answer()
      await vi.waitFor(() => expect(ground.world.phone('701').state()).toBe('talking'), PATIENCE)
      const later = listenTo(ground.telephony)
      expect(await later.until('call.routed-here', caller.callRef())).toMatchObject({
        data: { agentId: 'agent-701', extension: '701' },
      })
      await later.until('leg.established', caller.callRef())
      expectWhole(later.events)
      await later.stop()
    })
  })
}
