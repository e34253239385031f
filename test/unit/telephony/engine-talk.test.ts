import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  answeredBy,
  aPlan,
  aStage,
  aTalk,
  aWaitingCaller,
  offerTo,
  type Stage,
} from '../../support/telephony-stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await aStage({
    plan: aPlan({ survey: { isOn: false, leastTalkMs: 10_000, answerWithinMs: 8_000 } }),
  })
})
afterEach(() => stage.end())

const MUSIC = { kind: 'music' }
const talksWith = (...voices: string[]) => ({ kind: 'talk', voices })
const CALLER = '+886223979298'
const by = (extension: string) => ({ agentId: `agent-${extension}` })

describe('an offer', () => {
  test('rings the phone, and once it is answered they hear each other and are recorded', async () => {
    const { caller, phone } = await aTalk(stage)
    expect(stage.names()).toEqual([
      'call.offered',
      'call.ready',
      'leg.alerting',
      'leg.established',
      'recording.started',
    ])
    expect(caller.hears()).toEqual(talksWith('701'))
    expect(phone.hears()).toEqual(talksWith(CALLER))
    expect(stage.live()).toMatchObject([{ state: 'talking' }])
  })

  test('that nobody answers leaves the caller with music, ready for the next', async () => {
    const caller = await aWaitingCaller(stage)
    await stage.order(offerTo(caller.callRef(), '701'))
    await stage.pass(20_100)
    expect(stage.of('leg.failed')).toMatchObject([{ data: { agentId: 'agent-701', cause: 'no-answer' } }])
    expect(caller.hears()).toEqual(MUSIC)
    await answeredBy(stage, caller.callRef(), '702')
    expect(caller.hears()).toEqual(talksWith('702'))
    expect(stage.of('call.ready')).toHaveLength(1)
  })

  test('that is declined, or to a phone that is busy, says so', async () => {
    const callRef = (await aWaitingCaller(stage)).callRef()
    stage.world.phone('701').when('declines')
    stage.world.phone('702').when('busy')
    await stage.order(offerTo(callRef, '701'))
    await stage.pass(600)
    await stage.order(offerTo(callRef, '702'))
    await stage.pass(100)
    expect(stage.of('leg.failed').map(({ data }) => data.cause)).toEqual(['declined', 'busy'])
  })

  test('can be withdrawn while it rings; a second one meanwhile is refused', async () => {
    const callRef = (await aWaitingCaller(stage)).callRef()
    await stage.order(offerTo(callRef, '701'))
    expect(await stage.order(offerTo(callRef, '702'))).toEqual({ ok: false, code: 'busy' })
    expect(await stage.order({ do: 'withdraw', callRef })).toEqual({ ok: true })
    await stage.pass(100)
    expect(stage.of('leg.failed')[0]?.data.cause).toBe('withdrawn')
    expect(await stage.order({ do: 'withdraw', callRef })).toEqual({ ok: false, code: 'gone' })
    expect(stage.world.phone('701').state()).toBe('idle')
  })

  test('to somebody who talks already is refused, and so is one to a phone that is not registered', async () => {
    await aTalk(stage)
    const callRef = (await aWaitingCaller(stage, '+886912345678')).callRef()
    expect(await stage.order(offerTo(callRef, '701'))).toEqual({ ok: false, code: 'busy' })
    stage.world.phone('702').unregister()
    await stage.pass(50)
    expect(await stage.order(offerTo(callRef, '702'))).toEqual({ ok: false, code: 'unavailable' })
  })

  test('for a caller who has hung up is answered with gone', async () => {
    const caller = await aWaitingCaller(stage)
    caller.hangUp()
    await stage.pass(50)
    expect(await stage.order(offerTo(caller.callRef(), '701'))).toEqual({ ok: false, code: 'gone' })
  })

  test('asked for twice with one commandId rings once and has one answer', async () => {
    const callRef = (await aWaitingCaller(stage)).callRef()
    const same = { ...offerTo(callRef, '701'), commandId: 'the-same' }
    const answers = [stage.control.order(same), stage.control.order(same)]
    await stage.pass(100)
    expect(await Promise.all([...answers, stage.control.order(same)])).toEqual([
      { ok: true },
      { ok: true },
      { ok: true },
    ])
    expect(stage.of('leg.alerting')).toHaveLength(1)
  })

  test('who hangs up while it rings has abandoned; the phone falls silent, and the end is told with it', async () => {
    const caller = await aWaitingCaller(stage)
    await stage.order(offerTo(caller.callRef(), '701'))
    await stage.pass(100)
    caller.hangUp()
    await stage.pass(50)
    expect(stage.names().slice(-2)).toEqual(['leg.failed', 'call.ended'])
    expect(stage.of('leg.failed')[0]?.data.cause).toBe('withdrawn')
    expect(stage.of('call.ended')[0]?.data).toEqual({ outcome: 'abandoned', by: 'caller' })
    expect(stage.world.phone('701').state()).toBe('idle')
  })
})

describe('while they talk', () => {
  test('the agent may hold by command: the caller hears music until retrieved', async () => {
    const { caller, callRef } = await aTalk(stage)
    await stage.order({ do: 'hold', callRef, ...by('701') })
    expect(caller.hears()).toEqual(MUSIC)
    expect(stage.live()).toMatchObject([{ state: 'held' }])
    await stage.order({ do: 'hold', callRef, ...by('701') })
    await stage.order({ do: 'retrieve', callRef, ...by('701') })
    expect(caller.hears()).toEqual(talksWith('701'))
    expect(stage.names().slice(-2)).toEqual(['leg.held', 'leg.retrieved'])
  })

  test('or with the button of the phone', async () => {
    const { caller, phone } = await aTalk(stage)
    phone.hold()
    await stage.pass(50)
    expect(caller.hears()).toEqual(MUSIC)
    phone.retrieve()
    await stage.pass(50)
    expect(caller.hears()).toEqual(talksWith('701'))
    expect(stage.names().slice(-2)).toEqual(['leg.held', 'leg.retrieved'])
  })

  test('a muted agent is not heard and hears', async () => {
    const { caller, callRef, phone } = await aTalk(stage)
    await stage.order({ do: 'mute', callRef, ...by('701') })
    expect(caller.hears()).toEqual({ kind: 'silence' })
    expect(phone.hears()).toEqual(talksWith(CALLER))
    await stage.order({ do: 'unmute', callRef, ...by('701') })
    expect(caller.hears()).toEqual(talksWith('701'))
  })

  test('commands of somebody who is not on the call are answered with gone', async () => {
    const { callRef } = await aTalk(stage)
    for (const wish of ['hold', 'mute', 'leave'] as const)
      expect(await stage.order({ do: wish, callRef, ...by('702') })).toEqual({ ok: false, code: 'gone' })
  })

  test('the caller hangs up: the agent is free, and it was answered', async () => {
    const { caller, phone } = await aTalk(stage)
    caller.hangUp()
    await stage.pass(100)
    expect(phone.state()).toBe('idle')
    expect(stage.names().filter((name) => !name.startsWith('recording'))).toEqual([
      'call.offered',
      'call.ready',
      'leg.alerting',
      'leg.established',
      'leg.cleared',
      'call.ended',
    ])
    expect(stage.of('leg.cleared')[0]?.data).toMatchObject({ cause: 'normal', by: 'caller' })
    expect(stage.of('call.ended')[0]?.data).toEqual({ outcome: 'answered', by: 'caller' })
  })

  test('the agent leaves by command: the caller is said good-bye to', async () => {
    const { caller, callRef } = await aTalk(stage)
    await stage.order({ do: 'leave', callRef, ...by('701') })
    await stage.pass(3_200)
    expect(caller.heard().at(-1)).toMatchObject({ sound: { prompt: 'goodbye' } })
    expect(caller.state()).toBe('ended')
    expect(stage.of('call.ended')[0]?.data).toEqual({ outcome: 'answered', by: 'agent' })
  })

  test('the agent’s phone dies: the caller waits again with music, and is not told as ready twice', async () => {
    const { caller, callRef, phone } = await aTalk(stage)
    phone.vanish()
    await stage.pass(35_000)
    expect(stage.of('leg.cleared')[0]?.data).toMatchObject({ cause: 'network', agentId: 'agent-701' })
    expect(stage.of('call.ended')).toEqual([])
    expect(stage.live()).toMatchObject([{ state: 'waiting', callRef }])
    expect(caller.hears()).toEqual(MUSIC)
    await answeredBy(stage, callRef, '702')
    expect(caller.hears()).toEqual(talksWith('702'))
    expect(stage.of('call.ready')).toHaveLength(1)
  })

  test('the server ends it for everybody', async () => {
    const { caller, callRef, phone } = await aTalk(stage)
    await stage.order({ do: 'end', callRef, says: null })
    await stage.pass(100)
    expect([caller.state(), phone.state()]).toEqual(['ended', 'idle'])
    expect(stage.of('call.ended')[0]?.data).toEqual({ outcome: 'answered', by: 'system' })
  })
})
