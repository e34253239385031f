import { sql } from 'kysely'
import { type Db, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { faultOf } from './faults.ts'
import type { Fetched } from './imap-connection.ts'
import { listServer } from './list-server.ts'

/** How far back the books are kept up; older hours stay as they were. */
const WINDOW_MS = 48 * 3_600_000
/** A mail that the server has had for less than this may still be on its way to us. */
const GRACE_MS = 10 * 60_000

type Needed = Pick<Deps, 'db' | 'secrets' | 'now' | 'log'>
type Mailbox = Omit<Fetched, 'imap'> & { imap: Fetched['imap'] | null; pausedAt: Date | null }

/** What lies on the server and not with us, by hour of arrival; null where nobody could count. */
type Missing = { hours: Map<number, number>; uidValidity: number } | null

/**
 * Counts, for the last 48 hours by arrival: what each mailbox's server has, on a connection of its own and not by its
 * reader's word, against what became of each mail with us. A mail that the reader has passed by is read again.
 */
export async function keepBooks(deps: Needed) {
  const mailboxes: Mailbox[] = await deps.db
    .selectFrom('mailboxes')
    .select(['id', 'imap', 'wrappedPassword', 'pausedAt'])
    .orderBy('id')
    .execute()
  const since = new Date(hourOf(deps.now().getTime() - WINDOW_MS))
  for (const mailbox of mailboxes) {
    const { imap, pausedAt } = mailbox
    const missing = imap && !pausedAt ? await countMissing(deps, { ...mailbox, imap }, since) : null
    await writeBooks(deps, mailbox, since, missing)
  }
}

async function countMissing(deps: Needed, mailbox: Fetched, since: Date): Promise<Missing> {
  const listed = await listServer(deps, mailbox, since).catch((err) => {
    deps.log.warn({ fault: faultOf(err), mailboxId: mailbox.id }, 'a mailbox cannot be counted now')
    return undefined
  })
  if (!listed) return null
  const { uidValidity } = listed
  const place = { mailboxId: mailbox.id, folder: mailbox.imap.folder, uidValidity }
  // Asked after the server was: what came in between is known by now, and no difference.
  const known = await knownUids(
    deps.db,
    place,
    listed.mails.map(({ uid }) => uid),
  )
  const lastUid = await lastUidOf(deps.db, place)
  const grace = deps.now().getTime() - GRACE_MS
  const missing = listed.mails.filter(
    ({ uid, at }) => !known.has(uid) && (uid <= lastUid || at.getTime() < grace),
  )
  const passedBy = missing.filter(({ uid }) => uid <= lastUid).map(({ uid }) => uid)
  if (passedBy.length > 0) await readAgain(deps, place, Math.min(...passedBy))
  const hours = new Map<number, number>()
  for (const { at } of missing) hours.set(hourOf(at.getTime()), (hours.get(hourOf(at.getTime())) ?? 0) + 1)
  return { hours, uidValidity }
}

type Place = { mailboxId: number; folder: string; uidValidity: number }

async function knownUids(db: Db, { mailboxId, folder, uidValidity }: Place, uids: number[]) {
  const { rows } = await sql<{ uid: number }>`
    select uid from mail_arrivals
    where mailbox_id = ${mailboxId} and folder = ${folder} and uid_validity = ${uidValidity}
      and uid = any (${uids}::bigint[])`.execute(db)
  return new Set(rows.map(({ uid }) => uid))
}

const lastUidOf = async (db: Db, { mailboxId, folder, uidValidity }: Place) =>
  (
    await db
      .selectFrom('mailCursors')
      .select('lastUid')
      .where('mailboxId', '=', mailboxId)
      .where('folder', '=', folder)
      .where('uidValidity', '=', uidValidity)
      .executeTakeFirst()
  )?.lastUid ?? 0

/** Moves the cursor back; what is known behind it is not fetched a second time. */
async function readAgain({ db, log }: Needed, { mailboxId, folder, uidValidity }: Place, uid: number) {
  log.error({ mailboxId, uid }, 'a mail on the server was passed by; it is read again')
  await db
    .updateTable('mailCursors')
    .set({ lastUid: uid - 1 })
    .where('mailboxId', '=', mailboxId)
    .where('folder', '=', folder)
    .where('uidValidity', '=', uidValidity)
    .where('lastUid', '>=', uid)
    .execute()
}

/**
 * A mail counts as often as it lies on the server (the same mail twice is two there), and once when it lies there no
 * more, or never did.
 */
async function writeBooks({ db, now }: Needed, { id, imap }: Mailbox, since: Date, missing: Missing) {
  const [folder, uidValidity] = [imap?.folder ?? '', missing?.uidValidity ?? (await lastValidity(db, id))]
  const unknown = JSON.stringify(
    [...(missing?.hours ?? [])].map(([hour, n]) => ({ hour: new Date(hour), n })),
  )
  await transact(db, async (trx) => {
    await trx.deleteFrom('mailBooks').where('mailboxId', '=', id).where('hour', '>=', since).execute()
    await sql`
      with items as (
        select date_trunc('hour', a.arrived_at, 'UTC') as hour, m.outcome
        from mail_arrivals a join received_mails m on m.id = a.mail_id
        where a.mailbox_id = ${id} and a.folder = ${folder} and a.uid_validity = ${uidValidity}
          and a.arrived_at >= ${since}
        union all
        select date_trunc('hour', m.arrived_at, 'UTC'), m.outcome
        from received_mails m
        where m.mailbox_id = ${id} and m.arrived_at >= ${since} and not exists (
          select from mail_arrivals a
          where a.mail_id = m.id and a.mailbox_id = ${id} and a.folder = ${folder} and a.uid_validity = ${uidValidity})
      ), counted as (
        select hour, count(*) as stored,
          count(*) filter (where outcome = 'case') as cases,
          count(*) filter (where outcome = 'follow-up') as follow_ups,
          count(*) filter (where outcome = 'quarantined') as quarantined,
          count(*) filter (where outcome = 'refused') as refused,
          count(*) filter (where outcome is null) as waiting
        from items group by hour
      ), missing as (
        select hour, n from jsonb_to_recordset(${unknown}::jsonb) as x (hour timestamptz, n integer)
      )
      insert into mail_books (mailbox_id, hour, on_server, stored, cases, follow_ups, quarantined, refused, waiting, checked_at)
      select ${id}, hour, case when ${missing !== null} then coalesce(stored, 0) + coalesce(n, 0) end,
        coalesce(stored, 0), coalesce(cases, 0), coalesce(follow_ups, 0), coalesce(quarantined, 0),
        coalesce(refused, 0), coalesce(waiting, 0), ${now()}
      from counted full join missing using (hour)`.execute(trx)
  })
}

const lastValidity = async (db: Db, mailboxId: number) =>
  (
    await db
      .selectFrom('mailCursors')
      .select('uidValidity')
      .where('mailboxId', '=', mailboxId)
      .orderBy('updatedAt', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.uidValidity ?? 0

const hourOf = (ms: number) => ms - (ms % 3_600_000)
