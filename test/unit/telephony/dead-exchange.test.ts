import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aStage, aTalk, aWaitingCaller, offerTo, type Stage } from '../../support/telephony-stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await aStage({ names: ['pbx-a', 'pbx-b'] })
})
afterEach(() => stage.end())

const ends = () => stage.of('call.ended').map(({ callRef, data }) => ({ callRef, ...data }))

describe('an exchange that stays away', () => {
  test('takes its calls with it: they are lost, once, and their agents are free for the other exchange', async () => {
    const { callRef } = await aTalk(stage)
    stage.world.kill()
    await stage.pass(20_000)
    expect(ends()).toEqual([{ callRef, outcome: 'lost', by: 'unknown' }])
    expect(stage.of('leg.cleared').at(-1)).toMatchObject({
      certainty: 'reconstructed',
      data: { cause: 'lost', extension: '701' },
    })
    expect(
      stage.control.snapshot().devices.filter(({ exchange, inUse }) => exchange === 'pbx-a' && inUse),
    ).toEqual([])
    const caller = stage.worlds[1]!.dial({ to: '5002', from: '+886912345678' })
    await stage.pass(100)
    stage.worlds[1]!.phone('701').register()
    await stage.pass(100)
    expect(await stage.order(offerTo(caller.callRef(), '701'))).toMatchObject({ ok: true })
    stage.world.restart()
    await stage.pass(30_000)
    expect(ends().filter((end) => end.callRef === callRef)).toHaveLength(1)
  })

  test('has not cut off whoever was only asked how the talk was: they are not called back', async () => {
    const { callRef, phone } = await aTalk(stage)
    await stage.pass(15_000)
    phone.hangUp()
    await stage.pass(3_000)
    expect(stage.live()).toMatchObject([{ state: 'survey' }])
    stage.world.kill()
    await stage.pass(20_000)
    expect(ends()).toEqual([{ callRef, outcome: 'answered', by: 'unknown' }])
    expect(stage.of('survey.answered').map(({ data }) => data)).toEqual([{ consent: false, score: null }])
  })

  test('and may only be cut off is waited for: its calls are not lost, and are followed as before', async () => {
    const { caller, callRef } = await aTalk(stage)
    stage.world.cutLink()
    await stage.pass(25_000)
    expect(ends()).toEqual([])
    stage.world.mendLink()
    await stage.pass(20_000)
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
    expect(stage.live()).toMatchObject([{ callRef, state: 'talking' }])
    caller.hangUp()
    await stage.pass(20_000)
    expect(ends()).toMatchObject([{ callRef, outcome: 'answered' }])
  })

  test('and was cut off for longer than anybody waits: what lives is resumed where it was, and told once', async () => {
    const { caller, callRef } = await aTalk(stage)
    const waiting = await aWaitingCaller(stage, '+886912345678')
    stage.world.cutLink()
    await stage.pass(80_000)
    expect(ends().map(({ outcome }) => outcome)).toEqual(['lost', 'lost'])
    waiting.hangUp()
    stage.forget()
    stage.world.mendLink()
    await stage.pass(20_000)
    expect(stage.of('call.resumed')).toMatchObject([{ callRef, certainty: 'reconstructed' }])
    expect(stage.names(callRef)).toEqual(['call.resumed'])
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
    expect(stage.live()).toMatchObject([{ callRef, state: 'talking' }])
    caller.hangUp()
    await stage.pass(20_000)
    expect(ends()).toMatchObject([{ callRef, outcome: 'answered' }])
  })

  test('a customer on hold is on hold still when the call is resumed', async () => {
    const { callRef } = await aTalk(stage)
    await stage.order({ do: 'hold', callRef, agentId: 'agent-701' })
    stage.world.cutLink()
    await stage.pass(80_000)
    stage.forget()
    stage.world.mendLink()
    await stage.pass(20_000)
    expect(stage.names(callRef)).toEqual(['call.resumed', 'leg.held'])
    expect(stage.live()).toMatchObject([{ callRef, state: 'held' }])
  })
})
