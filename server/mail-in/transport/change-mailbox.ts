import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Actor } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import { storable } from '../../platform/storable.ts'
import type { ImapPlace, Mailbox } from '../tables.ts'
import type { mailboxesApi } from './api.ts'
import { mailboxNotFound, readMailbox } from './mailboxes.ts'

type Settings = Static<(typeof mailboxesApi)['POST /mailboxes']['body']>
type Needed = Pick<Deps, 'db' | 'secrets' | 'now'>
type By = { actor: Actor; address: string }

/**
 * Adds a mailbox; one that is fetched is read within seconds.
 * @throws Refusal 'invalid' `mailbox-needs-place` · `mailbox-needs-password`
 * @throws Refusal 'conflict' `mailbox-address-taken`
 * @throws Refusal 'not-found' `queue-not-found` · `system-not-found`
 */
export async function addMailbox(deps: Needed, by: By, given: Settings) {
  const settings = storable(given)
  const id = await transact(deps.db, async (trx) => {
    await demandSense(trx, settings, undefined)
    const { id } = await trx
      .insertInto('mailboxes')
      .values({
        ...columnsOf(settings),
        wrappedPassword: wrapped(deps, settings),
        pausedAt: settings.paused ? deps.now() : null,
        state: stateOf(settings),
        stateSince: deps.now(),
        lastError: null,
        lastReadAt: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await note(trx, deps, by, 'mailbox-added', id, settings, Object.keys(columnsOf(settings)))
    return id
  })
  return readMailbox(deps.db, id)
}

/**
 * Changes a mailbox. A password not given stays as it was, as long as it goes to the same server.
 * @throws Refusal 'not-found' `mailbox-not-found`, and what `addMailbox` throws
 */
export async function changeMailbox(deps: Needed, by: By, id: number, given: Settings) {
  const settings = storable(given)
  await transact(deps.db, async (trx) => {
    const before = await trx
      .selectFrom('mailboxes')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow(mailboxNotFound)
    await demandSense(trx, settings, before)
    const columns = columnsOf(settings)
    const password = settings.source !== 'imap' ? null : (wrapped(deps, settings) ?? before.wrappedPassword)
    const state = stateOf(settings)
    // What the reader has said of it stays until it says something else, unless there is nobody to say it.
    const stays = settings.source === 'imap' && !settings.paused && before.state !== 'off'
    await trx
      .updateTable('mailboxes')
      .set({
        ...columns,
        wrappedPassword: password,
        pausedAt: settings.paused ? (before.pausedAt ?? deps.now()) : null,
        ...(!stays && before.state !== state && { state, stateSince: deps.now(), lastError: null }),
      })
      .where('id', '=', id)
      .execute()
    await note(trx, deps, by, 'mailbox-changed', id, settings, changedIn(before, columns, settings))
  })
  return readMailbox(deps.db, id)
}

async function demandSense(trx: Trx, settings: Settings, before: Mailbox | undefined) {
  const { source, imap, password } = settings
  if ((source === 'imap') !== (imap !== null)) throw new Refusal('invalid', 'mailbox-needs-place')
  const known = before?.wrappedPassword && before.imap && imap && sameServer(before.imap, imap)
  if (imap && password === undefined && !known) throw new Refusal('invalid', 'mailbox-needs-password')
  // Two at once with the same address: the second waits here, and then finds it.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mailbox:${settings.address.toLowerCase()}`}, 0))`.execute(
    trx,
  )
  const found = await trx
    .selectNoFrom((e) => [
      e
        .exists(
          e
            .selectFrom('mailboxes')
            .select('id')
            .where('address', '=', settings.address.toLowerCase())
            .$if(before !== undefined, (q) => q.where('id', '<>', before!.id)),
        )
        .as('taken'),
      e.exists(e.selectFrom('queues').select('id').where('id', '=', settings.queueId)).as('queue'),
      e.exists(e.selectFrom('systems').select('id').where('id', '=', settings.defaultSystemId)).as('system'),
    ])
    .executeTakeFirstOrThrow()
  if (found.taken) throw new Refusal('conflict', 'mailbox-address-taken')
  if (!found.queue) throw new Refusal('not-found', 'queue-not-found')
  if (!found.system) throw new Refusal('not-found', 'system-not-found')
}

const sameServer = (one: ImapPlace, other: ImapPlace) =>
  one.host === other.host &&
  one.port === other.port &&
  one.security === other.security &&
  one.user === other.user

const columnsOf = ({ password: _password, paused: _paused, imap, ...settings }: Settings) => ({
  ...settings,
  address: settings.address.toLowerCase(),
  imap: imap && JSON.stringify(imap),
})

const wrapped = ({ secrets }: Needed, { source, password }: Settings) =>
  source === 'imap' && password !== undefined ? secrets.wrap(Buffer.from(password)) : null

/** What is delivered to us works as long as we listen; what is fetched says so itself when it was read. */
const stateOf = ({ source, paused }: Settings) => (source === 'smtp' && !paused ? 'ok' : 'off')

const changedIn = (
  before: Mailbox,
  columns: ReturnType<typeof columnsOf>,
  { paused, password }: Settings,
) => [
  ...Object.entries(columns)
    .filter(([name, value]) =>
      name === 'imap'
        ? !sameJson(before.imap, value as string | null)
        : before[name as keyof Mailbox] !== value,
    )
    .map(([name]) => name),
  ...(paused === (before.pausedAt !== null) ? [] : ['paused']),
  ...(password === undefined ? [] : ['password']),
]

const sameJson = (place: ImapPlace | null, json: string | null) => {
  const other = json === null ? null : (JSON.parse(json) as ImapPlace)
  return place === null || other === null
    ? place === other
    : sameServer(place, other) && place.folder === other.folder
}

/** Which settings, never the password; the address says which mailbox it was when it is gone. */
const note = (
  trx: Trx,
  { now }: Needed,
  by: By,
  action: string,
  id: number,
  { address }: Settings,
  changed: string[],
) =>
  record(trx, {
    actorId: by.actor.id,
    action,
    subject: `mailbox:${id}`,
    detail: { address, changed },
    address: by.address,
    at: now(),
  })
