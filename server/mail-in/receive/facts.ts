import { sql } from 'kysely'
import { withoutTag } from '../../cases/reply-address.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Mail } from '../../platform/mail/port.ts'
import type { ReadMail } from '../../platform/mail/read-mail.ts'
import type { Id } from '../../platform/values.ts'
import type { Mailbox, ReceivedMail } from '../tables.ts'
import { claimsOf } from './claims.ts'
import { type Facts, type Limits, NO_RECEIPT } from './rules.ts'

const HOUR_MS = 3_600_000

/** Setting `mail-in.limits` changes any of them; all are by sender and hour. */
const LIMITS: Limits = { perThread: 200, perSender: 2000, receipts: 20 }

type Reading = {
  db: Db
  secrets: Pick<Deps['secrets'], 'sign'>
  publicUrl: string
  mail: Pick<Mail, 'sender'>
}

/** Everything that the decision about a mail depends on, as it stands now. */
export async function factsAbout(
  deps: Reading,
  { row, mailbox, mail, at }: { row: ReceivedMail; mailbox: Mailbox; mail: ReadMail; at: Date },
): Promise<Facts> {
  const { db } = deps
  const from = mail.from?.address.trim().toLowerCase() || null
  const bounce = isBounce(row, mail)
  const same = await sameElsewhere(db, row)
  const claims = await claimsOf(deps, row, mail, from)
  const known = await whatIsKnown(deps, row.messageId, mail, from)
  return {
    at,
    mailbox,
    mail: {
      from,
      subject: mail.subject,
      automatic: mail.automatic === 'no' && mail.report ? 'auto-replied' : mail.automatic,
      bounce,
      ours: !bounce && known.ours,
      unanswerable: !from || known.dead || isMachineName(from),
    },
    claims,
    twin: same.find(({ outcome }) => outcome === 'case') ?? same[0],
    heardIn: same.map(({ caseId }) => caseId),
    twoMailboxes: known.twoMailboxes === 'linked' ? 'linked' : 'one-case',
    recent: await recentOf(db, row, from, mail.subject, at),
    limits: { ...LIMITS, ...numbersOf(known.limits) },
  }
}

/** RFC 3464, or what older servers write; an empty sender on the envelope alone may be any machine. Late is not lost. */
function isBounce(
  { envelopeFrom }: Pick<ReceivedMail, 'envelopeFrom'>,
  { report, from, automatic }: ReadMail,
) {
  if (report) return report.recipients.some(({ action }) => action === 'failed')
  const name = from?.address.split('@')[0]?.toLowerCase() ?? ''
  return (name === 'mailer-daemon' || name === 'postmaster') && (automatic !== 'no' || !envelopeFrom)
}

/** Addresses that say that nobody reads what is sent there. */
const isMachineName = (address: string) =>
  /^(?:no-?_?\.?reply|do-?_?\.?not-?_?\.?reply|mailer-daemon|postmaster|bounces?|notifications?-noreply)(?:[+._-].*)?@/.test(
    address,
  )

/**
 * What is known of a mail's sender, and what is set. A mail is ours that comes back from one of our mailboxes or as
 * who we write, under a Message-ID that we gave, or marked by X-Loop. An address is dead from which our mail came back.
 */
async function whatIsKnown(
  { db, publicUrl, mail: { sender } }: Reading,
  messageId: string,
  { headers }: ReadMail,
  from: string | null,
) {
  const loops = headers.flatMap(({ name, value }) => (name === 'x-loop' ? value.trim().toLowerCase() : []))
  const addresses = [...(from ? [from] : []), ...loops].map(withoutTag)
  const marked =
    loops.includes(new URL(publicUrl).hostname) ||
    (sender !== undefined && addresses.includes(sender.address.toLowerCase()))
  const { rows } = await sql<{ ours: boolean; dead: boolean; limits: unknown; twoMailboxes: unknown }>`
    select ${marked}::boolean or exists (select from mailboxes where address = any(${addresses}))
        or exists (select from outgoing_mails where message_id = ${messageId}) as ours,
      exists (select from bounced_addresses where address = ${from} and cleared_at is null) as dead,
      (select value from settings where key = 'mail-in.limits') as limits,
      (select value from settings where key = 'mail-in.two-mailboxes') as two_mailboxes`.execute(db)
  return rows[0]!
}

type Same = { caseId: Id<'case'>; outcome: string; opened: boolean }

/** Where this very mail has come to already, by way of other mailboxes of ours. */
const sameElsewhere = (db: Db, { id, messageId, bodyHash }: ReceivedMail) =>
  sql<Same>`
    select case_id, outcome, outcome = 'case' as opened from received_mails
    where message_id = ${messageId} and body_hash = ${bodyHash} and id <> ${id} and case_id is not null
    order by stored_at, id limit 20`
    .execute(db)
    .then(({ rows }) => rows)

async function recentOf(
  db: Db,
  { id }: Pick<ReceivedMail, 'id'>,
  from: string | null,
  subject: string,
  at: Date,
): Promise<Facts['recent']> {
  const { rows } = await sql<{
    caseId: Id<'case'> | null
    cases: number
    ofSubject: number
    receipts: number
    n: number
  }>`
    select case_id, count(*) filter (where outcome = 'case')::int as cases,
      count(*) filter (where subject = ${subject})::int as of_subject,
      count(*) filter (where outcome = 'case' and not ${NO_RECEIPT} = any(marks))::int as receipts,
      count(*)::int as n
    from received_mails
    where lower(from_address) = ${from} and stored_at > ${new Date(at.getTime() - HOUR_MS)} and id <> ${id}
    group by grouping sets ((), (case_id))
    order by grouping(case_id) desc`.execute(db)
  const [all, ...byCase] = rows
  return {
    cases: all?.cases ?? 0,
    ofSubject: all?.ofSubject ?? 0,
    receipts: all?.receipts ?? 0,
    ofCase: new Map(byCase.flatMap(({ caseId, n }) => (caseId ? [[caseId, n] as const] : []))),
  }
}

/** A limit that does not make sense counts as none given. */
const numbersOf = (setting: unknown): Partial<Limits> =>
  Object.fromEntries(
    Object.entries(setting && typeof setting === 'object' ? setting : {}).filter(
      ([name, n]) => name in LIMITS && Number.isInteger(n) && (n as number) > 0,
    ),
  )
