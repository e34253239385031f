import type { ImapFlow, MailboxObject } from 'imapflow'
import type { Secrets } from '../../platform/secrets.ts'
import type { ImapPlace } from '../tables.ts'
import { PasswordUnreadable } from './faults.ts'

const CONNECT_MS = 10_000
/** A command that gets no byte for this long has lost its server. */
const SILENT_MS = 120_000
/** No mail is this long; a server that says so is broken. */
const LONGEST_LITERAL = 512 * 1024 * 1024

/** A mailbox with what is needed to open it. */
export type Fetched = { id: number; imap: ImapPlace; wrappedPassword: Buffer | null }

/** @throws PasswordUnreadable */
export function passwordOf(secrets: Pick<Secrets, 'unwrap'>, { wrappedPassword }: Fetched) {
  try {
    return wrappedPassword ? secrets.unwrap(wrappedPassword).toString() : ''
  } catch (cause) {
    throw new PasswordUnreadable('the stored password does not open', { cause })
  }
}

/**
 * Connects, signs in and opens the folder. A server without TLS is used as such only when the place says `none`.
 * @param signal closes the connection, whatever it waits for
 * @throws Error of which `faultOf` says what it means
 */
export async function openImap(place: ImapPlace, password: string, signal: AbortSignal): Promise<ImapFlow> {
  // Loaded by those who fetch mail: it takes a while.
  const { ImapFlow } = await import('imapflow')
  signal.throwIfAborted()
  const client = new ImapFlow({
    host: place.host,
    port: place.port,
    secure: place.security === 'tls',
    ...(place.security !== 'tls' && { doSTARTTLS: place.security === 'starttls' }),
    auth: { user: place.user, pass: password },
    clientInfo: { name: 'OneWindow' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    maxLiteralSize: LONGEST_LITERAL,
  })
  // What breaks a connection rejects the command under way; without a listener it would end the process too.
  client.on('error', () => {})
  const close = () => client.close()
  signal.addEventListener('abort', close)
  client.on('close', () => signal.removeEventListener('abort', close))
  try {
    await client.connect()
    await openFolder(client, place.folder)
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

/** Selects the folder, afresh: only so does a server tell that it was made anew under the same name. */
export async function openFolder(client: ImapFlow, folder: string): Promise<MailboxObject> {
  const opened = await client.mailboxOpen(folder)
  if (!opened?.uidValidity) throw new Error('the connection gave no folder')
  return opened
}
