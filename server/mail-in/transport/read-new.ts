import type { ImapFlow } from 'imapflow'
import type { Deps } from '../../platform/deps.ts'
import { isOfThisMail } from './faults.ts'
import { type IncomingMail, prepareMail } from './store-mail.ts'
import { turns } from './turns.ts'

/** A few at a time: so many mails, or so many bytes, are in memory at once. */
const MAILS_AT_ONCE = 20
const BYTES_AT_ONCE = 8 * 1024 * 1024
const UIDS_AT_ONCE = 500
/** Longer than any mail system delivers; the rest of a longer one stays on its server. */
const LONGEST_MAIL = 160 * 1024 * 1024
const TRIES = 3
/** The bytes of the next few go into the store while one is committed. */
const AHEAD = 4

export type Folder = { mailboxId: number; folder: string; uidValidity: number }
type Listed = { uid: number; size: number; at: Date }
type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'now' | 'log'>

/**
 * Reads what lies behind the cursor, in the order of UIDs, and stores each mail; then tells the server that we have
 * it. A mail that cannot be stored or fetched while others can is left behind: it is still on the server, the books
 * show it, and it is tried again from there.
 * @throws Error when it is not about one mail: the connection, the store or the database is gone
 */
export async function readNew(deps: Needed, client: ImapFlow, folder: Folder, signal: AbortSignal) {
  for (
    let uids = await uidsAfterCursor(deps, client, folder);
    uids.length > 0;
    uids = uids.slice(UIDS_AT_ONCE)
  ) {
    const listed = await list(client, await withoutKnown(deps, folder, uids.slice(0, UIDS_AT_ONCE)))
    for (const group of grouped(listed)) {
      if (signal.aborted) return
      await storeGroup(deps, client, folder, group)
      await flagStored(deps, client, folder)
    }
  }
}

async function uidsAfterCursor(
  { db, now }: Needed,
  client: ImapFlow,
  { mailboxId, folder, uidValidity }: Folder,
) {
  const key = { mailboxId, folder, uidValidity }
  await db
    .insertInto('mailCursors')
    .values({ ...key, updatedAt: now() })
    .onConflict((c) => c.doNothing())
    .execute()
  const { lastUid } = await db
    .selectFrom('mailCursors')
    .select('lastUid')
    .where('mailboxId', '=', mailboxId)
    .where('folder', '=', folder)
    .where('uidValidity', '=', uidValidity)
    .executeTakeFirstOrThrow()
  const found = await client.search({ uid: `${lastUid + 1}:*` }, { uid: true })
  if (!found) throw new Error('the connection gave no answer to a search')
  // `n:*` names the last mail also when that lies before n.
  return found.filter((uid) => uid > lastUid)
}

async function withoutKnown({ db }: Needed, { mailboxId, folder, uidValidity }: Folder, uids: number[]) {
  const known = await db
    .selectFrom('mailArrivals')
    .select('uid')
    .where('mailboxId', '=', mailboxId)
    .where('folder', '=', folder)
    .where('uidValidity', '=', uidValidity)
    .where('uid', 'in', uids)
    .execute()
  const have = new Set(known.map(({ uid }) => uid))
  return uids.filter((uid) => !have.has(uid))
}

async function list(client: ImapFlow, uids: number[]): Promise<Listed[]> {
  if (uids.length === 0) return []
  const found = await client.fetchAll(
    uids.join(','),
    { uid: true, size: true, internalDate: true },
    { uid: true },
  )
  return found
    .map(({ uid, size = 0, internalDate }) => ({ uid, size, at: new Date(internalDate ?? Number.NaN) }))
    .sort((a, b) => a.uid - b.uid)
}

function grouped(mails: Listed[]): Listed[][] {
  const groups: Listed[][] = []
  let bytes = 0
  for (const mail of mails) {
    const current = groups.at(-1)
    bytes += mail.size
    if (current && current.length < MAILS_AT_ONCE && bytes <= BYTES_AT_ONCE) current.push(mail)
    else {
      groups.push([mail])
      bytes = mail.size
    }
  }
  return groups
}

async function storeGroup(deps: Needed, client: ImapFlow, folder: Folder, group: Listed[]) {
  const sources = await fetchSources(client, group).catch((error) => {
    // One mail that the server itself cannot read must not keep the others from us.
    if (!client.usable || group.length === 1) throw error
    return undefined
  })
  const turn = turns(AHEAD)
  let away: Error | undefined
  const mails: { mail: IncomingMail; prepared: ReturnType<typeof prepareMail> }[] = []
  for (const { uid, at } of group) {
    const bytes = sources ? sources.get(uid) : await oneSource(deps, client, folder, uid)
    if (!bytes) continue
    const { mailboxId, folder: path, uidValidity } = folder
    const arrival = { folder: path, uidValidity, uid, at }
    const mail: IncomingMail = { mailboxId, bytes, source: 'imap', arrival }
    const prepared = turn(async () => {
      // With the store full or the database away, no more is begun.
      if (away) throw away
      return prepareMail(deps, mail).catch((error) => {
        if (!isOfThisMail(error)) away = error
        throw error
      })
    })
    // Heard when it is this mail's turn.
    prepared.catch(() => {})
    mails.push({ mail, prepared })
  }
  for (const { mail, prepared } of mails) await storeOne(deps, mail, prepared)
}

async function oneSource(deps: Needed, client: ImapFlow, folder: Folder, uid: number) {
  try {
    return (await fetchSources(client, [{ uid }])).get(uid)
  } catch (err) {
    if (!client.usable) throw err
    deps.log.error({ err, mailboxId: folder.mailboxId, uid }, 'a mail is left on its server')
    return undefined
  }
}

async function fetchSources(client: ImapFlow, group: Pick<Listed, 'uid'>[]) {
  const query = { uid: true, source: { start: 0, maxLength: LONGEST_MAIL } }
  const found = await client.fetchAll(group.map(({ uid }) => uid).join(','), query, { uid: true })
  return new Map(found.flatMap(({ uid, source }) => (source ? [[uid, source] as const] : [])))
}

async function storeOne(deps: Needed, mail: IncomingMail, prepared: ReturnType<typeof prepareMail>) {
  for (let tried = 1; ; tried++) {
    try {
      return await (await (tried === 1 ? prepared : prepareMail(deps, mail)))()
    } catch (err) {
      if (!isOfThisMail(err)) throw err
      if (tried < TRIES) continue
      const { mailboxId, arrival } = mail
      deps.log.error({ err, mailboxId, uid: arrival?.uid }, 'a mail is left on its server')
      return undefined
    }
  }
}

/** Tells the server which mails we have: always after our commit, and once more for those of a process that died. */
export async function flagStored({ db, now, log }: Needed, client: ImapFlow, folder: Folder) {
  const { mailboxId, folder: path, uidValidity } = folder
  const unflagged = await db
    .selectFrom('mailArrivals')
    .select('uid')
    .where('mailboxId', '=', mailboxId)
    .where('folder', '=', path)
    .where('uidValidity', '=', uidValidity)
    .where('flaggedAt', 'is', null)
    .orderBy('uid')
    .limit(UIDS_AT_ONCE)
    .execute()
  if (unflagged.length === 0) return
  const uids = unflagged.map(({ uid }) => uid)
  const done = await client.messageFlagsAdd(uids.join(','), ['\\Seen'], { uid: true, silent: true })
  // A folder that we may only read: what we have is in the database, the mark on the server is for people.
  if (!done) return log.warn({ mailboxId }, 'the mail server does not let us mark mails as read')
  await db
    .updateTable('mailArrivals')
    .set({ flaggedAt: now() })
    .where('mailboxId', '=', mailboxId)
    .where('folder', '=', path)
    .where('uidValidity', '=', uidValidity)
    .where('uid', 'in', uids)
    .execute()
}
