import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCalls } from '../../../telephony-adapter/engine/open-calls.ts'
import {
  answeredBy,
  aStage,
  aTalk,
  aWaitingCaller,
  FAX_LINE,
  HELP_LINE,
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

describe('a new process', () => {
  test('takes over a talk that goes on, without telling it anew', async () => {
    const { caller, callRef, phone } = await aTalk(stage)
    await stage.pass(15_000)
    const before = stage.forget()
    await stage.restart(openCalls(before))
    expect(stage.names()).toEqual([])
    expect(stage.live()).toMatchObject([{ callRef, state: 'talking', legs: [{}, {}] }])
    expect(await stage.order({ do: 'hold', callRef, agentId: 'agent-701' })).toEqual({ ok: true })
    expect(caller.hears()).toEqual(MUSIC)
    await stage.order({ do: 'retrieve', callRef, agentId: 'agent-701' })
    phone.hangUp()
    await stage.pass(4_000)
    expect(stage.names().filter((name) => !name.startsWith('recording'))).toEqual([
      'leg.held',
      'leg.retrieved',
      'leg.cleared',
      'survey.asked',
    ])
  })

  test('that remembers nothing tells what it finds as concluded', async () => {
    const { callRef } = await aTalk(stage)
    stage.forget()
    await stage.restart([])
    expect(stage.names(callRef)).toEqual(['call.offered', 'call.ready', 'leg.established'])
    expect(
      stage.told.filter((event) => event.callRef).every(({ certainty }) => certainty === 'reconstructed'),
    ).toBe(true)
  })

  test('lets who waits wait on, with the time they first began', async () => {
    const caller = await aWaitingCaller(stage)
    const readyAt = stage.of('call.ready')[0]!.occurredAt
    await stage.pass(30_000)
    await stage.restart(openCalls(stage.forget()))
    expect(stage.live()).toMatchObject([{ state: 'waiting', readyAt }])
    expect(stage.names()).toEqual([])
    await answeredBy(stage, caller.callRef(), '701')
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
  })

  test('ends what has ended without it, by what was told before and the exchange’s record', async () => {
    const { caller, callRef } = await aTalk(stage)
    let hungUpAt = 0
    await stage.restart(openCalls(stage.forget()), async () => {
      caller.hangUp()
      hungUpAt = stage.clock.now()
      stage.world.phone('701').hangUp()
      await stage.pass(3_000)
    })
    expect(stage.names().filter((name) => !name.startsWith('recording'))).toEqual([
      'leg.cleared',
      'call.ended',
    ])
    expect(ends()).toEqual([{ callRef, outcome: 'answered', by: 'unknown', certainty: 'reconstructed' }])
    expect(Date.parse(stage.of('call.ended')[0]!.occurredAt)).toBe(hungUpAt)
    await stage.pass(5_000)
    expect(stage.of('recording.ready')).toHaveLength(1)
  })

  test('asks a caller who was just being asked once more, and reads the menu to whoever was choosing', async () => {
    const { caller, phone } = await aTalk(stage)
    await stage.pass(15_000)
    phone.hangUp()
    const chooser = stage.world.dial({ to: HELP_LINE, from: '+886912345678' })
    await stage.pass(7_000)
    await stage.restart(openCalls(stage.forget()))
    await stage.pass(3_000)
    expect(caller.heard().at(-1)).toMatchObject({ sound: { prompt: 'survey-consent' } })
    expect(chooser.heard().at(-1)).toMatchObject({ sound: { prompt: 'menu' } })
    expect(stage.names()).toEqual([])
  })

  test('tells of a fax that was being received when the one before it died, once', async () => {
    stage.world.dial({ to: FAX_LINE, from: '+886423000000', fax: { pages: 2, station: 'TCGH' } })
    await stage.pass(5_000)
    await stage.restart(openCalls(stage.forget()))
    await stage.pass(60_000)
    expect(stage.names()).toEqual(['fax.received', 'call.ended'])
    expect(stage.of('fax.received')[0]?.data.pages).toBe(2)
    expect(ends()).toMatchObject([{ outcome: 'fax' }])
  })

  test('takes down the legs of callers who are gone', async () => {
    const { caller, phone } = await aTalk(stage)
    await stage.restart([], async () => {
      caller.hangUp()
      await stage.pass(100)
    })
    await stage.pass(500)
    expect(phone.state()).toBe('idle')
    expect((await stage.truth()).bridges).toEqual([])
  })
})

describe('every half minute', () => {
  test('a call whose hang-up was never told is over after two rounds', async () => {
    const { caller, phone } = await aTalk(stage)
    stage.world.missHangUps()
    caller.hangUp()
    phone.hangUp()
    await stage.pass(25_000)
    expect(ends()).toEqual([])
    await stage.pass(40_000)
    expect(ends()).toMatchObject([{ outcome: 'answered', certainty: 'reconstructed' }])
    expect(stage.live()).toEqual([])
  })

  test('an agent whose leg has gone untold is free, and the caller is asked', async () => {
    const { phone } = await aTalk(stage)
    await stage.pass(12_000)
    stage.world.missHangUps()
    phone.hangUp()
    await stage.pass(61_000)
    expect(stage.of('leg.cleared')).toHaveLength(1)
    expect(stage.of('survey.asked')).toHaveLength(1)
  })

  test('a call whose arrival was never told is found', async () => {
    const mend = stage.world.dropEvents(({ type }) => type === 'arrived')
    const caller = stage.world.dial({ to: '5002', from: '+886223979298' })
    await stage.pass(31_000)
    mend()
    expect(stage.of('call.offered')).toMatchObject([
      { callRef: caller.callRef(), certainty: 'reconstructed' },
    ])
    expect(caller.hears()).toEqual(MUSIC)
  })

  test('phones are compared too', async () => {
    const mend = stage.world.dropEvents(({ type }) => type === 'device')
    stage.forget()
    stage.world.phone('702').unregister()
    await stage.pass(31_000)
    mend()
    expect(stage.of('device.changed')).toMatchObject([
      { data: { extension: '702', registered: false, exchange: 'pbx-a' } },
    ])
  })
})
