import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'
import type { StateSince } from './clocks.ts'
import type { CaseStatus, Entry, WaitingFor } from './shapes.ts'
import type { StoredCase } from './tables.ts'

/** Who did it, from where, when. The clock and the router are nobody. */
export type By = { actorId: Id<'person'> | null; origin: string; at: Date }

type Body = Entry['body']

/** A line to be written. `id` only where an event names it. */
export type NewEntry = By & {
  id?: Id<'entry'>
  /**
   * What `body` holds by kind:
   * - message-in, message-out: `text` as it was written, `files`; of one that came by mail also `mailId`, `marks`,
   *   `folded` and `cut`
   * - note: `text`, `files`
   * - state: `from`, `to`, `waitingFor`, `note`, `queueId` (where the case then is); at the end also how it was closed
   * - hand-over: `from`, `to` (names of people or queues), `note`; `fields: ['accepted' | 'returned' | 'cancelled']`
   * - routing: `to` (who got it), `note` (why)
   * - change: `fields` (one), `from`, `to` (in words)
   * - survey: `score`, `text`; `to: 'call-back'` when it opened one. Of the call-back: `to: 'called-back'`, `note` (the
   *   cause), `text` (the remedy)
   * - call: `text` (what happened on the telephone, in words), `fields` (one: what), `to` (who, where somebody took part)
   */
  kind: Entry['kind']
  body: Body & { queueId?: number; rootCause?: string; disposition?: string }
}

type Standing = Pick<StoredCase, 'status' | 'waitingFor' | 'queueId'>

/** The line that says that a case came into another state; none when it stays as it is. */
export function stateEntry(
  by: By,
  from: Standing,
  to: { status: CaseStatus; waitingFor?: WaitingFor | null; queueId?: number },
  more: { note?: string | undefined; rootCause?: string; disposition?: string } = {},
): NewEntry[] {
  const waitingFor = to.waitingFor ?? null
  if (from.status === to.status && from.waitingFor === waitingFor) return []
  const { note, ...closing } = more
  const body = {
    from: from.status,
    to: to.status,
    queueId: to.queueId ?? from.queueId,
    ...(waitingFor && { waitingFor }),
    ...(note && { note }),
    ...closing,
  }
  return [{ ...by, kind: 'state', body }]
}

/** The lines of one change. @throws Error when there are none: nothing changes untold */
export function told(...lines: NewEntry[][]): [NewEntry, ...NewEntry[]] {
  const [first, ...rest] = lines.flat()
  if (!first) throw new Error('a change without a line')
  return [first, ...rest]
}

/** From where somebody wrote is for the centre to know, not for its vendors. */
export type Reader = { isVendor: boolean }

const MOST_ENTRIES = 1000

const entries = (db: Db, { isVendor }: Reader) =>
  db
    .selectFrom('timeline')
    .leftJoin('people', 'people.id', 'timeline.actorId')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('outgoingMails')
          .select(['id', 'state', 'lastError'])
          .whereRef('caseId', '=', 'timeline.caseId')
          .whereRef('entryId', '=', 'timeline.id')
          .orderBy('createdAt', 'desc')
          .limit(1)
          .as('mail'),
      (join) => join.onTrue(),
    )
    .leftJoin('receivedMails as came', (join) =>
      join.on(sql<boolean>`timeline.kind = 'message-in' and came.id = (timeline.body ->> 'mailId')::uuid`),
    )
    .leftJoin('mailboxes', 'mailboxes.id', 'came.mailboxId')
    .select(['timeline.id', 'timeline.seq', 'timeline.version', 'timeline.kind', 'timeline.at'])
    .select([
      sql<Entry['actor']>`case when people.id is not null
        then jsonb_build_object('id', people.id, 'name', people.name) end`.as('actor'),
      sql<string>`case when ${isVendor} then '' else timeline.origin end`.as('origin'),
      sql<Body>`timeline.body || case when mail.id is null then '{}' else
        jsonb_strip_nulls(jsonb_build_object('delivery', mail.state, 'mailId', mail.id, 'said', mail.last_error)) end || case when came.id is null then '{}' else
        jsonb_build_object('mailbox', mailboxes.name, 'sender', jsonb_build_object('name', came.from_name,
          'address', case when ${isVendor} then '' else coalesce(came.from_address, '') end)) end
        || case when 'split-off' = any(came.marks) and came.case_id = timeline.case_id then
        jsonb_build_object('marks', coalesce(timeline.body -> 'marks', '[]') || '["split-off"]') else '{}' end`.as(
        'body',
      ),
    ])
    .orderBy('timeline.seq')
    .limit(MOST_ENTRIES)

/** The timeline after a line, oldest first, at most 1000 lines; ask again after the last one for more. */
export const entriesAfter = (db: Db, reader: Reader, caseId: Id<'case'>, seq: number) =>
  entries(db, reader).where('timeline.caseId', '=', caseId).where('timeline.seq', '>', seq).execute()

/**
 * What others have done to the case since that version: what somebody who writes has to know before they send.
 * Their own notes, routing, telephone calls and what the clock or the requester's survey added are no obstacle.
 */
export const changesSince = (
  db: Db,
  reader: Reader,
  caseId: Id<'case'>,
  { version, actorId }: { version: number; actorId: Id<'person'> },
) =>
  entries(db, reader)
    .where('timeline.caseId', '=', caseId)
    .where('timeline.version', '>', version)
    .where('timeline.kind', 'not in', ['routing', 'survey', 'call'])
    .where(({ not, and, eb }) =>
      not(and([eb('timeline.kind', '=', 'note'), eb('timeline.actorId', '=', actorId)])),
    )
    .where(({ not, and, eb }) =>
      not(and([eb('timeline.kind', '=', 'change'), eb('timeline.actorId', 'is', null)])),
    )
    .execute()

/** Since when the case has been in which state, in order. */
export const statesOf = (db: Db, caseId: Id<'case'>): Promise<StateSince[]> =>
  sql<StateSince>`
    select t.at, t.body ->> 'to' as status, coalesce(q.tier, 1) as tier
    from timeline t left join queues q on q.id = (t.body ->> 'queueId')::smallint
    where t.case_id = ${caseId} and t.kind = 'state' order by t.seq`
    .execute(db)
    .then(({ rows }) => rows)

/** The words last sent to the requester, and when anybody last wrote to anybody. */
export const lastWords = async (db: Db, caseId: Id<'case'>) => {
  const { rows } = await sql<{ sent: string | null; at: Date | null }>`
    select max(at) as at,
      (select body ->> 'text' from timeline where case_id = ${caseId} and kind = 'message-out'
       order by seq desc limit 1) as sent
    from timeline where case_id = ${caseId} and kind in ('message-in', 'message-out')`.execute(db)
  return rows[0] ?? { sent: null, at: null }
}
