import { sql } from 'kysely'
import { isReplySignature, numberInReplyAddress } from '../../cases/reply-address.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { ReadMail } from '../../platform/mail/read-mail.ts'
import type { Id } from '../../platform/values.ts'
import type { ReceivedMail } from '../tables.ts'
import type { Claim, ClaimKind } from './rules.ts'
import { numbersIn } from './subject.ts'

/** A thread of hundreds names them all; the nearest ones say where a mail belongs. */
const MOST_REFERENCES = 60
const MOST_ADDRESSES = 100
const MOST_CLAIMS = 8
const MOST_SUBJECTS = 20

/** The mails that this one names, the nearest first; some machines name their own. */
export const referencesOf = ({ messageId, inReplyTo, references, report }: ReadMail): string[] =>
  [
    ...new Set([
      ...(report?.originalMessageId ? [report.originalMessageId] : []),
      ...inReplyTo.slice(0, MOST_REFERENCES),
      ...references.slice(-MOST_REFERENCES).reverse(),
    ]),
  ]
    .filter((id) => id !== messageId)
    .slice(0, MOST_REFERENCES)

type Named = { caseId: Id<'case'>; by: ClaimKind; year: number; seq: number; nth: number }

/**
 * The cases that a mail says it belongs to, the most trustworthy way first, each once; what the signature of a reply
 * address does not prove is left out.
 *
 * @param from the sender's address, lower-case
 */
export async function claimsOf(
  { db, secrets }: { db: Db; secrets: Pick<Deps['secrets'], 'sign'> },
  row: Pick<ReceivedMail, 'id' | 'envelopeTo' | 'mailboxId'>,
  mail: ReadMail,
  from: string | null,
): Promise<Claim[]> {
  const tagged = taggedIn(row, mail)
  const numbers = numbersIn(mail.subject)
  const references = referencesOf(mail)
  if (tagged.length + numbers.length + references.length === 0) return []
  const named = await casesNamed(db, row.id, { tagged, numbers, references })
  const proved = named.filter(
    ({ by, caseId, nth }) =>
      by !== 'reply-address' || isReplySignature(secrets, caseId, tagged[nth - 1]!.signature),
  )
  const isNumbered = ({ year, seq }: Named) => numbers.some((n) => n.year === year && n.seq === seq)
  const first = new Map<Id<'case'>, Named>()
  for (const claim of proved) if (!first.has(claim.caseId)) first.set(claim.caseId, claim)
  const claims = [...first.values()].slice(0, MOST_CLAIMS)
  if (claims.length === 0) return []
  const about = await factsOf(db, row, [...first.keys()], from)
  return claims.flatMap((claim) => {
    const known = about.get(claim.caseId)
    return known ? [{ by: claim.by, isNumbered: isNumbered(claim), ...known }] : []
  })
}

const taggedIn = (
  { envelopeTo }: Pick<ReceivedMail, 'envelopeTo'>,
  { to, cc, deliveredTo }: Pick<ReadMail, 'to' | 'cc' | 'deliveredTo'>,
) =>
  [...new Set([...envelopeTo, ...deliveredTo, ...[...to, ...cc].map(({ address }) => address)])]
    .slice(0, MOST_ADDRESSES)
    .flatMap((address) => numberInReplyAddress(address) ?? [])

type Names = {
  tagged: readonly { year: number; seq: number }[]
  numbers: readonly { year: number; seq: number }[]
  references: readonly string[]
}

const casesNamed = (db: Db, self: Id<'received-mail'>, { tagged, numbers, references }: Names) =>
  sql<Named>`
    with ref as (select * from unnest(${[...references]}::text[]) with ordinality as r (id, nth)),
    tag as (select * from rows from (unnest(${tagged.map(({ year }) => year)}::int[]),
      unnest(${tagged.map(({ seq }) => seq)}::int[])) with ordinality as t (year, seq, nth)),
    num as (select * from rows from (unnest(${numbers.map(({ year }) => year)}::int[]),
      unnest(${numbers.map(({ seq }) => seq)}::int[])) with ordinality as n (year, seq, nth)),
    named as (
      select c.id, 1 as trust, 'reply-address' as by, tag.nth
        from tag join cases c on c.number_year = tag.year and c.number_seq = tag.seq
      union all
      select o.case_id, 2, 'our-mail', ref.nth from ref join outgoing_mails o on o.message_id = ref.id
        where o.case_id is not null
      union all
      select m.case_id, 3, 'received-mail', ref.nth from ref join received_mails m on m.message_id = ref.id
        where m.case_id is not null and m.id <> ${self}
      union all
      select c.id, 4, 'number', num.nth
        from num join cases c on c.number_year = num.year and c.number_seq = num.seq)
    select named.id as case_id, by, nth::int, c.number_year as year, c.number_seq as seq
    from named join cases c on c.id = named.id
    order by trust, nth, c.opened_at desc limit 200`
    .execute(db)
    .then(({ rows }) => rows)

type About = Pick<Claim, 'caseId' | 'status' | 'closedAt' | 'takesPart' | 'subjects'>

/**
 * Somebody takes part in a case who asked it, whose mail came to it, to whom we wrote about it, or whom those who write
 * in it have named in To or Cc.
 */
async function factsOf(
  db: Db,
  { id: self, mailboxId }: Pick<ReceivedMail, 'id' | 'mailboxId'>,
  ids: readonly Id<'case'>[],
  from: string | null,
): Promise<Map<Id<'case'>, About>> {
  const { rows } = await sql<About & { named: Id<'case'> }>`
    select named.id as named, c.id as case_id, c.status, c.closed_at,
      ${from}::text is not null and (
        lower(c.requester_email) = ${from}
        or exists (select from people p where p.id = c.requester_id and lower(p.email) = ${from})
        or exists (select from outgoing_mails o where o.case_id = c.id and lower(o.to_address) = ${from})
        or exists (select from received_mails m left join mail_contents t on t.mail_id = m.id
          where m.case_id = c.id and m.id <> ${self} and not m.marks && '{automatic,bounce}'
            and (lower(m.from_address) = ${from} or exists (
              select from jsonb_array_elements((t.heads -> 'to') || (t.heads -> 'cc')) a
              where lower(a ->> 'address') = ${from})))) as takes_part,
      array(select c.title
        union select subject from (select o.subject from outgoing_mails o where o.case_id = c.id
          order by o.created_at desc limit ${sql.lit(MOST_SUBJECTS)}) sent
        union select subject from (select m.subject from received_mails m where m.case_id = c.id and m.id <> ${self}
          order by m.stored_at desc limit ${sql.lit(MOST_SUBJECTS)}) came) as subjects
    from unnest(${[...ids]}::uuid[]) as named (id)
    cross join lateral (
      -- Of two cases that the same mail opened in two mailboxes, the one of the mailbox that hears now.
      select coalesce((
        select twin.case_id from case_links l
        join case_mailboxes twin on twin.case_id = case when l.case_id = named.id then l.other_id else l.case_id end
          and twin.mailbox_id = ${mailboxId} and twin.is_first
        where l.kind = 'same-mail' and (l.case_id = named.id or l.other_id = named.id)
          and not exists (select from case_mailboxes own
            where own.case_id = named.id and own.mailbox_id = ${mailboxId} and own.is_first)
        limit 1), named.id) as id) as meant
    join cases c on c.id = meant.id`.execute(db)
  return new Map(rows.map(({ named, ...about }) => [named, about]))
}
