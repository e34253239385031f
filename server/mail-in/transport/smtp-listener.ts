import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Deps } from '../../platform/deps.ts'
import { mailboxFor } from './mailbox-for.ts'
import { storeMail } from './store-mail.ts'
import { turns } from './turns.ts'

/** Told to senders by SIZE: a mail with 40 MB of attachments, as they travel. */
const LONGEST_MAIL = 60 * 1024 * 1024
const CONNECTIONS = 100
/** Mails that are in memory at the same time; those of other connections wait on the wire. */
const AT_ONCE = 6
const SILENT_MS = 60_000
const ENDING_MS = 5000

export type ListenAt = {
  host: string
  port: number
  /** Certificate and key, PEM; STARTTLS is offered only with them. */
  tls?: { cert: string; key: string }
}
type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'now' | 'log'>
type Done = (error?: Error | null) => void

/** What the sending server is told; it gives 4xx mails again and returns 5xx mails to their sender. */
const NO = {
  unknown: [550, '5.1.1 no such mailbox here'],
  paused: [450, '4.2.1 this mailbox is paused, please try again later'],
  away: [451, '4.3.0 not stored, please try again later'],
  full: [452, '4.3.1 no room at the moment, please try again later'],
  large: [552, `5.3.4 longer than ${LONGEST_MAIL} bytes`],
} as const

/**
 * Takes mail from a mail server (an MTA's transport to us), for addresses of our mailboxes only. 250 is said after
 * the mail is committed; whatever keeps us from that is a temporary failure, and the sender keeps the mail.
 * @throws Error of the socket when the place cannot be listened at
 */
export async function listenForMail(deps: Needed, { host, port, tls }: ListenAt) {
  const turn = turns(AT_ONCE)
  const server = new SMTPServer({
    banner: 'OneWindow',
    size: LONGEST_MAIL,
    maxClients: CONNECTIONS,
    socketTimeout: SILENT_MS,
    closeTimeout: ENDING_MS,
    authOptional: true,
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    ...tls,
    onRcptTo: ({ address }, _session, done) => void answer(deps, done, () => demandMailbox(deps, address)),
    onData: (stream, session, done) => void answer(deps, done, () => turn(() => take(deps, stream, session))),
  })
  // A connection that breaks is the sender's to make again.
  server.on('error', (err) => deps.log.info({ err }, 'a mail connection broke'))
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Says done, or why not; what we did not expect is logged, and temporary to the sender. */
async function answer({ log }: Needed, done: Done, work: () => Promise<unknown>) {
  try {
    await work()
    done()
  } catch (error) {
    if ((error as { responseCode?: number }).responseCode) return done(error as Error)
    log.warn({ err: error }, 'mail not taken; its sender tries again')
    done(no(outOfRoom(error) ? 'full' : 'away'))
  }
}

const no = (why: keyof typeof NO) => Object.assign(new Error(NO[why][1]), { responseCode: NO[why][0] })

const outOfRoom = (error: unknown): boolean => {
  const { code, cause } = error as { code?: string; cause?: unknown }
  return (
    code === 'ENOSPC' || code === 'EDQUOT' || code === '53100' || (cause instanceof Error && outOfRoom(cause))
  )
}

async function demandMailbox({ db }: Needed, address: string) {
  const mailbox = await mailboxFor(db, address)
  if (!mailbox) throw no('unknown')
  if (mailbox.pausedAt) throw no('paused')
  return mailbox.id
}

async function take(deps: Needed, stream: SMTPServerDataStream, { envelope }: SMTPServerSession) {
  const chunks: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) chunks.push(chunk)
  if (stream.sizeExceeded) throw no('large')
  const bytes = Buffer.concat(chunks)
  const to = envelope.rcptTo.map(({ address }) => address)
  const recipients = await Promise.all(
    to.map(async (address) => ({ address, mailboxId: await demandMailbox(deps, address) })),
  )
  const from = envelope.mailFrom ? envelope.mailFrom.address : ''
  // One after the other: if a later one fails, the sender gives the mail again and the earlier ones know it.
  for (const [mailboxId, its] of Map.groupBy(recipients, (recipient) => recipient.mailboxId))
    await storeMail(deps, {
      mailboxId,
      bytes,
      source: 'smtp',
      envelope: { from, to: its.map(({ address }) => address) },
    })
}
