import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aPlan, aStage, aTalk, aWaitingCaller, offerTo, type Stage } from '../../support/telephony-stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await aStage({ names: ['pbx-a', 'pbx-b'] })
})
afterEach(() => stage.end())

describe('while the server is away', () => {
  test('callers are given to who knows the system and has been idle longest, and it is told who decided', async () => {
    stage.control.serverIsAway(true)
    const caller = await aWaitingCaller(stage)
    expect(stage.of('call.routed-here')).toMatchObject([{ data: { agentId: 'agent-701', extension: '701' } }])
    expect(stage.names().indexOf('call.routed-here')).toBeLessThan(stage.names().indexOf('leg.alerting'))
    stage.world.phone('701').answer()
    await stage.pass(100)
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
  })

  test('who does not answer in 15 s is passed over for the next', async () => {
    stage.control.serverIsAway(true)
    await aWaitingCaller(stage)
    await stage.pass(16_000)
    expect(stage.of('call.routed-here').map(({ data }) => data.agentId)).toEqual(['agent-701', 'agent-702'])
  })

  test('two callers get two agents, the third waits until somebody has talked and rested', async () => {
    for (const extension of ['701', '702'])
      stage.world.phone(extension).when({ answersAfterMs: 500, talksMs: 20_000 })
    stage.control.serverIsAway(true)
    for (const from of ['+886912000001', '+886912000002', '+886912000003']) await aWaitingCaller(stage, from)
    await stage.pass(5_000)
    expect(stage.of('call.routed-here')).toHaveLength(2)
    await stage.pass(35_000)
    expect(stage.of('leg.established').filter(({ data }) => data.role === 'agent')).toHaveLength(3)
  })

  test('nobody is rung who was on a break, talks, or whose phone is off', async () => {
    stage.changePlan({
      agents: aPlan().agents.map((agent) => ({ ...agent, isReady: agent.agentId !== 'agent-701' })),
    })
    stage.world.phone('702').unregister()
    await stage.pass(50)
    stage.control.serverIsAway(true)
    await aWaitingCaller(stage)
    await stage.pass(25_000)
    expect(stage.of('call.routed-here')).toEqual([])
  })

  test('who hung up just before, and still counts as talking, is rung when they have rested', async () => {
    const { caller, phone } = await aTalk(stage)
    stage.changePlan({ agents: aPlan().agents.map((agent) => ({ ...agent, isReady: false })) })
    phone.hangUp()
    caller.hangUp()
    await stage.pass(3_000)
    stage.control.serverIsAway(true)
    await aWaitingCaller(stage)
    await stage.pass(5_000)
    expect(stage.of('call.routed-here')).toEqual([])
    await stage.pass(10_000)
    expect(stage.of('call.routed-here')).toMatchObject([{ data: { agentId: 'agent-701' } }])
  })

  test('who was writing up their last call is rung when the time for that is over', async () => {
    const writesUntil = new Date(stage.clock.now() + 30_000).toISOString()
    stage.changePlan({
      agents: aPlan().agents.map((agent) => ({
        ...agent,
        isReady: false,
        writesUntil: agent.agentId === 'agent-702' ? writesUntil : null,
      })),
    })
    stage.control.serverIsAway(true)
    await aWaitingCaller(stage)
    await stage.pass(25_000)
    expect(stage.of('call.routed-here')).toEqual([])
    await stage.pass(10_000)
    expect(stage.of('call.routed-here')).toMatchObject([{ data: { agentId: 'agent-702' } }])
  })

  test('back again, its commands count and nothing more is decided here', async () => {
    stage.control.serverIsAway(true)
    const caller = await aWaitingCaller(stage)
    stage.control.serverIsAway(false)
    expect(await stage.order(offerTo(caller.callRef(), '702'))).toEqual({ ok: false, code: 'busy' })
    await stage.pass(16_000)
    expect(stage.of('call.routed-here')).toHaveLength(1)
    expect(await stage.order(offerTo(caller.callRef(), '702'))).toEqual({ ok: true })
  })
})
