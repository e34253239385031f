import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { statesDocument } from '../../scripts/lib/states-document.ts'
import {
  actionsOf,
  canBeReopened,
  decide,
  type Party,
  requesterActionsOf,
  type Situation,
  TRANSITIONS,
} from '../../server/cases/rules.ts'
import { STATUSES } from '../../server/cases/shapes.ts'
import { newId } from '../../server/platform/values.ts'
import { EXPECTED, type SituationName } from '../support/case-grid.ts'

const EVERYBODY: Party[] = [
  'owner',
  'handler',
  'taker',
  'receiver',
  'supervisor',
  'requester',
  'router',
  'clock',
]

const situationOf = (name: SituationName): Situation => ({
  status: name === 'verifying' ? 'waiting' : name,
  waitingFor: name === 'verifying' ? 'verification' : name === 'waiting' ? 'data' : null,
  ownerId: newId(),
  handOverOpen: false,
})

describe('the table of states', () => {
  test.each(EXPECTED)('$verb in $situation leads to $to', ({ verb, situation, to }) => {
    const attempt = () => decide(situationOf(situation), verb, EVERYBODY)
    if (to) expect(attempt()).toBe(to)
    else expect(attempt).toThrow(expect.objectContaining({ code: 'transition-not-allowed' }))
  })

  test('has every state as a start and as an end', () => {
    expect(new Set(TRANSITIONS.map(({ from }) => from))).toEqual(new Set(STATUSES))
    expect(new Set(TRANSITIONS.map(({ to }) => to))).toEqual(new Set(STATUSES))
  })

  test('is drawn in docs/states.md as it is', async () => {
    const path = join(import.meta.dirname, '../../docs/states.md')
    expect(await readFile(path, 'utf8')).toBe(statesDocument())
  })
})

describe('who may', () => {
  test.each([
    ['reply', 'in-progress', ['owner'], ['handler', 'supervisor', 'requester', 'taker', 'receiver']],
    ['close', 'answered', ['owner', 'supervisor'], ['handler', 'requester', 'receiver']],
    ['claim', 'received', ['taker'], ['handler', 'supervisor', 'owner']],
    ['assign', 'in-progress', ['supervisor'], ['handler', 'owner', 'taker']],
    ['accept', 'in-progress', ['receiver'], ['handler', 'owner', 'supervisor']],
    ['confirm', 'answered', ['requester'], ['handler', 'owner', 'supervisor']],
    ['lapse', 'answered', ['clock'], ['handler', 'owner', 'supervisor', 'requester']],
    ['edit', 'closed', ['owner', 'supervisor'], ['handler', 'requester']],
  ] as const)('%s when %s: %s, and nobody else', (verb, situation, may, mayNot) => {
    for (const party of may) expect(() => decide(situationOf(situation), verb, [party])).not.toThrow()
    for (const party of mayNot)
      expect(() => decide(situationOf(situation), verb, [party])).toThrow(
        expect.objectContaining({ code: 'not-the-owner', kind: 'forbidden' }),
      )
  })

  test('a case that is being handed over is not handed over or escalated a second time', () => {
    const situation = { ...situationOf('in-progress'), handOverOpen: true }
    for (const verb of ['hand-over', 'escalate'] as const)
      expect(() => decide(situation, verb, ['owner'])).toThrow(
        expect.objectContaining({ code: 'hand-over-open' }),
      )
    expect(actionsOf(situation, ['owner'])).not.toContain('hand-over')
  })

  test('nobody hands on what nobody owns', () => {
    const situation = { ...situationOf('reopened'), ownerId: null }
    expect(() => decide(situation, 'hand-over', ['supervisor'])).toThrow(
      expect.objectContaining({ code: 'transition-not-allowed' }),
    )
  })

  test('an action is offered exactly when the server would allow it', () => {
    for (const { verb, situation } of EXPECTED)
      for (const party of EVERYBODY) {
        const now = situationOf(situation)
        const allowed = (() => {
          try {
            decide(now, verb, [party])
            return true
          } catch {
            return false
          }
        })()
        expect([verb, situation, party, actionsOf(now, [party]).includes(verb)]).toEqual([
          verb,
          situation,
          party,
          allowed,
        ])
      }
  })
})

describe('the requester', () => {
  const at = new Date('2026-11-20T01:00:00Z')
  const live = (name: SituationName) => ({ ...situationOf(name), closedAt: null })

  test.each([
    ['received', ['add-information', 'withdraw']],
    ['waiting', ['add-information', 'withdraw']],
    ['verifying', ['add-information', 'withdraw', 'verify']],
    ['answered', ['add-information', 'reopen', 'verify']],
  ] as const)('of a %s case has the buttons %s', (name, actions) => {
    expect(requesterActionsOf(live(name), at)).toEqual(actions)
  })

  test('may reopen for thirty days, and not a moment longer', () => {
    const closedAt = new Date('2026-10-21T01:00:00Z')
    const closed = { ...live('closed'), closedAt }
    expect(requesterActionsOf(closed, at)).toEqual(['reopen'])
    expect(canBeReopened(closed, new Date(at.getTime() + 1))).toBe(false)
    expect(requesterActionsOf(closed, new Date(at.getTime() + 1))).toEqual([])
  })
})
