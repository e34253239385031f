import { afterEach, describe, expect, test, vi } from 'vitest'
import { adapterApart, adapterHere } from '../support/adapter-ground.ts'
import { expectWhole, listenTo } from '../support/listener.ts'
import { BARE_LINE, barePlan } from '../support/telephony-plan.ts'

const PATIENCE = { timeout: 20_000, interval: 20 }
/** How many of the steps of a call the adapter is killed at; the drill takes every one. */
const SAMPLES = Number(process.env['CRASH_SAMPLES'] ?? 5)
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function apart() {
  const ground = await adapterApart()
  closing.push(ground.close)
  await ground.isUp()
  await ground.telephony.keepPlan(barePlan({ madeAt: new Date().toISOString() }))
  ground.world.phone('701').register()
  const heard = listenTo(ground.telephony)
  closing.push(heard.stop)
  await heard.until('device.changed')
  return { ...ground, heard }
}
type Ground = Awaited<ReturnType<typeof apart>>

/**
 * One call from beginning to end, by people who do what people do: the server offers it while it waits, the agent
 * answers when it rings, the caller hangs up after they have talked.
 */
async function oneCall({ telephony, world, heard }: Ground) {
  const caller = world.dial({ to: BARE_LINE, from: '0912345678' })
  await vi.waitFor(() => expect(caller.callRef()).not.toBe(''), PATIENCE)
  const callRef = caller.callRef()
  let offers = 0
  await vi.waitFor(async () => {
    const live = (await telephony.snapshot()).calls.find((call) => call.callRef === callRef)
    if (live?.state === 'waiting')
      await telephony.order({
        ...{ commandId: `offer-${callRef}-${offers++}`, do: 'offer', callRef },
        ...{ agentId: 'agent-701', extension: '701', ringMs: 20_000, shows: '王小明' },
      })
    const phone = world.phone('701')
    if (phone.state() === 'ringing') phone.answer()
    if (live?.state === 'talking' && phone.state() === 'talking') caller.hangUp()
    expect(caller.state()).toBe('ended')
  }, PATIENCE)
  await heard.until('call.ended', callRef)
  return callRef
}

async function expectNothingLeft({ telephony, world, heard }: Ground, callRef: string) {
  await vi.waitFor(async () => {
    expect((await telephony.snapshot()).calls).toEqual([])
    expect(world.liveCalls()).toBe(0)
    expect(world.phone('701').state()).toBe('idle')
    expect(heard.events.at(-1)?.seq).toBe((await telephony.snapshot()).seq)
  }, PATIENCE)
  expect(heard.of('call.offered', callRef)).toHaveLength(1)
  expect(heard.of('call.ended', callRef)).toHaveLength(1)
  expectWhole(heard.events)
}

describe('an adapter that is killed', () => {
  test('at a step of a call and started again tells every event once, and the call ends once', {
    timeout: 60_000 + SAMPLES * 30_000,
  }, async () => {
    const whole = await apart()
    const before = whole.steps()
    await expectNothingLeft(whole, await oneCall(whole))
    const steps = whole.steps() - before
    expect(steps).toBeGreaterThan(8)
    for (let sample = 0; sample < SAMPLES; sample++) {
      const ground = await apart()
      const step = 1 + Math.floor((sample * steps) / SAMPLES)
      ground.dieAfter(step)
      const restarted = ground.untilDead().then(ground.restart)
      const callRef = await oneCall(ground)
      await restarted
      await ground.isUp()
      await expectNothingLeft(ground, callRef)
    }
  })

  test('keeps its plan and the orders it has answered, while the server is away', async () => {
    const ground = await apart()
    await ground.heard.stop()
    await ground.kill()
    ground.restart()
    await ground.isUp()
    const caller = ground.world.dial({ to: BARE_LINE, from: null })
    const phone = ground.world.phone('701')
    await vi.waitFor(() => expect(phone.state()).toBe('ringing'), PATIENCE)
    phone.answer()
    await vi.waitFor(() => expect(phone.state()).toBe('talking'), PATIENCE)
    const later = listenTo(ground.telephony, ground.heard.events.at(-1)?.seq ?? 0)
    closing.push(later.stop)
    await later.until('call.routed-here', caller.callRef())
    expectWhole(later.events, ground.heard.events.at(-1)?.seq ?? 0)
  })

  test('frozen for a while, is heard again when it goes on', async () => {
    const ground = await apart()
    ground.freeze()
    expect(
      await ground.telephony.order({ commandId: 'while-frozen', do: 'forget', name: 'nothing' }),
    ).toEqual({ ok: false, code: 'link-down' })
    ground.thaw()
    await expectNothingLeft(ground, await oneCall(ground))
  })
})

describe('two adapters on one exchange', () => {
  test('the one that came first says that it was replaced, and touches nothing any more', async () => {
    const first = await adapterHere()
    closing.push(first.close)
    await first.adapter.keepPlan(barePlan({ madeAt: new Date().toISOString() }))
    first.world.phone('701').register()
    const heard = listenTo(first.adapter)
    closing.push(heard.stop)
    await heard.until('device.changed')
    const caller = first.world.dial({ to: BARE_LINE, from: '0912345678' })
    await vi.waitFor(() => expect(caller.callRef()).not.toBe(''), PATIENCE)
    await heard.until('call.ready', caller.callRef())

    const second = await adapterHere({ exchanges: [first.world.anotherAdapter()] })
    closing.push(second.close)
    await heard.until('adapter.replaced')
    expect(first.adapter.health().exchanges).toEqual([expect.objectContaining({ state: 'replaced' })])
    expect(first.adapter.health().status).toBe('unavailable')
    expect(
      await first.adapter.order({
        ...{ commandId: 'too-late', do: 'offer', callRef: caller.callRef(), agentId: 'agent-701' },
        ...{ extension: '701', ringMs: 20_000, shows: '' },
      }),
    ).toMatchObject({ ok: false })
    expect(first.world.phone('701').state()).toBe('idle')
    expect(caller.state()).not.toBe('ended')
    // The other one has the call now.
    await vi.waitFor(
      async () =>
        expect((await second.adapter.snapshot()).calls.map(({ callRef }) => callRef)).toContain(
          caller.callRef(),
        ),
      PATIENCE,
    )
  })
})
