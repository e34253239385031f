import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  answeredBy,
  aStage,
  aWaitingCaller,
  CLOSED_LINE,
  DIRECT_LINE,
  FAX_LINE,
  HELP_LINE,
  offerTo,
  type Stage,
} from '../../support/telephony-stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await aStage()
})
afterEach(() => stage.end())

const OPENING_MS = 6_100
const MENU_MS = 3_050
const spokenTo = (caller: { heard(): readonly object[] }) =>
  caller.heard().flatMap((each) => ('sound' in each ? [(each.sound as { prompt: string }).prompt] : []))

async function inTheMenu() {
  const caller = stage.world.dial({ to: HELP_LINE, from: '+886223979298' })
  await stage.pass(OPENING_MS)
  return caller
}
const readiness = () => stage.of('call.ready').map(({ data }) => data)

describe('a call to the help line', () => {
  test('is told as it arrives, before anybody has answered, with who calls and on which line', async () => {
    const caller = stage.world.dial({ to: HELP_LINE, from: '+886223979298', display: '臺北市政府' })
    await stage.pass(5)
    expect(stage.of('call.offered')).toMatchObject([
      {
        callRef: caller.callRef(),
        exchange: 'pbx-a',
        certainty: 'observed',
        data: { from: '+886223979298', to: HELP_LINE, channel: 'phone', display: '臺北市政府' },
      },
    ])
    expect(stage.live()).toMatchObject([{ state: 'menu', readyAt: null, direction: 'in' }])
  })

  test('hears greeting, that it is recorded and the menu, and is ready with the system of the digit', async () => {
    const caller = await inTheMenu()
    await stage.pass(MENU_MS)
    caller.press('3')
    await stage.pass(10)
    expect(spokenTo(caller)).toEqual(['greeting', 'recording-notice', 'menu'])
    expect(readiness()).toEqual([{ systemId: 3, wants: 'system', line: HELP_LINE }])
    expect(caller.hears()).toEqual({ kind: 'music' })
  })

  test('may choose while the menu is still being read, which then falls silent', async () => {
    const caller = await inTheMenu()
    await stage.pass(500)
    caller.press('1')
    await stage.pass(10)
    expect(readiness()).toEqual([{ systemId: 1, wants: 'system', line: HELP_LINE }])
    expect(caller.hears()).toEqual({ kind: 'music' })
  })

  test('asks for the operator with the operator’s digit', async () => {
    const caller = await inTheMenu()
    caller.press('9')
    await stage.pass(10)
    expect(readiness()).toEqual([{ systemId: null, wants: 'operator', line: HELP_LINE }])
  })

  test('hears the menu again on request, and after a wrong digit with a word about it', async () => {
    const caller = await inTheMenu()
    await stage.pass(MENU_MS)
    caller.press('*')
    await stage.pass(MENU_MS)
    caller.press('7')
    await stage.pass(7_000)
    expect(spokenTo(caller).slice(2)).toEqual(['menu', 'menu', 'wrong-choice', 'menu'])
    expect(readiness()).toEqual([])
  })

  test('who presses nothing hears the menu three times and then waits for whoever is there', async () => {
    const caller = await inTheMenu()
    await stage.pass(3 * (MENU_MS + 5_000))
    expect(spokenTo(caller).filter((prompt) => prompt === 'menu')).toHaveLength(3)
    expect(readiness()).toEqual([{ systemId: null, wants: 'nothing', line: HELP_LINE }])
  })

  test('who hangs up in the menu has abandoned, and nobody was asked', async () => {
    const caller = await inTheMenu()
    caller.hangUp()
    await stage.pass(10)
    expect(stage.names()).toEqual(['call.offered', 'call.ended'])
    expect(stage.of('call.ended')[0]?.data).toEqual({ outcome: 'abandoned', by: 'caller' })
    expect(stage.live()).toEqual([])
  })

  test('whose exchange forgets to say that the words were heard goes on all the same', async () => {
    const mend = stage.world.dropEvents(({ type }) => type === 'played')
    await inTheMenu()
    await stage.pass(400_000)
    mend()
    expect(readiness()).toHaveLength(1)
  })
})

describe('a line without menu and opening', () => {
  test('is ready in the same moment as it is offered', async () => {
    await aWaitingCaller(stage)
    expect(stage.names()).toEqual(['call.offered', 'call.ready'])
    expect(stage.of('call.ready')[0]?.occurredAt).toBe(stage.of('call.offered')[0]?.occurredAt)
  })

  test('works without any plan: everybody waits for whoever is there', async () => {
    stage.changePlan(undefined)
    const caller = await aWaitingCaller(stage, '+886223979298', HELP_LINE)
    expect(readiness()).toEqual([{ systemId: null, wants: 'nothing', line: HELP_LINE }])
    expect(caller.hears()).toEqual({ kind: 'music' })
  })
})

test('outside the hours callers hear that nobody works, and have not been abandoned by us', async () => {
  const caller = await aWaitingCaller(stage, '+886223979298', CLOSED_LINE)
  await stage.pass(3_100)
  expect(spokenTo(caller)).toEqual(['closed'])
  expect(caller.state()).toBe('ended')
  expect(stage.names()).toEqual(['call.offered', 'call.diverted', 'call.ended'])
  expect(stage.of('call.ended')[0]?.data).toEqual({ outcome: 'flowed-out', by: 'system' })
})

test('the sixth call of a number within a minute is turned away with a word, another number is not', async () => {
  for (let n = 0; n < 5; n++) (await aWaitingCaller(stage)).hangUp()
  await stage.pass(50)
  stage.forget()
  const sixth = await aWaitingCaller(stage)
  const other = await aWaitingCaller(stage, '+886912345678')
  await stage.pass(4_000)
  expect(spokenTo(sixth)).toEqual(['too-many-calls'])
  expect(stage.names(sixth.callRef())).toEqual(['call.offered', 'call.diverted', 'call.ended'])
  expect(other.hears()).toEqual({ kind: 'music' })
})

describe('a fax', () => {
  test('on the fax line is received at once, and kept with its checksum', async () => {
    const machine = stage.world.dial({
      to: FAX_LINE,
      from: '+886423000000',
      fax: { pages: 2, station: 'TCGH' },
    })
    await stage.pass(40_000)
    expect(stage.names()).toEqual(['call.offered', 'call.diverted', 'fax.received', 'call.ended'])
    expect(stage.of('fax.received')[0]?.data).toMatchObject({
      pages: 2,
      station: 'TCGH',
      isComplete: true,
      error: null,
    })
    const { name, sha256, bytes } = stage.of('fax.received')[0]!.data
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await stage.control.fetch(name))?.length).toBe(bytes)
    expect(stage.of('call.ended')[0]?.data.outcome).toBe('fax')
    expect(machine.state()).toBe('ended')
  })

  test('that dials the help line is heard whistling, received and no longer offered to anybody', async () => {
    stage.world.dial({ to: DIRECT_LINE, from: '+886423000000', fax: { pages: 1, station: null } })
    await stage.pass(100)
    const callRef = stage.live()[0]!.callRef
    await stage.order(offerTo(callRef, '701'))
    await stage.pass(30_000)
    expect(stage.of('leg.failed')[0]?.data.cause).toBe('withdrawn')
    expect(stage.names().slice(-2)).toEqual(['fax.received', 'call.ended'])
    expect(await stage.order(offerTo(callRef, '702'))).toEqual({ ok: false, code: 'gone' })
  })

  test('of which nothing readable came is told all the same', async () => {
    stage.world.dial({ to: FAX_LINE, from: null, fax: { pages: null, station: null } })
    await stage.pass(40_000)
    expect(stage.of('fax.received')[0]?.data).toMatchObject({
      pages: 0,
      bytes: 0,
      sha256: null,
      isComplete: false,
    })
    expect(stage.of('call.ended')[0]?.data.outcome).toBe('fax')
  })
})

describe('who waits', () => {
  test('hears place and expected wait, then music again', async () => {
    const caller = await aWaitingCaller(stage)
    const callRef = caller.callRef()
    await stage.order({ do: 'inform', callRef, position: 2, waitSeconds: 150, offersCallBack: false })
    await stage.pass(20_000)
    expect(spokenTo(caller)).toEqual(['position-2', 'wait-about', 'number-3', 'wait-minutes'])
    expect(caller.hears()).toEqual({ kind: 'music' })
  })

  async function offeredACallBack(from = '+886223979298') {
    const caller = await aWaitingCaller(stage, from)
    const callRef = caller.callRef()
    await stage.order({ do: 'inform', callRef, position: 4, waitSeconds: null, offersCallBack: true })
    await stage.pass(7_000)
    return { caller, callRef }
  }

  test('may ask to be called back, confirms it, and keeps the place', async () => {
    const { caller } = await offeredACallBack()
    caller.press('1')
    await stage.pass(3_100)
    expect(spokenTo(caller).at(-1)).toBe('call-back-confirm')
    caller.press('1')
    await stage.pass(3_100)
    expect(stage.names().slice(-2)).toEqual(['call.call-back-asked', 'call.ended'])
    expect(stage.of('call.call-back-asked')[0]?.data).toEqual({ number: '+886223979298' })
    expect(stage.of('call.ended')[0]?.data.outcome).toBe('call-back')
  })

  test('who does not confirm goes on waiting', async () => {
    const { caller } = await offeredACallBack()
    caller.press('1')
    await stage.pass(3_100 + 8_100)
    expect(stage.of('call.call-back-asked')).toEqual([])
    expect(caller.hears()).toEqual({ kind: 'music' })
  })

  test('who is just being asked gets the agent who has become free instead', async () => {
    const { caller, callRef } = await offeredACallBack()
    caller.press('1')
    await stage.pass(100)
    await answeredBy(stage, callRef, '701')
    expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
  })

  test('whoever withholds the number cannot ask for it', async () => {
    const caller = stage.world.dial({ to: DIRECT_LINE, from: null })
    await stage.pass(50)
    const callRef = caller.callRef()
    await stage.order({ do: 'inform', callRef, position: 4, waitSeconds: null, offersCallBack: true })
    await stage.pass(4_000)
    caller.press('1')
    await stage.pass(4_000)
    expect(spokenTo(caller)).not.toContain('call-back-confirm')
    expect(caller.hears()).toEqual({ kind: 'music' })
  })

  test('after the longest wait goes to the office, where there is one', async () => {
    stage.changePlan({ officeNumber: '1800' })
    const caller = await aWaitingCaller(stage)
    await stage.pass(604_000)
    expect(spokenTo(caller)).toEqual(['office'])
    expect(stage.names()).toEqual(['call.offered', 'call.ready', 'call.diverted', 'call.ended'])
    expect(stage.of('call.diverted')[0]?.data).toEqual({ reason: 'office', to: '1800' })
    expect(stage.of('call.ended')[0]?.data.outcome).toBe('flowed-out')
    expect(caller.state()).toBe('answered')
  })

  test('and without an office is said good-bye to', async () => {
    const caller = await aWaitingCaller(stage)
    await stage.pass(604_000)
    expect(spokenTo(caller)).toEqual(['all-busy'])
    expect(caller.state()).toBe('ended')
  })

  test('can be sent to the office by the server, and to no other number', async () => {
    stage.changePlan({ officeNumber: '1800' })
    const callRef = (await aWaitingCaller(stage)).callRef()
    expect(await stage.order({ do: 'divert', callRef, number: '0204123456' })).toEqual({
      ok: false,
      code: 'not-allowed',
    })
    expect(await stage.order({ do: 'divert', callRef, number: '1800' })).toEqual({ ok: true })
    await stage.pass(3_100)
    expect(stage.of('call.ended')[0]?.data.outcome).toBe('flowed-out')
  })
})
