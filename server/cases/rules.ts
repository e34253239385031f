import { Refusal } from '../platform/refusal.ts'
import type { CaseStatus, WaitingFor } from './shapes.ts'
import type { StoredCase } from './tables.ts'

/**
 * What somebody is to a case. One person may be several.
 *
 * - owner: answerable for it now
 * - handler: works on cases and sees this one
 * - taker: may take it from the queue in which it waits
 * - receiver: it is offered to them, or escalated to a queue that they take from
 * - supervisor: assigns cases
 * - requester: whose problem it is
 * - router: the automatic distribution
 * - clock: what happens by itself after a time
 */
export type Party =
  | 'owner'
  | 'handler'
  | 'taker'
  | 'receiver'
  | 'supervisor'
  | 'requester'
  | 'router'
  | 'clock'

type Rule = {
  verb: string
  from: readonly CaseStatus[]
  to: CaseStatus | 'same'
  who: readonly Party[]
  /** Only while the case waits for this. */
  waitingFor?: WaitingFor
  /** Not while it waits to be taken over by somebody else, and only with an owner who can hand it on. */
  handsOn?: true
}

const OWNED = ['assigned', 'in-progress', 'waiting', 'answered', 'reopened'] as const
const LIVE = ['received', 'escalated', ...OWNED] as const
const STAFF = ['owner', 'supervisor'] as const

/** Every state and every way from one to another. Enforced by `decide`, drawn in docs/states.md. */
const TABLE = [
  { verb: 'claim', from: ['received', 'reopened', 'escalated'], to: 'assigned', who: ['taker'] },
  { verb: 'route', from: ['received', 'reopened', 'escalated'], to: 'assigned', who: ['router'] },
  { verb: 'start', from: ['assigned', 'reopened', 'waiting', 'answered'], to: 'in-progress', who: ['owner'] },

  { verb: 'note', from: [...LIVE, 'closed', 'withdrawn'], to: 'same', who: ['handler'] },
  { verb: 'reply', from: ['assigned', 'reopened', 'in-progress'], to: 'in-progress', who: ['owner'] },
  { verb: 'reply', from: ['waiting', 'escalated', 'answered'], to: 'same', who: ['owner'] },
  { verb: 'answer', from: [...OWNED, 'escalated'], to: 'answered', who: ['owner'] },
  { verb: 'ask-data', from: OWNED, to: 'waiting', who: ['owner'] },
  { verb: 'ask-verification', from: OWNED, to: 'waiting', who: ['owner'] },
  { verb: 'close', from: OWNED, to: 'closed', who: STAFF },

  {
    verb: 'escalate',
    from: ['assigned', 'in-progress', 'waiting', 'reopened'],
    to: 'escalated',
    who: STAFF,
    handsOn: true,
  },
  { verb: 'hand-over', from: OWNED, to: 'same', who: STAFF, handsOn: true },
  {
    verb: 'accept',
    from: ['assigned', 'in-progress', 'reopened', 'escalated'],
    to: 'assigned',
    who: ['receiver'],
  },
  { verb: 'accept', from: ['waiting', 'answered'], to: 'same', who: ['receiver'] },
  { verb: 'return', from: OWNED, to: 'same', who: ['receiver'] },
  { verb: 'return', from: ['escalated'], to: 'in-progress', who: ['receiver'] },

  {
    verb: 'assign',
    from: ['received', 'assigned', 'in-progress', 'escalated', 'reopened'],
    to: 'assigned',
    who: ['supervisor'],
  },
  { verb: 'assign', from: ['waiting', 'answered'], to: 'same', who: ['supervisor'] },
  {
    verb: 'requeue',
    from: ['received', 'assigned', 'in-progress', 'waiting', 'escalated', 'reopened'],
    to: 'received',
    who: ['supervisor'],
  },

  { verb: 'edit', from: ['received', 'reopened'], to: 'same', who: [...STAFF, 'handler'] },
  {
    verb: 'edit',
    from: ['assigned', 'in-progress', 'waiting', 'escalated', 'answered', 'closed', 'withdrawn'],
    to: 'same',
    who: STAFF,
  },
  { verb: 'withdraw', from: ['received'], to: 'withdrawn', who: ['handler', 'requester'] },
  {
    verb: 'withdraw',
    from: ['assigned', 'in-progress', 'waiting', 'escalated', 'reopened'],
    to: 'withdrawn',
    who: [...STAFF, 'requester'],
  },
  {
    verb: 'reopen',
    from: ['answered', 'closed', 'withdrawn'],
    to: 'reopened',
    who: ['handler', 'requester'],
  },

  {
    verb: 'write',
    from: ['received', 'assigned', 'in-progress', 'escalated', 'reopened'],
    to: 'same',
    who: ['requester'],
  },
  { verb: 'write', from: ['waiting', 'answered'], to: 'in-progress', who: ['requester'] },
  { verb: 'confirm', from: ['waiting'], waitingFor: 'verification', to: 'closed', who: ['requester'] },
  { verb: 'confirm', from: ['answered'], to: 'closed', who: ['requester'] },
  { verb: 'dispute', from: ['waiting'], waitingFor: 'verification', to: 'reopened', who: ['requester'] },
  { verb: 'dispute', from: ['answered'], to: 'reopened', who: ['requester'] },
  { verb: 'lapse', from: ['waiting'], waitingFor: 'verification', to: 'closed', who: ['clock'] },
  { verb: 'lapse', from: ['answered'], to: 'closed', who: ['clock'] },
] as const satisfies readonly Rule[]

export type Verb = (typeof TABLE)[number]['verb']

/** One line of the table for each state that a verb starts from; `to` is the state itself where nothing changes. */
export const TRANSITIONS: readonly {
  verb: Verb
  from: CaseStatus
  to: CaseStatus
  who: readonly Party[]
  waitingFor: WaitingFor | undefined
  handsOn: boolean
}[] = TABLE.flatMap((rule: Rule & { verb: Verb }) =>
  rule.from.map((from) => ({
    verb: rule.verb,
    from,
    to: rule.to === 'same' ? from : rule.to,
    who: rule.who,
    waitingFor: rule.waitingFor,
    handsOn: rule.handsOn ?? false,
  })),
)

/** What the rules need to know of a case. */
export type Situation = Pick<StoredCase, 'status' | 'waitingFor' | 'ownerId'> & { handOverOpen: boolean }

/**
 * Whether the verb is possible now for somebody who is all of these parties.
 *
 * @returns the state that the case has afterwards
 * @throws Refusal 'conflict' `transition-not-allowed` with `from`, `verb`: nobody may do that in this state
 * @throws Refusal 'conflict' `hand-over-open`
 * @throws Refusal 'forbidden' `not-the-owner`: others may
 */
export function decide(situation: Situation, verb: Verb, parties: readonly Party[]): CaseStatus {
  const rule = ruleFor(situation, verb)
  if (!rule) throw new Refusal('conflict', 'transition-not-allowed', { from: situation.status, verb })
  if (!isOneOf(parties, rule.who)) throw new Refusal('forbidden', 'not-the-owner')
  if (rule.handsOn && situation.handOverOpen) throw new Refusal('conflict', 'hand-over-open')
  return rule.to
}

/** What somebody who is all of these parties may do with the case now, in the order of the table. */
export function actionsOf(situation: Situation, parties: readonly Party[]): Verb[] {
  const possible = TRANSITIONS.filter(
    (rule) =>
      fits(rule, situation) && isOneOf(parties, rule.who) && !(rule.handsOn && situation.handOverOpen),
  )
  return [...new Set(possible.map(({ verb }) => verb))]
}

const ruleFor = (situation: Situation, verb: Verb) =>
  TRANSITIONS.find((rule) => rule.verb === verb && fits(rule, situation))

const fits = (rule: (typeof TRANSITIONS)[number], { status, waitingFor, ownerId }: Situation) =>
  rule.from === status &&
  (rule.waitingFor === undefined || rule.waitingFor === waitingFor) &&
  !(rule.handsOn && ownerId === null)

const isOneOf = (parties: readonly Party[], who: readonly Party[]) =>
  who.some((party) => parties.includes(party))

const REOPENING_DAYS = 30
const DAY_MS = 86_400_000

/** A case stays open to reopening for 30 days after it was closed or withdrawn. */
export const canBeReopened = ({ closedAt }: Pick<StoredCase, 'closedAt'>, at: Date) =>
  closedAt === null || at.getTime() - closedAt.getTime() <= REOPENING_DAYS * DAY_MS

/** What its requester may do with a case now: names of the portal's buttons. */
export function requesterActionsOf(row: Pick<StoredCase, 'status' | 'waitingFor' | 'closedAt'>, at: Date) {
  const verbs = actionsOf({ ...row, ownerId: null, handOverOpen: false }, ['requester'])
  const named = {
    write: 'add-information',
    withdraw: 'withdraw',
    reopen: 'reopen',
    confirm: 'verify',
  } as const
  return (Object.keys(named) as (keyof typeof named)[])
    .filter((verb) => verbs.includes(verb) && (verb !== 'reopen' || canBeReopened(row, at)))
    .map((verb) => named[verb])
}
