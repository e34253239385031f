import { describe, expect, test } from 'vitest'
import {
  decideStep,
  demandComplete,
  gapsOf,
  type Party,
  type Situation,
  STEPS,
  type Step,
  stepsFor,
  type VersionState,
  type Visibility,
  type Written,
} from '../../../server/knowledge/rules.ts'

const TODAY = '2026-11-22'
const WRITER = 'writer'
const OTHER = 'other'
const version = (change: Partial<Situation> = {}): Situation => ({
  state: 'draft',
  visibility: 'public',
  writers: [WRITER],
  effectiveFrom: null,
  effectiveUntil: null,
  ...change,
})
const refusal = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return (error as { code?: string }).code
  }
  return undefined
}
const STATES: VersionState[] = ['draft', 'review', 'approved', 'live', 'replaced', 'withdrawn', 'discarded']
const PARTIES: Party[] = ['editor', 'reviewer', 'owner', 'clock']
const ALL_STEPS: Step[] = [
  'write',
  'submit',
  'take-back',
  'return',
  'approve',
  'publish',
  'replace',
  'withdraw',
  'discard',
]

describe('a version of an entry', () => {
  test.each<[Step, VersionState, Party, VersionState]>([
    ['write', 'draft', 'editor', 'draft'],
    ['submit', 'draft', 'editor', 'review'],
    ['take-back', 'review', 'editor', 'draft'],
    ['take-back', 'approved', 'editor', 'draft'],
    ['return', 'review', 'reviewer', 'draft'],
    ['return', 'approved', 'reviewer', 'draft'],
    ['approve', 'review', 'reviewer', 'approved'],
    ['publish', 'approved', 'reviewer', 'live'],
    ['publish', 'approved', 'clock', 'live'],
    ['replace', 'live', 'clock', 'replaced'],
    ['withdraw', 'live', 'owner', 'withdrawn'],
    ['withdraw', 'live', 'reviewer', 'withdrawn'],
    ['withdraw', 'live', 'clock', 'withdrawn'],
    ['discard', 'draft', 'editor', 'discarded'],
    ['discard', 'draft', 'reviewer', 'discarded'],
  ])('by %s comes from %s, done by the %s, to %s', (step, state, party, to) => {
    expect(decideStep(version({ state }), step, { id: OTHER, parties: [party] }, TODAY)).toBe(to)
  })

  test('takes no other step than those of the table, by nobody else', () => {
    const taken = STATES.flatMap((state) =>
      ALL_STEPS.flatMap((step) =>
        PARTIES.filter(
          (party) =>
            refusal(() => decideStep(version({ state }), step, { id: OTHER, parties: [party] }, TODAY)) ===
            undefined,
        ).map((party) => `${state} ${step} ${party}`),
      ),
    )
    expect(taken).toHaveLength(15)
    expect(taken.filter((line) => /^(replaced|withdrawn|discarded)/.test(line))).toEqual([])
  })

  test('says whether nobody may do that now, or only somebody else', () => {
    const editor = { id: OTHER, parties: ['editor'] as const }
    expect(refusal(() => decideStep(version({ state: 'live' }), 'write', editor, TODAY))).toBe(
      'entry-step-not-allowed',
    )
    expect(refusal(() => decideStep(version({ state: 'review' }), 'approve', editor, TODAY))).toBe(
      'entry-step-not-yours',
    )
  })

  test('is never written again once it was live', () => {
    expect(STEPS.filter(({ step, from }) => step === 'write' && from !== 'draft')).toEqual([])
  })

  test.each<[Visibility, string | undefined]>([
    ['public', 'entry-needs-second-person'],
    ['signed-in', 'entry-needs-second-person'],
    ['vendor', 'entry-needs-second-person'],
    ['internal', undefined],
  ])('that is %s is approved by its own writer: %s', (visibility, code) => {
    const self = { id: WRITER, parties: ['editor', 'reviewer'] as const }
    const inReview = version({ state: 'review', visibility })
    expect(refusal(() => decideStep(inReview, 'approve', self, TODAY))).toBe(code)
    expect(stepsFor(inReview, self, TODAY).includes('approve')).toBe(code === undefined)
  })

  test('is not approved by any of those who wrote in it', () => {
    const inReview = version({ state: 'review', writers: [WRITER, OTHER] })
    const reviewer = (id: string) => ({ id, parties: ['reviewer'] as const })
    expect(refusal(() => decideStep(inReview, 'approve', reviewer(OTHER), TODAY))).toBe(
      'entry-needs-second-person',
    )
    expect(decideStep(inReview, 'approve', reviewer('third'), TODAY)).toBe('approved')
  })

  test.each([
    [null, null, undefined],
    ['2026-11-22', '2026-11-22', undefined],
    ['2026-11-23', null, 'entry-not-in-force'],
    [null, '2026-11-21', 'entry-not-in-force'],
  ])('in force from %s until %s goes live today: %s', (effectiveFrom, effectiveUntil, code) => {
    const approved = version({ state: 'approved', effectiveFrom, effectiveUntil })
    const clock = { id: null, parties: ['clock'] as const }
    expect(refusal(() => decideStep(approved, 'publish', clock, TODAY))).toBe(code)
  })

  test('offers the buttons of whoever looks at it', () => {
    const may = (state: VersionState, ...parties: Party[]) =>
      stepsFor(version({ state }), { id: OTHER, parties }, TODAY)
    expect(may('draft', 'editor')).toEqual(['write', 'submit', 'discard'])
    expect(may('review', 'editor', 'reviewer')).toEqual(['take-back', 'return', 'approve'])
    expect(may('live', 'editor')).toEqual([])
    expect(may('live', 'owner')).toEqual(['withdraw'])
    expect(may('draft')).toEqual([])
  })
})

describe('a draft', () => {
  const written = (change: Partial<Written> = {}): Written => ({
    title: '如何補登請假',
    shortAnswer: '請至差勤系統。',
    body: '',
    visibility: 'public',
    whyHidden: null,
    vendorId: null,
    ownerId: 'owner',
    reviewOn: '2027-11-22',
    effectiveFrom: null,
    effectiveUntil: null,
    withoutWords: 0,
    ...change,
  })

  test.each<[string, Partial<Written>, string[]]>([
    ['that has everything', {}, []],
    ['without a title', { title: ' \n' }, ['title-missing']],
    ['without any answer', { shortAnswer: '' }, ['answer-missing']],
    ['whose answer is only in its body', { shortAnswer: '', body: '1. 登入' }, []],
    ['for staff without a reason', { visibility: 'internal' }, ['reason-missing']],
    ['for staff with a blank reason', { visibility: 'internal', whyHidden: '  ' }, ['reason-missing']],
    ['for staff with a reason', { visibility: 'internal', whyHidden: '含系統弱點' }, []],
    ['for whoever is signed in', { visibility: 'signed-in' }, []],
    ['for a vendor not named', { visibility: 'vendor', whyHidden: '維護' }, ['vendor-missing']],
    ['for everybody and a vendor', { vendorId: 3 }, ['vendor-not-wanted']],
    ['that nobody owns', { ownerId: null }, ['owner-missing']],
    ['never looked at again', { reviewOn: null }, ['review-date-missing']],
    ['to be looked at today', { reviewOn: TODAY }, ['review-date-past']],
    ['with a picture without words', { withoutWords: 1 }, ['picture-without-words']],
    [
      'that ends before it begins',
      { effectiveFrom: '2027-01-02', effectiveUntil: '2027-01-01' },
      ['effective-dates-reversed'],
    ],
    [
      'with nothing',
      { title: '', shortAnswer: '', ownerId: null, reviewOn: null },
      ['title-missing', 'answer-missing', 'owner-missing', 'review-date-missing'],
    ],
  ])('%s lacks what is told', (_, change, gaps) => {
    expect(gapsOf(written(change), TODAY)).toEqual(gaps)
    expect(refusal(() => demandComplete(written(change), TODAY))).toBe(
      gaps.length === 0 ? undefined : 'entry-incomplete',
    )
  })
})
