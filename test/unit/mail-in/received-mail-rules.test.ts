import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Claim, decide, type Facts } from '../../../server/mail-in/receive/rules.ts'
import type { Id } from '../../../server/platform/values.ts'

const caseOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as Id<'case'>
const NOW = new Date('2026-11-20T02:00:00Z')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000)

const claim = (given: Partial<Claim> = {}): Claim => ({
  by: 'our-mail',
  caseId: caseOf(1),
  status: 'in-progress',
  closedAt: null,
  takesPart: true,
  isNumbered: false,
  subjects: ['差勤系統無法送出請假單'],
  ...given,
})

type Given = {
  mailbox?: Partial<Facts['mailbox']>
  mail?: Partial<Facts['mail']>
  recent?: Partial<Facts['recent']>
} & Partial<Omit<Facts, 'mailbox' | 'mail' | 'recent'>>

const facts = ({ mailbox, mail, recent, ...given }: Given = {}): Facts => ({
  at: NOW,
  mailbox: {
    kind: 'mail',
    closedRule: 'reopen',
    closedDays: 14,
    subjectRule: 'new-case',
    acknowledges: true,
    ...mailbox,
  },
  mail: {
    from: 'wang@agency.example',
    subject: 'Re: 差勤系統無法送出請假單',
    automatic: 'no',
    bounce: false,
    ours: false,
    unanswerable: false,
    ...mail,
  },
  claims: [],
  twin: undefined,
  heardIn: [],
  twoMailboxes: 'one-case',
  recent: { cases: 0, ofSubject: 0, receipts: 0, ofCase: new Map(), ...recent },
  limits: { perThread: 5, perSender: 50, receipts: 3 },
  ...given,
})

describe('a mail that belongs to nothing', () => {
  test('becomes a case, and its sender is told so', () => {
    expect(decide(facts())).toEqual({ outcome: 'case', marks: [], links: [] })
  })

  test.each([
    ['the mailbox does not acknowledge', { mailbox: { acknowledges: false } }],
    ['its sender takes no mail', { mail: { unanswerable: true } }],
    ['its sender has had enough receipts this hour', { recent: { receipts: 3 } }],
    ['it came by a fax gateway', { mailbox: { kind: 'fax' as const } }],
  ])('becomes a case without a receipt when %s', (_why, given) => {
    expect(decide(facts(given))).toMatchObject({ outcome: 'case', marks: ['no-receipt'] })
  })

  test.each(['list', 'bulk'] as const)('becomes a case without a receipt when it is %s mail', (automatic) => {
    expect(decide(facts({ mail: { automatic } }))).toMatchObject({
      outcome: 'case',
      marks: ['automatic', 'no-receipt'],
    })
  })

  test.each([
    ['nobody sent it', { mail: { from: null } }, 'no-sender'],
    ['we sent it ourselves', { mail: { ours: true } }, 'loop'],
    ['a machine answers', { mail: { automatic: 'auto-replied' as const } }, 'automatic'],
    ['a machine wrote it', { mail: { automatic: 'auto-generated' as const } }, 'automatic'],
    ['it reports a mail that did not arrive', { mail: { bounce: true } }, 'bounce'],
    ['the same came too often', { recent: { ofSubject: 5 } }, 'too-many'],
    ['its sender opens too many', { recent: { cases: 50 } }, 'too-many'],
  ])('lies in quarantine when %s', (_why, given, reason) => {
    expect(decide(facts(given))).toEqual({ outcome: 'quarantined', reason, marks: [reason] })
  })

  test('of a fax gateway is no answer to the gateway’s other faxes', () => {
    const claims = [claim({ by: 'received-mail' }), claim({ by: 'number', caseId: caseOf(2) })]
    expect(decide(facts({ claims, mailbox: { kind: 'fax' } }))).toMatchObject({ outcome: 'case', links: [] })
  })

  test('of a fax gateway becomes a case though a machine wrote it, however many come', () => {
    const given = { mailbox: { kind: 'fax' as const }, recent: { cases: 900, ofSubject: 900 } }
    expect(decide(facts({ ...given, mail: { automatic: 'auto-generated' } }))).toMatchObject({
      outcome: 'case',
    })
  })
})

describe('a mail that belongs to a case', () => {
  test.each(['reply-address', 'our-mail'] as const)('by %s is heard there, whoever sent it', (by) => {
    expect(decide(facts({ claims: [claim({ by, takesPart: false })] }))).toMatchObject({
      outcome: 'follow-up',
      caseId: caseOf(1),
      verb: 'write',
      marks: ['other-sender'],
    })
  })

  test.each(['received-mail', 'number'] as const)('by %s is heard of those who take part in it', (by) => {
    expect(decide(facts({ claims: [claim({ by })] }))).toMatchObject({
      outcome: 'follow-up',
      verb: 'write',
      marks: ['sender-not-proved'],
    })
  })

  test.each(['received-mail', 'number'] as const)(
    'by %s of a stranger becomes a case that mentions it',
    (by) => {
      expect(decide(facts({ claims: [claim({ by, takesPart: false })] }))).toEqual({
        outcome: 'case',
        marks: [],
        links: [{ caseId: caseOf(1), kind: 'mentions' }],
      })
    },
  )

  test('reopens it within the days of the mailbox, and becomes a case that continues it later', () => {
    const closed = (days: number) => claim({ status: 'closed', closedAt: daysAgo(days) })
    expect(decide(facts({ claims: [closed(13)] }))).toMatchObject({ verb: 'reopen', marks: ['reopened'] })
    expect(decide(facts({ claims: [closed(15)] }))).toMatchObject({
      outcome: 'case',
      links: [{ caseId: caseOf(1), kind: 'continues' }],
    })
    expect(decide(facts({ claims: [closed(1)], mailbox: { closedRule: 'new-case' } }))).toMatchObject({
      outcome: 'case',
      links: [{ caseId: caseOf(1), kind: 'continues' }],
    })
  })

  test('under another subject follows the mailbox’s rule, and says so either way', () => {
    const given = { claims: [claim()], mail: { subject: 'Re: 年終獎金核算問題' } }
    expect(decide(facts(given))).toMatchObject({
      outcome: 'case',
      marks: ['changed-subject'],
      links: [{ caseId: caseOf(1), kind: 'continues' }],
    })
    expect(decide(facts({ ...given, mailbox: { subjectRule: 'follow-up' } }))).toMatchObject({
      outcome: 'follow-up',
      marks: ['changed-subject'],
    })
    expect(decide(facts({ ...given, claims: [claim({ isNumbered: true })] }))).toMatchObject({
      outcome: 'follow-up',
      marks: [],
    })
  })

  test.each([
    ['bounce', { bounce: true }],
    ['automatic', { automatic: 'auto-replied' as const }],
    ['automatic', { automatic: 'auto-generated' as const }],
  ])('is kept there as %s when a machine wrote it, and moves nothing', (mark, mail) => {
    const closed = claim({ status: 'closed', closedAt: daysAgo(1) })
    expect(decide(facts({ claims: [closed], mail }))).toMatchObject({
      outcome: 'follow-up',
      verb: 'keep',
      marks: [mark],
    })
  })

  test('moves nothing any more when its sender has written too often this hour', () => {
    const recent = { ofCase: new Map([[caseOf(1), 5]]) }
    expect(decide(facts({ claims: [claim()], recent }))).toMatchObject({ verb: 'keep', marks: ['too-many'] })
  })

  test('is a proof before a hint, and the first of several', () => {
    const claims = [claim({ by: 'reply-address', caseId: caseOf(2) }), claim({ by: 'number' })]
    expect(decide(facts({ claims }))).toMatchObject({ caseId: caseOf(2) })
  })
})

describe('one mail to two of our mailboxes', () => {
  const twin = { caseId: caseOf(7), opened: true }
  test('is one case with the second mailbox as watcher, or two that are linked', () => {
    expect(decide(facts({ twin, heardIn: [caseOf(7)] }))).toMatchObject({
      outcome: 'follow-up',
      caseId: caseOf(7),
      verb: 'heard',
    })
    expect(decide(facts({ twin, heardIn: [caseOf(7)], twoMailboxes: 'linked' }))).toMatchObject({
      outcome: 'case',
      links: [{ caseId: caseOf(7), kind: 'same-mail' }],
    })
  })

  test.each(['one-case', 'linked'] as const)(
    'that answers a case is heard there once, with %s',
    (twoMailboxes) => {
      const given = { claims: [claim()], twin: { caseId: caseOf(1), opened: false }, heardIn: [caseOf(1)] }
      expect(decide(facts({ ...given, twoMailboxes }))).toMatchObject({ verb: 'heard', caseId: caseOf(1) })
    },
  )
})

describe('whatever comes', () => {
  const anyClaim = fc.record({
    by: fc.constantFrom<Claim['by']>('reply-address', 'our-mail', 'received-mail', 'number'),
    caseId: fc.integer({ min: 1, max: 4 }).map(caseOf),
    status: fc.constant<Claim['status']>('in-progress'),
    closedAt: fc.option(fc.integer({ min: 0, max: 100 }).map(daysAgo), { nil: null }),
    takesPart: fc.boolean(),
    isNumbered: fc.boolean(),
    subjects: fc.array(fc.constantFrom('差勤', '待遇', '差勤系統無法送出請假單'), { maxLength: 2 }),
  })
  const anyFacts = fc.record({
    claims: fc.array(anyClaim, { maxLength: 4 }),
    mailbox: fc.record({
      kind: fc.constantFrom<'mail' | 'fax'>('mail', 'fax'),
      closedRule: fc.constantFrom<'reopen' | 'new-case'>('reopen', 'new-case'),
      closedDays: fc.integer({ min: 0, max: 60 }),
      subjectRule: fc.constantFrom<'follow-up' | 'new-case'>('follow-up', 'new-case'),
      acknowledges: fc.boolean(),
    }),
    mail: fc.record({
      from: fc.option(fc.constant('a@b.example'), { nil: null }),
      subject: fc.constantFrom('', '差勤', 'Re: 年終獎金'),
      automatic: fc.constantFrom<Facts['mail']['automatic']>(
        'no',
        'auto-replied',
        'auto-generated',
        'list',
        'bulk',
      ),
      bounce: fc.boolean(),
      ours: fc.boolean(),
      unanswerable: fc.boolean(),
    }),
    recent: fc.record({
      cases: fc.integer({ min: 0, max: 60 }),
      ofSubject: fc.integer({ min: 0, max: 9 }),
      receipts: fc.integer({ min: 0, max: 5 }),
    }),
  })

  test('a stranger never writes into a case that nothing but their own words names', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const hinted = given.claims.filter(({ by }) => by === 'received-mail' || by === 'number')
        const strangers = hinted.map((one) => ({ ...one, takesPart: false }))
        return decide(facts({ ...given, claims: strangers })).outcome !== 'follow-up'
      }),
    )
  })

  test('a machine reopens nothing, moves nothing and is sent no receipt', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const decision = decide(facts(given))
        const { automatic, bounce } = given.mail
        if (automatic === 'no' && !bounce) return true
        const machine = bounce || automatic === 'auto-replied'
        if (decision.outcome === 'follow-up') return !machine || decision.verb === 'keep'
        return decision.outcome === 'quarantined' || decision.marks.includes('no-receipt')
      }),
    )
  })

  test('what is decided about a case is about one that the mail names, and a quarantine says why', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const decision = decide(facts(given))
        if (decision.outcome === 'quarantined') return decision.reason.length > 0
        const named = given.claims.map(({ caseId }) => caseId)
        if (decision.outcome === 'follow-up') return named.includes(decision.caseId)
        return decision.links.every(({ caseId }) => named.includes(caseId))
      }),
    )
  })
})
