import { Refusal } from '../platform/refusal.ts'
import { effectOn } from './effect.ts'

/** How far one version of an entry has come. What is live, replaced or withdrawn is never written again. */
export type VersionState = 'draft' | 'review' | 'approved' | 'live' | 'replaced' | 'withdrawn' | 'discarded'

/** Who may read it: everybody, whoever is signed in, staff, or staff and one vendor. */
export type Visibility = 'public' | 'signed-in' | 'internal' | 'vendor'

/**
 * What somebody is to an entry. One person may be several.
 *
 * - editor: may write entries
 * - reviewer: may say that an entry is right
 * - owner: answerable for this entry
 * - clock: what happens by itself, on a day or because the next version went live
 */
export type Party = 'editor' | 'reviewer' | 'owner' | 'clock'

type Rule = {
  step: string
  from: readonly VersionState[]
  to: VersionState | 'same'
  who: readonly Party[]
  /** Not by somebody who wrote it, where others than staff will read it. */
  secondPerson?: true
  /** Only on a day on which the version is in force. */
  inForce?: true
}

/** Every state of a version and every way from one to another. */
const TABLE = [
  { step: 'write', from: ['draft'], to: 'same', who: ['editor'] },
  { step: 'submit', from: ['draft'], to: 'review', who: ['editor'] },
  { step: 'take-back', from: ['review', 'approved'], to: 'draft', who: ['editor'] },
  { step: 'return', from: ['review', 'approved'], to: 'draft', who: ['reviewer'] },
  { step: 'approve', from: ['review'], to: 'approved', who: ['reviewer'], secondPerson: true },
  { step: 'publish', from: ['approved'], to: 'live', who: ['reviewer', 'clock'], inForce: true },
  { step: 'replace', from: ['live'], to: 'replaced', who: ['clock'] },
  { step: 'withdraw', from: ['live'], to: 'withdrawn', who: ['owner', 'reviewer', 'clock'] },
  { step: 'discard', from: ['draft'], to: 'discarded', who: ['editor', 'reviewer'] },
] as const satisfies readonly Rule[]

export type Step = (typeof TABLE)[number]['step']

/** One line of the table for each state that a step starts from; `to` is the state itself where nothing changes. */
export const STEPS: readonly {
  step: Step
  from: VersionState
  to: VersionState
  who: readonly Party[]
  secondPerson: boolean
  inForce: boolean
}[] = TABLE.flatMap((rule: Rule & { step: Step }) =>
  rule.from.map((from) => ({
    step: rule.step,
    from,
    to: rule.to === 'same' ? from : rule.to,
    who: rule.who,
    secondPerson: rule.secondPerson ?? false,
    inForce: rule.inForce ?? false,
  })),
)

/** What the rules need to know of a version. Days are days of Taipei, `2026-11-22`. */
export type Situation = {
  state: VersionState
  visibility: Visibility
  /** Everybody who wrote in this version or submitted it. */
  writers: readonly string[]
  effectiveFrom: string | null
  effectiveUntil: string | null
}

/** Who takes the step: `id` is null for the clock. */
export type Mover = { id: string | null; parties: readonly Party[] }

/** Outside readers are owed a second pair of eyes. */
const needsSecondPerson = (visibility: Visibility): boolean => visibility !== 'internal'

/**
 * Whether the step is possible today for this person.
 *
 * @param today day of Taipei, `2026-11-22`
 * @returns the state that the version has afterwards
 * @throws Refusal 'conflict' `entry-step-not-allowed` with `from`, `step`: nobody may do that in this state
 * @throws Refusal 'forbidden' `entry-step-not-yours`: others may
 * @throws Refusal 'forbidden' `entry-needs-second-person`: who wrote it does not approve it
 * @throws Refusal 'conflict' `entry-not-in-force` with `from`, `until`: not on this day
 */
export function decideStep(situation: Situation, step: Step, mover: Mover, today: string): VersionState {
  const rule = STEPS.find((line) => line.step === step && line.from === situation.state)
  if (!rule) throw new Refusal('conflict', 'entry-step-not-allowed', { from: situation.state, step })
  if (!rule.who.some((party) => mover.parties.includes(party)))
    throw new Refusal('forbidden', 'entry-step-not-yours', { step })
  if (rule.secondPerson && isFirstPerson(situation, mover))
    throw new Refusal('forbidden', 'entry-needs-second-person')
  if (rule.inForce && effectOn(situation, today) !== 'in-force')
    throw new Refusal('conflict', 'entry-not-in-force', {
      from: situation.effectiveFrom,
      until: situation.effectiveUntil,
    })
  return rule.to
}

/** What this person may do with the version today, in the order of the table: the buttons of the screen. */
export const stepsFor = (situation: Situation, mover: Mover, today: string): Step[] =>
  STEPS.filter(
    (rule) =>
      rule.from === situation.state &&
      rule.who.some((party) => mover.parties.includes(party)) &&
      !(rule.secondPerson && isFirstPerson(situation, mover)) &&
      !(rule.inForce && effectOn(situation, today) !== 'in-force'),
  ).map(({ step }) => step)

const isFirstPerson = ({ visibility, writers }: Situation, { id }: Mover) =>
  needsSecondPerson(visibility) && (id === null || writers.includes(id))

/** What a version needs before somebody else is asked to read it. */
export type Written = {
  title: string
  shortAnswer: string
  body: string
  visibility: Visibility
  whyHidden: string | null
  vendorId: number | null
  ownerId: string | null
  reviewOn: string | null
  effectiveFrom: string | null
  effectiveUntil: string | null
  /** Pictures and clips of its texts that say in no words what they show. */
  withoutWords: number
}

export type Gap =
  | 'title-missing'
  | 'answer-missing'
  | 'reason-missing'
  | 'vendor-missing'
  | 'vendor-not-wanted'
  | 'owner-missing'
  | 'review-date-missing'
  | 'review-date-past'
  | 'effective-dates-reversed'
  | 'picture-without-words'

/** Everything that is missing at once, in the order of the form. Public is the default: anything narrower says why. */
export function gapsOf(written: Written, today: string): Gap[] {
  const { visibility, effectiveFrom, effectiveUntil, reviewOn } = written
  const isHidden = visibility === 'internal' || visibility === 'vendor'
  const gaps: [Gap, boolean][] = [
    ['title-missing', isBlank(written.title)],
    ['answer-missing', isBlank(written.shortAnswer) && isBlank(written.body)],
    ['picture-without-words', written.withoutWords > 0],
    ['reason-missing', isHidden && isBlank(written.whyHidden ?? '')],
    ['vendor-missing', visibility === 'vendor' && written.vendorId === null],
    ['vendor-not-wanted', visibility !== 'vendor' && written.vendorId !== null],
    ['owner-missing', written.ownerId === null],
    ['review-date-missing', reviewOn === null],
    ['review-date-past', reviewOn !== null && reviewOn <= today],
    [
      'effective-dates-reversed',
      effectiveFrom !== null && effectiveUntil !== null && effectiveUntil < effectiveFrom,
    ],
  ]
  return gaps.filter(([, isOpen]) => isOpen).map(([gap]) => gap)
}

/** @throws Refusal 'invalid' `entry-incomplete` with `gaps` */
export function demandComplete(written: Written, today: string) {
  const gaps = gapsOf(written, today)
  if (gaps.length > 0) throw new Refusal('invalid', 'entry-incomplete', { gaps })
}

const isBlank = (text: string) => text.trim() === ''
