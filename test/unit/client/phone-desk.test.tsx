import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, test } from 'vitest'
import { hasHappened } from '../../../client/features/phone/commands.ts'
import { lineOf, registrationOf } from '../../../client/features/phone/line.ts'
import { callSearchOf } from '../../../client/features/phone/log/search.ts'
import { ringsFor } from '../../../client/features/phone/pop/rings-for.ts'
import { findTargets } from '../../../client/features/phone/transfer/targets.ts'
import { deviceOf, isDead } from '../../../client/features/phone/use-port.ts'
import { phone as words } from '../../../client/messages/zh-TW/phone.ts'
import { CallerFacts } from '../../../client/parts/calls/CallerFacts.tsx'
import { placeByKey } from '../../../client/parts/calls/use-player.ts'
import { clockOf } from '../../../client/parts/calls/words.ts'
import { createI18n } from '../../../client/platform/i18n.ts'
import type { PhoneSession } from '../../../client/platform/phone/port.ts'
import type { DeskCall, DeskPhone, TransferTarget } from '../../../server/api.ts'

type Leg = DeskCall['legs'][number]
const SINCE = '2026-11-23T02:00:00.000Z' as Leg['since']

const leg = (role: Leg['role'], state: Leg['state'], extension: string | null = null): Leg => ({
  legRef: `${role}-${extension}`,
  role,
  agent: null,
  extension,
  number: null,
  state,
  since: SINCE,
})

function desk(legs: readonly Leg[], more: Partial<DeskCall> = {}) {
  const call = { id: 'call-1', number: '0912-345-678', caller: null, arrivedAt: SINCE } as DeskCall['call']
  return {
    extension: '701',
    call: { call, role: 'agent', offerId: null, legs, recording: 'running', can: [], ...more },
  } as unknown as DeskPhone
}

const session = (more: Partial<PhoneSession> = {}): PhoneSession => ({
  id: 's',
  exchange: 'pbx-a',
  callRef: null,
  number: '0912345678',
  state: 'talking',
  isHeld: false,
  isMuted: false,
  since: 1,
  quality: null,
  isRecovering: false,
  ...more,
})

describe('the call at the desk', () => {
  test('is what the telephone says, also while the server is away', () => {
    expect(lineOf(session({ isHeld: true }), undefined)).toMatchObject({ stage: 'held', desk: null })
    expect(lineOf(session(), desk([leg('agent', 'alerting', '701')]))?.stage).toBe('talking')
  })

  test('is what the server was told where a desk phone is used', () => {
    expect(lineOf(null, desk([leg('caller', 'up'), leg('agent', 'alerting', '701')]))?.stage).toBe('ringing')
    expect(lineOf(null, desk([leg('caller', 'up'), leg('agent', 'held', '701')]))?.stage).toBe('held')
    expect(lineOf(null, desk([leg('caller', 'up'), leg('agent', 'ended', '701')]))).toBeNull()
  })

  test('rings as soon as it is offered, before the telephone does', () => {
    const offered = desk([leg('caller', 'up')], { offerId: 'offer-1' as DeskCall['offerId'] })
    expect(lineOf(null, offered)?.stage).toBe('ringing')
  })

  test('tells a consultation, in which the caller waits, from a call of three', () => {
    const asked = leg('consulted', 'up', '702')
    expect(lineOf(null, desk([leg('agent', 'held', '701'), asked]))).toMatchObject({
      consulted: asked,
      isConference: false,
    })
    expect(lineOf(null, desk([leg('agent', 'up', '701'), asked]))?.isConference).toBe(true)
  })
})

describe('what the exchange has accepted', () => {
  const pending = (action: Parameters<typeof hasHappened>[0]['action']) => ({
    callId: 'call-1',
    action,
    at: 0,
  })
  const own = leg('agent', 'up', '701')

  test('is in progress until the call shows it', () => {
    const pause = pending({ do: 'pause-recording' })
    expect(hasHappened(pause, desk([own]))).toBe(false)
    expect(hasHappened(pause, desk([own], { recording: 'paused' }))).toBe(true)
    const consult = pending({ do: 'consult', target: { to: 'number', number: '1999' } })
    expect(hasHappened(consult, desk([own]))).toBe(false)
    expect(hasHappened(consult, desk([own, leg('consulted', 'alerting', '702')]))).toBe(true)
  })

  test('is a call of three once the caller is no longer held', () => {
    const three = pending({ do: 'conference' })
    const asked = leg('consulted', 'up', '702')
    expect(hasHappened(three, desk([leg('agent', 'held', '701'), asked]))).toBe(false)
    expect(hasHappened(three, desk([own, asked]))).toBe(true)
  })

  test('is over with the call', () => {
    const transfer = pending({ do: 'blind-transfer', target: { to: 'queue', queueId: 1 } })
    expect(hasHappened(transfer, desk([own]))).toBe(false)
    expect(hasHappened(transfer, desk([leg('agent', 'ended', '701')]))).toBe(true)
    expect(hasHappened(transfer, undefined)).toBe(true)
  })
})

test('the strip says where the telephone is registered, and where it is not', () => {
  const at = (...all: ('registered' | 'away' | 'refused' | 'connecting')[]) =>
    registrationOf(all.map((registration, n) => ({ name: 'AB'[n]!, registration })))
  expect(at('registered', 'registered')).toEqual({ state: 'all', names: ['A', 'B'] })
  expect(at('away', 'registered')).toEqual({ state: 'some', names: ['B'] })
  expect(at('away', 'connecting').state).toBe('connecting')
  expect(at('away', 'refused').state).toBe('refused')
  expect(at('away', 'away').state).toBe('none')
})

test('a simulated exchange is never taken for a real one, whatever the agent chose', () => {
  const exchange = { name: 'A', state: 'up', isSimulated: false, phoneUrl: 'wss://a/ws' } as const
  expect(deviceOf({ exchanges: [{ ...exchange, isSimulated: true }] }, 'desk')).toBe('simulated')
  expect(deviceOf({ exchanges: [exchange] }, null)).toBe('browser')
  expect(deviceOf({ exchanges: [exchange] }, 'desk')).toBe('desk')
  expect(deviceOf({ exchanges: [{ ...exchange, phoneUrl: null }] }, null)).toBe('desk')
})

test('a call went down with its exchange when neither this page nor the server reaches it', () => {
  const here = (registration: 'registered' | 'away') => ({
    session: session(),
    microphone: 'ready' as const,
    exchanges: [{ name: 'pbx-a', registration, isSimulated: false }],
  })
  const there = (state: 'up' | 'down') => ({
    exchanges: [{ name: 'pbx-a', state, isSimulated: false, phoneUrl: 'wss://a/ws' }],
  })
  expect(isDead(here('away'), there('down'))).toBe(true)
  expect(isDead(here('registered'), there('down'))).toBe(false)
  expect(isDead(here('away'), there('up'))).toBe(false)
  expect(isDead({ ...here('away'), session: null }, there('down'))).toBe(false)
})

test('a call that rings shows how long it still does, whatever the clock', () => {
  const until = '2026-11-23T02:00:20Z'
  const at = (time: string) => ringsFor(until, Date.parse('2026-11-23T02:00:00Z'), Date.parse(time))
  expect(at('2026-11-23T02:00:05Z')).toEqual({ seconds: 15, percent: 75 })
  expect(at('2026-11-23T02:10:00Z')).toEqual({ seconds: 0, percent: 0 })
  expect(at('2026-11-23T01:00:00Z').percent).toBe(100)
})

test('whom to transfer to: who can answer first, found by name or extension', () => {
  const agent = (name: string, state: string, more: Partial<TransferTarget> = {}) =>
    ({
      ...{ name, state, tier: 1, extension: '702', knowsSystem: false },
      ...{ canRing: state !== 'on-call', ...more },
    }) as TransferTarget
  const all = [
    agent('王小明', 'on-call', { knowsSystem: true }),
    agent('陳怡君', 'idle', { extension: '801' }),
    agent('林二線', 'idle', { tier: 2 }),
    agent('李知道', 'full', { knowsSystem: true }),
  ]
  expect(findTargets(all, '').map(({ name }) => name)).toEqual(['李知道', '陳怡君', '王小明', '林二線'])
  expect(findTargets(all, '８０１').map(({ name }) => name)).toEqual(['陳怡君'])
  expect(findTargets(all, '小明').map(({ name }) => name)).toEqual(['王小明'])
})

test('the address of the call log keeps what narrows it and nothing else', () => {
  expect(callSearchOf({ whose: 'all', outcome: 'lost', number: '0912', x: 1 })).toEqual({
    whose: 'all',
    outcome: 'lost',
    number: '0912',
    call: undefined,
    show: undefined,
  })
  expect(callSearchOf({ whose: 'others', outcome: 'any', call: '../1' })).toMatchObject({
    whose: undefined,
    outcome: undefined,
    call: undefined,
  })
})

test('a recording is moved in by keys and never out of its bounds', () => {
  expect(placeByKey('ArrowRight', 10, 60)).toBe(15)
  expect(placeByKey('ArrowLeft', 2, 60)).toBe(0)
  expect(placeByKey('End', 2, 60)).toBe(60)
  expect(placeByKey('a', 2, 60)).toBeUndefined()
})

test('a span of a call is written as a clock', () => {
  expect([0, 42_900, 725_000, 3_723_000, -5].map(clockOf)).toEqual([
    '0:00',
    '0:42',
    '12:05',
    '1:02:03',
    '0:00',
  ])
})

describe('who calls', () => {
  const shown = (call: Parameters<typeof CallerFacts>[0]['call'], maybe: DeskCall['maybe'] = []) =>
    renderToStaticMarkup(
      createElement(
        I18nextProvider,
        { i18n: createI18n('zh-TW', { phone: words }) },
        createElement(CallerFacts, { call, maybe }),
      ),
    )

  test('is named with agency, title and how well they know the systems', () => {
    const caller = { name: '陳怡君', title: '科員', agencyName: '基隆市政府', proficiency: 'expert' }
    const html = shown({ number: '02-2397-9298', caller: caller as never })
    for (const word of ['陳怡君', '基隆市政府　科員', '02-2397-9298', '熟練']) expect(html).toContain(word)
  })

  test('is not said to be unknown where several share the number: by their agency, if it is one', () => {
    const of = (...agencies: string[]) =>
      agencies.map((agencyName, n) => ({ personId: `p${n}`, name: `同仁${n}`, agencyName })) as never
    const call = { number: '02-5550-0022', caller: null }
    const one = shown(call, of('基隆市政府', '基隆市政府'))
    for (const word of ['<h3>基隆市政府</h3>', '多人共用的號碼', '02-5550-0022']) expect(one).toContain(word)
    const two = shown(call, of('基隆市政府', '宜蘭縣政府'))
    expect(two).toContain('<h3>多人共用的號碼</h3>')
    expect(one + two).not.toContain('未登錄')
  })

  test('is said to be unknown, or to withhold the number', () => {
    expect(shown({ number: '0912-345-678', caller: null })).toContain('未登錄的號碼')
    expect(shown({ number: null, caller: null })).toContain('未顯示號碼')
  })
})
