import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asDialled, mayDial } from '../../../telephony-adapter/engine/allowed-number.ts'
import { aStage, aTalk, type Stage } from '../../support/telephony-stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await aStage()
})
afterEach(() => stage.end())

const NUMBER = '02-2397-1111'
const dial = (number = NUMBER) =>
  stage.order({
    ...{ do: 'dial', agentId: 'agent-701', extension: '701', number, shows: '0227000000' },
    ...{ caseId: 'case-1', callbackId: null, ringMs: 30_000 },
  })

describe('click to call', () => {
  test('rings the agent first, then the number, and lets them talk', async () => {
    const result = await dial()
    expect(result).toMatchObject({ ok: true, callRef: expect.stringMatching(/^pbx-a-/) })
    expect(stage.world.number(NUMBER).isRinging()).toBe(false)
    stage.world.phone('701').answer()
    await stage.pass(4_200)
    expect(stage.world.phone('701').hears()).toEqual({ kind: 'talk', voices: [NUMBER] })
    expect(stage.names()).toEqual([
      'call.originated',
      'leg.alerting',
      'leg.established',
      'leg.alerting',
      'leg.established',
    ])
    expect(stage.of('call.originated')[0]?.data.order).toMatchObject({ caseId: 'case-1', callbackId: null })
    expect(stage.of('leg.established').map(({ data }) => data.role)).toEqual(['agent', 'dialled'])
    expect(stage.live()).toMatchObject([{ direction: 'out', state: 'talking', to: NUMBER }])
  })

  test('ends when either hangs up, and is not recorded unasked nor followed by a survey', async () => {
    await dial()
    stage.world.phone('701').answer()
    await stage.pass(20_000)
    stage.world.number(NUMBER).hangUp()
    await stage.pass(100)
    expect(stage.world.phone('701').state()).toBe('idle')
    expect(stage.of('call.ended')[0]?.data).toEqual({ outcome: 'answered', by: 'caller' })
    expect(stage.names()).not.toContain('survey.asked')
    expect(stage.names()).not.toContain('recording.started')
  })

  test('tells when the number is busy, and the agent hears so', async () => {
    stage.world.number(NUMBER).when('busy')
    await dial()
    stage.world.phone('701').answer()
    await stage.pass(4_000)
    expect(stage.of('leg.failed')).toMatchObject([
      { data: { role: 'dialled', number: NUMBER, cause: 'busy' } },
    ])
    expect(stage.of('call.ended')[0]?.data.outcome).toBe('not-reached')
    expect(stage.world.phone('701').state()).toBe('idle')
  })

  test('never dials when the agent does not answer', async () => {
    await dial()
    await stage.pass(31_000)
    expect(stage.names()).toEqual(['call.originated', 'leg.alerting', 'leg.failed', 'call.ended'])
    expect(stage.of('call.ended')[0]?.data.outcome).toBe('not-reached')
  })

  test('stops ringing the number when the agent hangs up', async () => {
    stage.world.number(NUMBER).when('rings')
    await dial()
    stage.world.phone('701').answer()
    await stage.pass(1_000)
    stage.world.phone('701').hangUp()
    await stage.pass(100)
    expect(stage.world.number(NUMBER).isRinging()).toBe(false)
    expect(stage.of('call.ended')[0]?.data).toEqual({ outcome: 'not-reached', by: 'agent' })
  })

  test('is refused for numbers that are not on the list, on the list of exceptions, or no numbers', async () => {
    for (const number of ['+85212345678', '0204 123 456', '*72', '002 85212345678', 'sip:x@y'])
      expect([number, await dial(number)]).toEqual([number, { ok: false, code: 'not-allowed' }])
    expect(stage.told.filter(({ type }) => type === 'call.originated')).toEqual([])
  })

  test('is refused after the hour’s calls are used up, and allowed again an hour later', async () => {
    for (let n = 0; n < 3; n++) {
      expect(await dial()).toMatchObject({ ok: true })
      stage.world.phone('701').decline()
      await stage.pass(100)
    }
    expect(await dial()).toEqual({ ok: false, code: 'not-allowed' })
    await stage.pass(60 * 60_000)
    expect(await dial()).toMatchObject({ ok: true })
  })

  test('is refused while the agent talks', async () => {
    await aTalk(stage)
    expect(await dial()).toEqual({ ok: false, code: 'busy' })
  })

  test('is refused without any exchange', async () => {
    stage.world.kill()
    await stage.pass(100)
    expect(await dial()).toEqual({ ok: false, code: 'link-down' })
  })
})

describe('a number dialled at the phone itself', () => {
  test('goes by the same list: allowed ones are put through and told as ours', async () => {
    const callRef = stage.world.phone('701').dial(NUMBER)
    await stage.pass(4_200)
    expect(stage.names(callRef).slice(0, 2)).toEqual(['call.originated', 'leg.established'])
    expect(stage.of('call.originated')[0]?.data).toEqual({ to: NUMBER, extension: '701', order: null })
    expect(stage.world.phone('701').hears()).toEqual({ kind: 'talk', voices: [NUMBER] })
    stage.world.phone('701').hangUp()
    await stage.pass(100)
    expect(stage.of('call.ended')[0]?.data).toEqual({ outcome: 'answered', by: 'agent' })
  })

  test('others are refused with a word', async () => {
    stage.world.phone('701').dial('0204123456')
    await stage.pass(4_000)
    expect(stage.world.number('0204123456').isRinging()).toBe(false)
    expect(stage.world.phone('701').state()).toBe('idle')
    expect(stage.of('call.ended')[0]?.data).toEqual({ outcome: 'not-reached', by: 'system' })
  })

  test('a colleague may always be called', async () => {
    stage.world.phone('701').dial('801')
    await stage.pass(100)
    stage.world.phone('801').answer()
    await stage.pass(100)
    expect(stage.world.phone('701').hears()).toEqual({ kind: 'talk', voices: ['801'] })
    expect(stage.of('leg.established').at(-1)?.data).toMatchObject({ role: 'dialled', agentId: 'agent-801' })
  })

  test('counts among the hour’s calls', async () => {
    for (let n = 0; n < 4; n++) {
      stage.world.phone('701').dial(NUMBER)
      await stage.pass(500)
      stage.world.phone('701').hangUp()
      await stage.pass(5_000)
    }
    expect(stage.of('leg.alerting').filter(({ data }) => data.role === 'dialled')).toHaveLength(3)
  })
})

describe('what may be dialled', () => {
  test.each([
    ['02-2397-9298', '+886223979298'],
    ['(049) 239-1234', '+886492391234'],
    ['0912 345 678', '+886912345678'],
    ['+886 2 2397 9298', '+886223979298'],
    ['002 852 1234 5678', '+85212345678'],
    ['119', '119'],
  ])('%s is %s', (number, dialled) => {
    expect(asDialled(number)).toBe(dialled)
  })

  test.each(['', '*21*5000#', '02;rm', '5000@pbx', '0223979298w9', '++886'])('%s is no number', (number) => {
    expect(asDialled(number)).toBeUndefined()
    expect(mayDial({ allow: [''], deny: [] }, number)).toBe(false)
  })

  test('an exception counts more than what is allowed', () => {
    const list = { allow: ['+886'], deny: ['+886204'] }
    expect(mayDial(list, '0223979298')).toBe(true)
    expect(mayDial(list, '0204999999')).toBe(false)
    expect(mayDial(list, '+85212345678')).toBe(false)
  })
})
