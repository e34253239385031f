import type { Deps } from '../../platform/deps.ts'
import type { Fetched } from './imap-connection.ts'
import { keepReading } from './imap-reader.ts'
import { type Leases, openLeases } from './leases.ts'

/** A mailbox added, changed, paused, or left by another process that died, is noticed within this time. */
const LOOK_EVERY_MS = 1000

type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'now' | 'log'>
type Reader = { settings: string; stop(): Promise<void> }

/**
 * Reads all mailboxes that are fetched, as many as no other process reads already. Without the database nobody reads,
 * and everything stays on its server.
 */
export function readMailboxes(deps: Needed): { stop(): Promise<void> } {
  const readers = new Map<number, Reader>()
  const held = new Set<number>()
  const ending = new AbortController()
  let leases: Leases | undefined

  async function stopReader(id: number) {
    const reader = readers.get(id)
    readers.delete(id)
    await reader?.stop()
  }

  async function giveUp() {
    await Promise.all([...readers.keys()].map(stopReader))
    held.clear()
    await leases?.end()
    leases = undefined
  }

  async function look() {
    const mailboxes = new Map((await fetchedMailboxes(deps)).map((mailbox) => [mailbox.id, mailbox]))
    // With nothing to read, the connection is of more use to others.
    if (mailboxes.size === 0) return giveUp()
    leases ??= await openLeases(deps.db)
    await leases.check()
    for (const [id, { settings }] of readers) {
      const mailbox = mailboxes.get(id)
      if (mailbox && settings === settingsOf(mailbox)) continue
      await stopReader(id)
      if (!mailbox && held.delete(id)) await leases.letGo(id)
    }
    for (const [id, mailbox] of mailboxes) {
      if (readers.has(id) || ending.signal.aborted) continue
      if (held.has(id) || (await leases.take(id))) {
        held.add(id)
        readers.set(id, start(deps, mailbox))
      }
    }
  }

  const running = (async () => {
    while (!ending.signal.aborted) {
      await look().catch(async (err) => {
        deps.log.warn({ err }, 'mailboxes are not read while the database is away')
        await giveUp()
      })
      await untilNext(ending.signal)
    }
    await giveUp()
  })()

  return {
    async stop() {
      ending.abort()
      await running
    },
  }
}

function start(deps: Needed, mailbox: Fetched): Reader {
  const stopping = new AbortController()
  const reading = keepReading(deps, mailbox, stopping.signal)
  return {
    settings: settingsOf(mailbox),
    async stop() {
      stopping.abort()
      await reading
    },
  }
}

const settingsOf = ({ imap, wrappedPassword }: Fetched) =>
  JSON.stringify([imap, wrappedPassword?.toString('base64')])

async function fetchedMailboxes({ db }: Needed): Promise<Fetched[]> {
  const rows = await db
    .selectFrom('mailboxes')
    .select(['id', 'imap', 'wrappedPassword'])
    .where('source', '=', 'imap')
    .where('pausedAt', 'is', null)
    .execute()
  return rows.flatMap(({ imap, ...rest }) => (imap ? [{ ...rest, imap }] : []))
}

const untilNext = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(resolve, LOOK_EVERY_MS)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
