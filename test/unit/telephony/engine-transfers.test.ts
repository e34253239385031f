import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answeredBy, aPlan, aStage, aTalk, type Stage } from '../../support/telephony-stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await aStage({
    plan: aPlan({ survey: { isOn: false, leastTalkMs: 10_000, answerWithinMs: 8_000 } }),
  })
})
afterEach(() => stage.end())

const MUSIC = { kind: 'music' }
const talksWith = (...voices: string[]) => ({ kind: 'talk', voices })
const by = (extension: string) => ({ agentId: `agent-${extension}` })
const toAgent = (extension: string) => ({ to: 'agent', extension, ...by(extension) }) as const

describe('a blind transfer', () => {
  const blind = (callRef: string, target: Parameters<Stage['order']>[0] extends never ? never : object) =>
    stage.order({ do: 'blind-transfer', callRef, ...by('701'), target, ringMs: 20_000 } as Parameters<
      Stage['order']
    >[0])

  test('to another agent frees the first at once; the caller hears music until it is answered', async () => {
    const { caller, callRef, phone } = await aTalk(stage)
    await blind(callRef, toAgent('801'))
    expect(phone.state()).toBe('idle')
    expect(caller.hears()).toEqual(MUSIC)
    await stage.pass(100)
    stage.world.phone('801').answer()
    await stage.pass(100)
    expect(caller.hears()).toEqual(talksWith('801'))
    expect(stage.of('call.transferred')[0]?.data).toEqual({
      kind: 'blind',
      fromAgentId: 'agent-701',
      toAgentId: 'agent-801',
      to: '801',
    })
    expect(stage.of('leg.cleared')[0]?.data).toMatchObject({ agentId: 'agent-701', by: 'agent' })
  })

  test('that is not answered leaves the caller waiting for the server to decide', async () => {
    const { caller, callRef } = await aTalk(stage)
    await blind(callRef, toAgent('801'))
    await stage.pass(21_000)
    expect(stage.of('leg.failed')[0]?.data).toMatchObject({ agentId: 'agent-801', cause: 'no-answer' })
    expect(stage.live()).toMatchObject([{ state: 'waiting' }])
    expect(caller.hears()).toEqual(MUSIC)
  })

  test('into the queue is waiting again', async () => {
    const { caller, callRef } = await aTalk(stage)
    await blind(callRef, { to: 'queue' })
    expect(stage.of('call.transferred')[0]?.data).toMatchObject({ toAgentId: null, to: 'queue' })
    expect(caller.hears()).toEqual(MUSIC)
    await answeredBy(stage, callRef, '702')
    expect(caller.hears()).toEqual(talksWith('702'))
  })

  test('to an outside number goes by the list of what may be dialled', async () => {
    const { caller, callRef } = await aTalk(stage)
    expect(await blind(callRef, { to: 'number', number: '0204-123456' })).toEqual({
      ok: false,
      code: 'not-allowed',
    })
    expect(await blind(callRef, { to: 'number', number: '02-2397-1111' })).toEqual({ ok: true })
    await stage.pass(5_000)
    expect(caller.hears()).toEqual(talksWith('02-2397-1111'))
    stage.world.number('02-2397-1111').hangUp()
    await stage.pass(4_000)
    expect(stage.of('call.ended')[0]?.data.outcome).toBe('answered')
  })
})

describe('a transfer made at the phone itself', () => {
  test('to a colleague rings there; the caller hears music meanwhile', async () => {
    const { caller, phone } = await aTalk(stage)
    phone.transfer('801')
    await stage.pass(100)
    expect(stage.of('call.transferred')[0]?.data).toEqual({
      kind: 'blind',
      fromAgentId: 'agent-701',
      toAgentId: 'agent-801',
      to: '801',
    })
    expect(caller.hears()).toEqual(MUSIC)
    stage.world.phone('801').answer()
    await stage.pass(100)
    expect(caller.hears()).toEqual(talksWith('801'))
    expect(stage.of('call.ended')).toEqual([])
  })

  test('after asking there on the second line rings once more', async () => {
    const { caller, phone } = await aTalk(stage)
    stage.world.phone('801').when({ answersAfterMs: 300 })
    phone.dial('801')
    await stage.pass(1_000)
    phone.transferAfterAsking()
    await stage.pass(3_000)
    expect(caller.hears()).toEqual(talksWith('801'))
    expect(phone.state()).toBe('idle')
  })

  test('to a number that may not be dialled goes nowhere; the caller is not lost', async () => {
    const { caller, phone } = await aTalk(stage)
    phone.transfer('0204123456')
    await stage.pass(1_000)
    expect(stage.world.number('0204123456').isRinging()).toBe(false)
    expect(stage.of('call.transferred')).toEqual([])
    expect(caller.heard().at(-1)).toMatchObject({ sound: { prompt: 'goodbye' } })
  })
})

describe('a consultation', () => {
  const consulting = async (answers = true) => {
    const talk = await aTalk(stage)
    const { callRef } = talk
    const target = toAgent('801')
    await stage.order({ do: 'consult', callRef, ...by('701'), target, ringMs: 20_000 })
    await stage.pass(100)
    if (answers) stage.world.phone('801').answer()
    await stage.pass(100)
    return { ...talk, other: stage.world.phone('801') }
  }

  test('lets the two agents talk while the caller hears music', async () => {
    const { caller, phone, other } = await consulting()
    expect(caller.hears()).toEqual(MUSIC)
    expect(phone.hears()).toEqual(talksWith('801'))
    expect(other.hears()).toEqual(talksWith('701'))
    expect(stage.names().slice(-3)).toEqual(['leg.held', 'leg.alerting', 'leg.established'])
    expect(stage.of('leg.established').at(-1)?.data).toMatchObject({
      role: 'consulted',
      agentId: 'agent-801',
    })
  })

  test('completed: the second agent has the caller, the first is free', async () => {
    const { caller, callRef, phone } = await consulting()
    await stage.order({ do: 'complete-transfer', callRef, ...by('701') })
    await stage.pass(50)
    expect(caller.hears()).toEqual(talksWith('801'))
    expect(phone.state()).toBe('idle')
    expect(stage.names().slice(-2)).toEqual(['call.transferred', 'leg.cleared'])
    stage.world.phone('801').hangUp()
    await stage.pass(4_000)
    expect(stage.of('leg.cleared').at(-1)?.data).toMatchObject({
      role: 'agent',
      agentId: 'agent-801',
      by: 'agent',
    })
    expect(stage.of('call.ended')).toHaveLength(1)
  })

  test('cancelled: back to the caller', async () => {
    const { caller, callRef, other } = await consulting()
    await stage.order({ do: 'cancel-consult', callRef, ...by('701') })
    await stage.pass(50)
    expect(caller.hears()).toEqual(talksWith('701'))
    expect(other.state()).toBe('idle')
    expect(stage.names()).toContain('leg.retrieved')
  })

  test('nobody there: back to the caller by itself', async () => {
    const { caller } = await consulting(false)
    await stage.pass(21_000)
    expect(caller.hears()).toEqual(talksWith('701'))
    expect(stage.names().slice(-2)).toEqual(['leg.failed', 'leg.retrieved'])
  })

  test('made a conference: all three hear each other, and whoever leaves leaves two', async () => {
    const { caller, callRef, phone, other } = await consulting()
    await stage.order({ do: 'conference', callRef, ...by('701') })
    await stage.pass(50)
    expect(caller.hears()).toEqual(talksWith('701', '801'))
    expect(stage.of('call.conferenced')[0]?.data.agentIds).toEqual(['agent-701', 'agent-801'])
    other.hangUp()
    await stage.pass(50)
    expect(caller.hears()).toEqual(talksWith('701'))
    phone.hangUp()
    await stage.pass(4_000)
    expect(stage.of('call.ended')).toHaveLength(1)
  })

  test('the first agent may leave a conference to the other two', async () => {
    const { caller, callRef, phone } = await consulting()
    await stage.order({ do: 'conference', callRef, ...by('701') })
    phone.hangUp()
    await stage.pass(50)
    expect(caller.hears()).toEqual(talksWith('801'))
    expect(stage.of('call.ended')).toEqual([])
    // The call is the other's now: theirs to write up, and to hand on.
    expect(stage.of('call.transferred')[0]?.data).toMatchObject({
      kind: 'consult',
      fromAgentId: 'agent-701',
      toAgentId: 'agent-801',
    })
    await stage.order({ do: 'hold', callRef, ...by('801') })
    expect(stage.names().at(-1)).toBe('leg.held')
  })

  test('a conference is handed over by completing the transfer, as a consultation is', async () => {
    const { caller, callRef, phone } = await consulting()
    await stage.order({ do: 'conference', callRef, ...by('701') })
    await stage.order({ do: 'complete-transfer', callRef, ...by('701') })
    await stage.pass(50)
    expect([caller.hears(), phone.state()]).toEqual([talksWith('801'), 'idle'])
    expect(stage.of('call.transferred')[0]?.data).toMatchObject({ toAgentId: 'agent-801' })
  })

  test('who hangs up while consulting hands the caller over', async () => {
    const { caller, phone } = await consulting()
    phone.hangUp()
    await stage.pass(50)
    expect(caller.hears()).toEqual(talksWith('801'))
    expect(stage.of('call.transferred')[0]?.data).toMatchObject({ kind: 'consult', toAgentId: 'agent-801' })
  })

  test('completed while it still rings: the caller waits for the answer with music', async () => {
    const { caller, callRef, phone } = await consulting(false)
    await stage.order({ do: 'complete-transfer', callRef, ...by('701') })
    expect([caller.hears(), phone.state()]).toEqual([MUSIC, 'idle'])
    stage.world.phone('801').answer()
    await stage.pass(50)
    expect(caller.hears()).toEqual(talksWith('801'))
  })

  test('the caller hangs up meanwhile: everybody is free', async () => {
    const { caller, phone, other } = await consulting()
    caller.hangUp()
    await stage.pass(100)
    expect([phone.state(), other.state(), stage.live()]).toEqual(['idle', 'idle', []])
    expect(stage.of('leg.cleared')).toHaveLength(2)
  })
})
