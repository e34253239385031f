import type { CaseStatus } from '../../cases/shapes.ts'
import type { Id } from '../../platform/values.ts'
import type { Mailbox } from '../tables.ts'
import { isSameSubject } from './subject.ts'

/**
 * How a mail says which case it belongs to, the most trustworthy first. The first two cannot be made up: they repeat
 * what only somebody who had a letter of ours can know. The others anybody can write.
 */
export type ClaimKind = 'reply-address' | 'our-mail' | 'received-mail' | 'number'

/** A case that the mail says it belongs to. */
export type Claim = {
  by: ClaimKind
  caseId: Id<'case'>
  status: CaseStatus
  closedAt: Date | null
  /** Whether the sender's address has taken part in the case: its requester, or a correspondent since. */
  takesPart: boolean
  /** The subject names the case by its number. */
  isNumbered: boolean
  /** What the case and its mails have been called. */
  subjects: readonly string[]
}

export type Limits = {
  /** Mails of one sender and thread within an hour that still do what mails do. */
  perThread: number
  /** New cases of one sender within an hour. */
  perSender: number
  /** Receipts to one sender within an hour. */
  receipts: number
}

/** Everything that the decision about a mail depends on. */
export type Facts = {
  at: Date
  mailbox: Pick<Mailbox, 'kind' | 'closedRule' | 'closedDays' | 'subjectRule' | 'acknowledges'>
  mail: {
    /** Lower-case; null when it names nobody. */
    from: string | null
    subject: string
    automatic: 'no' | 'auto-replied' | 'auto-generated' | 'list' | 'bulk'
    /** It reports what became of a mail of ours. */
    bounce: boolean
    /** We sent it ourselves. */
    ours: boolean
    /** Its address takes no mail, or is known to be dead. */
    unanswerable: boolean
  }
  /** In the order of trust, then of nearness. */
  claims: readonly Claim[]
  /** The same mail, taken by another mailbox of ours before. */
  twin: { caseId: Id<'case'>; opened: boolean } | undefined
  /** Cases in which this very mail is already. */
  heardIn: readonly Id<'case'>[]
  twoMailboxes: 'one-case' | 'linked'
  /** What this sender sent within the last hour. */
  recent: { cases: number; ofSubject: number; receipts: number; ofCase: ReadonlyMap<Id<'case'>, number> }
  limits: Limits
}

export type Link = { caseId: Id<'case'>; kind: 'mentions' | 'same-mail' | 'continues' }
type Reason = 'no-sender' | 'loop' | 'bounce' | 'automatic' | 'too-many'

export type Decision =
  | { outcome: 'quarantined'; reason: Reason; marks: string[] }
  | {
      outcome: 'follow-up'
      caseId: Id<'case'>
      by: ClaimKind | 'same-mail'
      /** `heard`: the case has this very mail already; 'keep': it is kept and moves nothing. */
      verb: 'write' | 'reopen' | 'keep' | 'heard'
      marks: string[]
    }
  | { outcome: 'case'; marks: string[]; links: Link[] }

/** Of a case that was opened without a receipt: notifications asks for it. */
export const NO_RECEIPT = 'no-receipt'

const isProof = (by: ClaimKind) => by === 'reply-address' || by === 'our-mail'

/** What becomes of a mail. Nothing is ever dropped: what is not taken lies in quarantine, where agents see it. */
export function decide(facts: Facts): Decision {
  const { mail, claims, mailbox } = facts
  // A gateway sends for everybody: that it has sent before says nothing about whose fax this is.
  const isPerson = mailbox.kind !== 'fax'
  const claim = claims.find(({ by, takesPart }) => isProof(by) || (takesPart && isPerson))
  const again = heardAgain(facts, claim)
  if (again) return again
  if (mail.bounce) return claim ? kept(claim, ['bounce']) : quarantined('bounce')
  if (mail.ours) return quarantined('loop')
  if (mail.from === null && !(claim && isProof(claim.by))) return quarantined('no-sender')
  if (isMachines(facts)) return claim ? kept(claim, ['automatic']) : quarantined('automatic')
  if (claim) return followUp(facts, claim)
  if (mailbox.kind !== 'fax' && isTooMuch(facts)) return quarantined('too-many')
  return newCase(facts, [])
}

const quarantined = (reason: Reason): Decision => ({ outcome: 'quarantined', reason, marks: [reason] })

const kept = ({ caseId, by }: Claim, marks: string[]): Decision => ({
  outcome: 'follow-up',
  caseId,
  by,
  verb: 'keep',
  marks,
})

/** Of one mail to several of our mailboxes each case hears once. */
function heardAgain({ heardIn, twin, twoMailboxes }: Facts, claim: Claim | undefined): Decision | undefined {
  const known = claim && heardIn.includes(claim.caseId) ? claim.caseId : undefined
  const shared = !claim && twin && twoMailboxes === 'one-case' ? twin.caseId : undefined
  const caseId = known ?? shared
  return caseId && { outcome: 'follow-up', caseId, by: 'same-mail', verb: 'heard', marks: ['same-mail'] }
}

/** A fax gateway is a machine that carries what people send. Lists and circulars may be people, and are not answered. */
const isMachines = ({ mail, mailbox }: Facts) =>
  mail.automatic === 'auto-replied' || (mail.automatic === 'auto-generated' && mailbox.kind !== 'fax')

const isTooMuch = ({ recent, limits }: Facts) =>
  recent.ofSubject >= limits.perThread || recent.cases >= limits.perSender

function followUp(facts: Facts, claim: Claim): Decision {
  const { mailbox, mail, at, recent, limits } = facts
  const changed = !claim.isNumbered && !claim.subjects.some((known) => isSameSubject(known, mail.subject))
  const marks = [
    ...(changed ? ['changed-subject'] : []),
    ...(claim.takesPart ? [] : ['other-sender']),
    ...(isProof(claim.by) ? [] : ['sender-not-proved']),
  ]
  if ((recent.ofCase.get(claim.caseId) ?? 0) >= limits.perThread) return kept(claim, [...marks, 'too-many'])
  const tooLate = claim.closedAt !== null && !mayReopen(mailbox, claim.closedAt, at)
  if (tooLate || (changed && mailbox.subjectRule === 'new-case')) return newCase(facts, marks, claim)
  const verb = claim.closedAt === null ? 'write' : 'reopen'
  return {
    outcome: 'follow-up',
    caseId: claim.caseId,
    by: claim.by,
    verb,
    marks: [...marks, ...(verb === 'reopen' ? ['reopened'] : [])],
  }
}

const DAY_MS = 86_400_000

const mayReopen = ({ closedRule, closedDays }: Facts['mailbox'], closedAt: Date, at: Date) =>
  closedRule === 'reopen' && at.getTime() - closedAt.getTime() <= closedDays * DAY_MS

const MOST_LINKS = 5

function newCase(facts: Facts, marks: string[], continues?: Claim): Decision {
  const { claims, twin, twoMailboxes } = facts
  const linked = new Map<Id<'case'>, Link>()
  const link = (caseId: Id<'case'>, kind: Link['kind']) =>
    linked.has(caseId) || linked.set(caseId, { caseId, kind })
  if (continues) link(continues.caseId, 'continues')
  if (twin?.opened && twoMailboxes === 'linked') link(twin.caseId, 'same-mail')
  if (facts.mailbox.kind !== 'fax') for (const { caseId } of claims) link(caseId, 'mentions')
  return {
    outcome: 'case',
    marks: [...marks, ...(isCircular(facts) ? ['automatic'] : []), ...(isSilent(facts) ? [NO_RECEIPT] : [])],
    links: [...linked.values()].slice(0, MOST_LINKS),
  }
}

const isCircular = ({ mail, mailbox }: Facts) => mail.automatic !== 'no' && mailbox.kind !== 'fax'

/** RFC 3834: nothing that no person wrote is answered, and nobody is answered without end. */
export const isSilent = ({ mailbox, mail, recent, limits }: Facts) =>
  !mailbox.acknowledges ||
  mailbox.kind === 'fax' ||
  mail.automatic !== 'no' ||
  mail.unanswerable ||
  recent.receipts >= limits.receipts
