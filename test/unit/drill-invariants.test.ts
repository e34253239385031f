import { describe, expect, test } from 'vitest'
import { figuresOf, NOTHING, USUAL_LEVEL } from '../../server/calls/board/figures.ts'
import type { Facts } from '../drill/facts.ts'
import { lostCallers, violations } from '../drill/invariants.ts'

const FROM = '0912000001'
const CALL = 'pbx-a-1.0'
const AGENT = 'an agent'

type Loose = Record<keyof Facts, unknown>

/** One caller who was answered, talked, and hung up; everybody knows it. */
const sound = (): Loose => ({
  invites: [{ from: FROM, at: 'pbx-a', isTaken: true }],
  snapshot: { seq: 2, calls: [] },
  records: [{ callRef: CALL, exchange: 'pbx-a', from: FROM }],
  exchanges: [{ name: 'pbx-a', channels: [], bridges: [] }],
  calls: [aCall()],
  cases: [{ id: 'its case' }],
  told: [
    { spoolId: 'journal', seq: 1, callRef: CALL, type: 'call.offered', failed: null },
    { spoolId: 'journal', seq: 2, callRef: CALL, type: 'call.ended', failed: null },
  ],
  cursors: [{ spoolId: 'journal', seq: 2 }],
  waits: [{ callId: 'call', leftAt: new Date(), outcome: 'answered' }],
  legs: [{ legRef: `leg-${CALL}-1`, callId: 'call', agentId: AGENT, extension: '701', endedAt: new Date() }],
  offers: [{ callId: 'call', agentId: AGENT, outcome: 'answered' }],
  engagements: [],
  wrapUps: [],
  times: [{ personId: AGENT, state: 'idle' }],
  agents: [{ personId: AGENT, notResponding: false }],
  holds: [],
  callbacks: [],
  recordings: [],
  phones: [{ extension: '701', exchange: 'pbx-a', inUse: false }],
  figures: figuresOf({ ...NOTHING, answered: 1 }, USUAL_LEVEL),
})

const aCall = (changes: object = {}) => ({
  ...{
    id: 'call',
    callRef: CALL,
    exchange: 'pbx-a',
    direction: 'in',
    source: 'live',
    fromNumber: '+886912000001',
  },
  ...{ caseId: 'its case', agentId: AGENT, answeredAt: new Date(), endedAt: new Date(), outcome: 'answered' },
  ...changes,
})

const withChanges = (changes: Partial<Loose>) => ({ ...sound(), ...changes }) as Facts
const wrongWith = (changes: Partial<Loose>) => violations(withChanges(changes))

describe('what must hold after a drill', () => {
  test('holds for a call that everybody knows to be over', () => {
    expect(wrongWith({})).toEqual([])
    expect(lostCallers(withChanges({}))).toEqual([])
  })

  test.each<[string, Partial<Loose>]>([
    ['a caller who is no call', { calls: [], waits: [], figures: figuresOf(NOTHING, USUAL_LEVEL) }],
    ['a call without a case', { calls: [aCall({ caseId: null })] }],
    [
      'two calls of one caller',
      { calls: [aCall(), aCall({ id: 'another', callRef: 'pbx-a-2.0', caseId: 'another' })] },
    ],
    ['a call that nobody has dialled', { invites: [] }],
    ['two calls with one case', { calls: [aCall(), aCall({ id: 'another', fromNumber: '+886912000002' })] }],
    [
      'a call that only its exchange knows',
      { records: [{ callRef: 'pbx-a-9.0', exchange: 'pbx-a', from: FROM }] },
    ],
    ['a call that ended nowhere', { calls: [aCall({ outcome: null })] }],
    ['an answer by nobody', { calls: [aCall({ agentId: null })] }],
    ['an end that was never told', { told: [told(1)] }],
    ['a wait that is not counted', { figures: figuresOf(NOTHING, USUAL_LEVEL) }],
    ['a wait of a call that is over', { waits: [{ callId: 'call', leftAt: null, outcome: null }] }],
    ['a live call without a channel', { calls: [aCall({ endedAt: null, outcome: null })] }],
    [
      'a live call of the adapter without a channel',
      { snapshot: { seq: 2, calls: [{ callRef: 'x', from: FROM }] } },
    ],
    [
      'a leg that lives on after its call',
      { legs: [{ legRef: 'leg', callId: 'call', agentId: AGENT, extension: '701', endedAt: null }] },
    ],
    [
      'a channel for no call',
      {
        exchanges: [
          { name: 'pbx-a', channels: [{ id: 'a', device: 'PJSIP/701-1', callRef: CALL }], bridges: [] },
        ],
      },
    ],
    [
      'a bridge for no call',
      { exchanges: [{ name: 'pbx-a', channels: [], bridges: [{ id: `bridge-${CALL}`, channels: [] }] }] },
    ],
    ['a busy agent without a leg', { engagements: [{ personId: AGENT, callId: 'call', kind: 'on-call' }] }],
    [
      'an agent who writes nothing up',
      { engagements: [{ personId: AGENT, callId: 'call', kind: 'wrap-up' }] },
    ],
    ['an agent who only counts as busy', { times: [{ personId: AGENT, state: 'on-call' }] }],
    ['an agent who did answer', { agents: [{ personId: AGENT, notResponding: true }] }],
    ['an offer of a call that is over', { offers: [{ callId: 'call', agentId: AGENT, outcome: null }] }],
    ['a phone that is not in use', { phones: [{ extension: '701', exchange: 'pbx-a', inUse: true }] }],
    ['a case held back for nothing', { holds: [{ caseId: 'its case' }] }],
    ['a recording without an end', { recordings: [{ callId: 'call', name: 'rec', state: 'running' }] }],
    ['somebody cut off whom nobody calls back', { calls: [aCall({ outcome: 'lost' })] }],
    [
      'somebody cut off who is not called back yet',
      { calls: [aCall({ outcome: 'lost' })], callbacks: [{ callId: 'call', kind: 'lost', doneAt: null }] },
    ],
    ['an event that could not be applied', { told: [{ ...told(1), failed: 'why' }, told(2)] }],
    [
      'an event that is missing',
      {
        told: [told(1), { ...told(2), seq: 3 }],
        snapshot: { seq: 3, calls: [] },
        cursors: [{ spoolId: 'journal', seq: 3 }],
      },
    ],
    ['a server that has not heard everything', { snapshot: { seq: 3, calls: [] } }],
  ])('does not hold with %s', (_what, changes) => {
    expect(wrongWith(changes)).not.toEqual([])
  })

  test('Who is taken and has no case is lost, and who is cut off and owed nothing', () => {
    expect(lostCallers(withChanges({ calls: [] }))).toEqual([FROM])
    expect(lostCallers(withChanges({ calls: [aCall({ caseId: null })] }))).toEqual([FROM])
    expect(lostCallers(withChanges({ calls: [aCall({ outcome: 'lost' })] }))).toEqual(['+886912000001'])
    expect(lostCallers(withChanges({ invites: [{ from: '0', at: 'office', isTaken: true }] }))).toEqual([])
  })
})

function told(n: 1 | 2) {
  return (sound().told as { seq: number }[])[n - 1]!
}
