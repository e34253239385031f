import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aStage, aTalk, offerTo, type Stage } from '../../support/telephony-stage.ts'

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
    await stage.pass(60_000)
    expect(ends().filter((end) => end.callRef === callRef)).toHaveLength(1)
  })

  test('and was only cut off: the talk goes on, and is followed again', async () => {
    const { caller, callRef } = await aTalk(stage)
    stage.world.cutLink()
    await stage.pass(20_000)
    expect(ends()).toEqual([{ callRef, outcome: 'lost', by: 'unknown' }])
    stage.world.mendLink()
    await stage.pass(20_000)
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
    expect(stage.live()).toMatchObject([{ callRef, state: 'talking' }])
  })
})
