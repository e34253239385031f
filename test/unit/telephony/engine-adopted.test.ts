import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newCall } from '../../../telephony-adapter/engine/call.ts'
import { step } from '../../../telephony-adapter/engine/call-state.ts'
import { openCalls } from '../../../telephony-adapter/engine/open-calls.ts'
import {
  answeredBy,
  aPlan,
  aStage,
  aTalk,
  aWaitingCaller,
  HELP_LINE,
  type Stage,
} from '../../support/telephony-stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await aStage()
})
afterEach(() => stage.end())

const MUSIC = { kind: 'music' }
const restart = () => stage.restart(openCalls(stage.forget()))
const RING_MS = 20_000
const offer = (callRef: string, extension: string) =>
  stage.order({
    ...{ do: 'offer', callRef, agentId: `agent-${extension}`, extension, ringMs: RING_MS, shows: '' },
  })

describe('a process that takes over from one that died', () => {
  test('leaves a caller on hold on hold, until the agent takes them back', async () => {
    const { caller, callRef } = await aTalk(stage)
    await stage.order({ do: 'hold', callRef, agentId: 'agent-701' })
    await restart()
    expect(stage.names()).toEqual([])
    expect(stage.live()).toMatchObject([{ state: 'held' }])
    expect(caller.hears()).toEqual(MUSIC)
    await stage.order({ do: 'retrieve', callRef, agentId: 'agent-701' })
    await stage.pass(100)
    expect(stage.names()).toEqual(['leg.retrieved'])
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
  })

  test('leaves them on hold also when it remembers nothing', async () => {
    const { caller, callRef } = await aTalk(stage)
    await stage.order({ do: 'hold', callRef, agentId: 'agent-701' })
    stage.forget()
    await stage.restart([])
    expect(stage.live()).toMatchObject([{ state: 'held' }])
    expect(stage.names(callRef)).toContain('leg.held')
    expect(caller.hears()).toEqual(MUSIC)
  })

  test('gives the caller back to an agent whose colleague has hung up meanwhile', async () => {
    const { caller, callRef } = await aTalk(stage)
    const target = { to: 'agent', agentId: 'agent-702', extension: '702' } as const
    await stage.order({ do: 'consult', callRef, agentId: 'agent-701', target, ringMs: RING_MS })
    await stage.pass(1_000)
    stage.world.phone('702').answer()
    await stage.pass(1_000)
    await stage.restart(openCalls(stage.forget()), async () => {
      stage.world.phone('702').hangUp()
      await stage.pass(100)
    })
    expect(stage.names()).toEqual(expect.arrayContaining(['leg.retrieved', 'leg.cleared']))
    expect(stage.live()).toMatchObject([{ state: 'talking' }])
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
  })

  test('never gives a leg the name that an earlier one had, whatever became of that', async () => {
    const caller = await aWaitingCaller(stage)
    await offer(caller.callRef(), '701')
    await stage.pass(1_000)
    const before = stage.forget()
    await stage.restart(openCalls(before), async () => {
      stage.world.phone('701').decline()
      await stage.pass(100)
    })
    expect(stage.names()).toEqual(['leg.failed'])
    await answeredBy(stage, caller.callRef(), '702')
    const names = [...before, ...stage.told].flatMap(({ type, legRef, data }) =>
      type === 'leg.alerting' ? [{ legRef, extension: data.extension }] : [],
    )
    expect(names).toMatchObject([{ extension: '701' }, { extension: '702' }])
    expect(names[0]?.legRef).not.toBe(names[1]?.legRef)
  })

  test('says that a caller waits who was sent to a phone that was never told to ring', async () => {
    const { callRef } = await aTalk(stage)
    const target = { to: 'agent', agentId: 'agent-702', extension: '702' } as const
    await stage.order({ do: 'blind-transfer', callRef, agentId: 'agent-701', target, ringMs: RING_MS })
    await stage.pass(1_000)
    const before = stage.forget()
    const told = before.filter(({ type, data }) => type !== 'leg.alerting' || data.extension !== '702')
    await stage.restart(openCalls(told), async () => {
      stage.world.phone('702').decline()
      await stage.pass(100)
    })
    expect(stage.of('leg.failed')).toMatchObject([
      { callRef, data: { role: 'agent', agentId: 'agent-702', extension: '702' } },
    ])
    expect(stage.live()).toMatchObject([{ state: 'waiting' }])
    await stage.restart(openCalls([...told, ...stage.forget()]))
    expect(stage.names()).toEqual([])
  })

  test('stops what the caller was just being told before it asks anything else of their line', async () => {
    const state = newCall({
      ...{ callRef: 'pbx-a-1.0', direction: 'in', from: null, to: HELP_LINE, channel: 'phone', arrivedAt: 0 },
      legs: [
        {
          ...{
            legRef: 'leg-pbx-a-1.0-0',
            channelId: 'pbx-a-1.0',
            side: 'customer',
            role: 'caller',
            why: 'own',
          },
          ...{ agentId: null, extension: null, number: null, state: 'up', since: 0, madeAt: 0, place: null },
          ...{ hasMusic: false, clearing: null, heldAt: 0, misses: 0 },
        },
      ],
    })
    const { orders } = step(state, { type: 'adopted', was: 'menu', open: undefined, now: 1, plan: aPlan() })
    const first = orders.findIndex(({ order }) => order !== 'stopPlaying')
    expect(orders.slice(0, first)).toContainEqual({ order: 'stopPlaying', with: ['play-pbx-a-1.0-1'] })
    expect(orders.slice(first).map(({ order }) => order)).toEqual(['mark', 'play'])
  })
})
