import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  aStage,
  aTalk,
  aWaitingCaller,
  HELP_LINE,
  offerTo,
  type Stage,
} from '../../support/telephony-stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await aStage({ names: ['pbx-a', 'pbx-b'] })
})
afterEach(() => stage.end())

const MUSIC = { kind: 'music' }
const ends = () =>
  stage.of('call.ended').map(({ callRef, data, certainty }) => ({ callRef, ...data, certainty }))
const EXPECTED_RETRY_MS = 6_000

describe('the link to an exchange', () => {
  test('is told as it comes and goes, and what was found is told before it counts as compared', async () => {
    const changes = stage
      .of('exchange.changed')
      .map(({ exchange, data }) => [exchange, data.state, data.isSimulated])
    expect(changes).toEqual([
      ['pbx-a', 'up', true],
      ['pbx-b', 'up', true],
    ])
    expect(stage.of('resync.done')).toHaveLength(2)
    expect(stage.control.snapshot().devices.filter(({ exchange }) => exchange === 'pbx-a')).toHaveLength(3)
  })

  test('cut in a talk: the talk goes on, the call is neither over nor told anew, and is followed again', async () => {
    const { caller, callRef, phone } = await aTalk(stage)
    stage.forget()
    stage.world.cutLink()
    await stage.pass(2_000)
    expect(stage.live()).toMatchObject([{ callRef, state: 'talking' }])
    expect(await stage.order({ do: 'hold', callRef, agentId: 'agent-701' })).toEqual({
      ok: false,
      code: 'link-down',
    })
    stage.world.mendLink()
    await stage.pass(EXPECTED_RETRY_MS)
    expect(stage.names()).toEqual([])
    expect(stage.of('resync.done')[0]?.data).toEqual({ adopted: 1, closed: 0, missed: 0 })
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
    phone.hangUp()
    await stage.pass(20_000)
    expect(ends()).toHaveLength(1)
  })

  test('cut, and the caller hung up meanwhile: told once as concluded, at the time of the exchange’s record', async () => {
    const { caller, callRef, phone } = await aTalk(stage)
    stage.world.cutLink()
    await stage.pass(1_000)
    const at = stage.clock.now()
    caller.hangUp()
    await stage.pass(5_000)
    stage.world.mendLink()
    await stage.pass(EXPECTED_RETRY_MS)
    expect(ends()).toEqual([{ callRef, outcome: 'answered', by: 'unknown', certainty: 'reconstructed' }])
    expect(Date.parse(stage.of('call.ended')[0]!.occurredAt)).toBe(at)
    expect(phone.state()).toBe('idle')
  })

  test('cut, and the agent hung up meanwhile: the caller, alone, is asked for the score', async () => {
    const { caller, phone } = await aTalk(stage)
    await stage.pass(15_000)
    stage.world.cutLink()
    await stage.pass(500)
    phone.hangUp()
    await stage.pass(500)
    stage.world.mendLink()
    await stage.pass(EXPECTED_RETRY_MS)
    expect(stage.of('leg.cleared')[0]).toMatchObject({
      certainty: 'reconstructed',
      data: { agentId: 'agent-701' },
    })
    expect(stage.of('survey.asked')).toHaveLength(1)
    expect(caller.state()).toBe('answered')
  })

  test('cut while a phone rang, and it was answered meanwhile: they are put through', async () => {
    const caller = await aWaitingCaller(stage)
    await stage.order(offerTo(caller.callRef(), '701'))
    await stage.pass(50)
    stage.world.cutLink()
    await stage.pass(500)
    stage.world.phone('701').answer()
    stage.world.mendLink()
    await stage.pass(EXPECTED_RETRY_MS)
    expect(stage.of('leg.established')[0]?.certainty).toBe('reconstructed')
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
  })

  test('a call that came while it was cut and still waits is told as found', async () => {
    stage.world.cutLink()
    await stage.pass(100)
    const caller = stage.world.dial({ to: HELP_LINE, from: '+886223979298' })
    await stage.pass(100)
    caller.hangUp()
    stage.world.mendLink()
    await stage.pass(EXPECTED_RETRY_MS)
    // It went to the exchange's own queue, or had hung up before: either way it is told, and over.
    expect(stage.live()).toEqual([])
    expect(new Set(stage.names())).toEqual(new Set(['call.offered', 'call.ended']))
  })
})

describe('an exchange that dies', () => {
  test('leaves its calls open until it is back without them; those of the other one go on', async () => {
    const { callRef } = await aTalk(stage)
    const other = stage.worlds[1]!.dial({ to: '5002', from: '+886912345678' })
    await stage.pass(50)
    stage.world.kill()
    await stage.pass(5_000)
    expect(ends()).toEqual([])
    expect(
      stage
        .live()
        .map((call) => call.callRef)
        .sort(),
    ).toEqual([callRef, other.callRef()].sort())
    stage.world.restart()
    await stage.pass(EXPECTED_RETRY_MS)
    expect(ends()).toEqual([{ callRef, outcome: 'lost', by: 'unknown', certainty: 'reconstructed' }])
    expect(stage.of('leg.cleared')[0]).toMatchObject({ certainty: 'reconstructed', data: { cause: 'lost' } })
    expect(other.hears()).toEqual(MUSIC)
  })

  test('and is back takes new calls', async () => {
    stage.world.restart()
    await stage.pass(EXPECTED_RETRY_MS)
    const { caller } = await aTalk(stage)
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
    expect(new Set(stage.told.map(({ epoch }) => epoch))).toEqual(new Set([1, 2]))
  })

  test('frozen and awake again tells what happened meanwhile, once', async () => {
    const { caller } = await aTalk(stage)
    stage.world.freeze()
    await stage.pass(3_000)
    caller.hangUp()
    await stage.pass(17_000)
    stage.world.thaw()
    await stage.pass(2 * EXPECTED_RETRY_MS)
    expect(ends()).toHaveLength(1)
    expect(stage.live()).toEqual([])
  })
})

test('another adapter takes over: this one tells so and touches nothing any more', async () => {
  const { caller, callRef, phone } = await aTalk(stage)
  stage.world.replace()
  await stage.pass(100)
  expect(stage.of('adapter.replaced')).toHaveLength(1)
  expect(stage.live()).toEqual([])
  expect(await stage.order({ do: 'leave', callRef, agentId: 'agent-701' })).toEqual({
    ok: false,
    code: 'gone',
  })
  await stage.pass(120_000)
  expect(ends()).toEqual([])
  expect([caller.state(), phone.state()]).toEqual(['answered', 'talking'])
})

describe('calls that the exchange’s own queue has served', () => {
  test('are told whole, each once, and forgotten there afterwards', async () => {
    stage.world.cutLink()
    await stage.pass(100)
    stage.world.phone('701').when({ answersAfterMs: 2_000, talksMs: 20_000 })
    const caller = stage.world.dial({ to: '5002', from: '+886223979298' })
    await stage.pass(32_000)
    caller.press('1')
    await stage.pass(500)
    caller.press('5')
    await stage.pass(5_000)
    expect(caller.state()).toBe('ended')
    stage.world.mendLink()
    await stage.pass(EXPECTED_RETRY_MS)
    expect(stage.names(caller.callRef())).toEqual([
      'call.offered',
      'leg.established',
      'leg.cleared',
      'survey.asked',
      'survey.answered',
      'call.ended',
      'recording.ready',
    ])
    const whole = stage.told.filter((event) => event.callRef === caller.callRef())
    expect(whole.slice(0, 6).every(({ certainty }) => certainty === 'reconstructed')).toBe(true)
    expect(stage.of('leg.established')[0]?.data).toMatchObject({ agentId: 'agent-701', extension: '701' })
    expect(stage.of('survey.answered')[0]?.data).toEqual({ consent: true, score: 5 })
    expect(stage.of('resync.done').at(-1)?.data.missed).toBe(1)
    await stage.pass(65_000)
    expect(stage.names(caller.callRef())).toHaveLength(7)
  })
})
