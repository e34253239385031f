import type { ImapFlow } from 'imapflow'
import type { Deps } from '../../platform/deps.ts'
import { faultOf } from './faults.ts'
import { type Fetched, openFolder, openImap, passwordOf } from './imap-connection.ts'
import { noteFault, noteRead } from './mailbox-state.ts'
import { flagStored, readNew } from './read-new.ts'

/** Also without a word from the server, we look this often. */
const LOOK_EVERY_MS = 60_000
const FIRST_PAUSE_MS = 500
/** A password that is wrong is not tried so often that the server locks the account. */
const LONGEST_PAUSE_MS = 30_000

type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'now' | 'log'>

/**
 * Reads one mailbox until told to stop: at once when the server tells of mail, and every minute. Whatever fails (the
 * server, its password, our store, our database), it says so in the mailbox's state and begins again, later each time.
 */
export async function keepReading(deps: Needed, mailbox: Fetched, signal: AbortSignal) {
  for (let failures = 0; !signal.aborted; ) {
    try {
      await readWhileConnected(deps, mailbox, signal, () => {
        failures = 0
      })
    } catch (err) {
      if (signal.aborted) return
      const fault = faultOf(err)
      deps.log.warn({ err, mailboxId: mailbox.id, fault }, 'a mailbox cannot be read; it is tried again')
      await noteFault(deps, mailbox.id, fault).catch(() => {})
    }
    const longest = Math.min(FIRST_PAUSE_MS * 2 ** failures++, LONGEST_PAUSE_MS)
    await pause(longest * (0.5 + Math.random() / 2), signal)
  }
}

async function readWhileConnected(deps: Needed, mailbox: Fetched, signal: AbortSignal, read: () => void) {
  const client = await openImap(mailbox.imap, passwordOf(deps.secrets, mailbox), signal)
  const news = listen(client, signal)
  try {
    while (!signal.aborted && client.usable) {
      news.hear()
      const { uidValidity } = await openFolder(client, mailbox.imap.folder)
      const folder = { mailboxId: mailbox.id, folder: mailbox.imap.folder, uidValidity: Number(uidValidity) }
      await flagStored(deps, client, folder)
      await readNew(deps, client, folder, signal)
      if (signal.aborted) return
      await noteRead(deps, mailbox.id)
      read()
      await news.wait()
    }
    if (!signal.aborted)
      throw Object.assign(new Error('the mail server ended the connection'), { code: 'EConnectionClosed' })
  } finally {
    news.stop()
    client.close()
  }
}

/** News of a folder: what came while we were reading counts too. */
function listen(client: ImapFlow, signal: AbortSignal) {
  let told = Promise.withResolvers<void>()
  const tell = () => told.resolve()
  client.on('exists', tell)
  client.on('close', tell)
  signal.addEventListener('abort', tell)
  if (signal.aborted) tell()
  return {
    hear() {
      if (!signal.aborted) told = Promise.withResolvers<void>()
    },
    async wait() {
      const timer = setTimeout(tell, LOOK_EVERY_MS)
      // Ends when the next command is given, or the connection breaks: both are noticed elsewhere.
      void client.idle().catch(() => {})
      await told.promise
      clearTimeout(timer)
    },
    stop: () => signal.removeEventListener('abort', tell),
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
