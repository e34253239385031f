import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { aStage, aTalk, type Stage } from '../../support/telephony-stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await aStage()
})
afterEach(() => stage.end())

describe('a supervisor', () => {
  const supervise = (callRef: string, mode: 'listen' | 'whisper' | 'barge' | 'off') =>
    stage.order({ do: 'supervise', callRef, supervisorId: 'lead', extension: '702', mode })
  const modes = () => stage.of('supervision.changed').map(({ data }) => data.mode)

  async function listening() {
    const talk = await aTalk(stage)
    await supervise(talk.callRef, 'listen')
    await stage.pass(100)
    const lead = stage.world.phone('702')
    lead.answer()
    await stage.pass(100)
    return { ...talk, lead }
  }

  test('listens: hears both, and neither hears anything of it', async () => {
    const { caller, phone, lead } = await listening()
    expect(lead.hears()).toMatchObject({ kind: 'talk' })
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
    expect(phone.hears()).toEqual({ kind: 'talk', voices: ['+886223979298'] })
    expect(modes()).toEqual(['listen'])
  })

  test('whispers: the agent hears it, the caller does not', async () => {
    const { caller, callRef, phone } = await listening()
    await supervise(callRef, 'whisper')
    await stage.pass(100)
    expect(phone.hears()).toMatchObject({ voices: expect.arrayContaining(['702']) })
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
    expect(modes()).toEqual(['listen', 'whisper'])
  })

  test('barges in: all three hear each other', async () => {
    const { caller, callRef } = await listening()
    await supervise(callRef, 'barge')
    await stage.pass(100)
    expect(caller.hears()).toMatchObject({ voices: expect.arrayContaining(['701', '702']) })
  })

  test('goes when told to, and the talk goes on', async () => {
    const { caller, callRef, lead } = await listening()
    await supervise(callRef, 'off')
    await stage.pass(100)
    expect(lead.state()).toBe('idle')
    expect(modes()).toEqual(['listen', 'off'])
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
    expect(await supervise(callRef, 'off')).toEqual({ ok: false, code: 'gone' })
  })

  test('is let go when the call ends, and nothing of it stays at the exchange', async () => {
    const { caller, lead } = await listening()
    caller.hangUp()
    await stage.pass(200)
    expect(lead.state()).toBe('idle')
    expect(modes()).toEqual(['listen', 'off'])
    expect(stage.names().filter((name) => name === 'call.ended')).toHaveLength(1)
    const { channels, bridges } = await stage.truth()
    expect([channels, bridges]).toEqual([[], []])
  })

  test('cannot listen to a call in which nobody talks', async () => {
    const { caller } = await aTalk(stage)
    caller.hangUp()
    await stage.pass(100)
    expect(await supervise(caller.callRef(), 'listen')).toEqual({ ok: false, code: 'gone' })
  })

  test('follows the caller to the agent they are transferred to', async () => {
    const { callRef, phone, lead } = await listening()
    const target = { to: 'agent', agentId: 'agent-801', extension: '801' } as const
    await stage.order({ do: 'consult', callRef, agentId: 'agent-701', target, ringMs: 20_000 })
    await stage.pass(50)
    stage.world.phone('801').answer()
    await stage.pass(50)
    await stage.order({ do: 'complete-transfer', callRef, agentId: 'agent-701' })
    await stage.pass(100)
    expect(phone.state()).toBe('idle')
    expect(lead.hears()).toMatchObject({ voices: expect.arrayContaining(['801']) })
  })
})
