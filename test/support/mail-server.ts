import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A mail as it came over the wire. */
export type Received = {
  to: string[]
  /** As the envelope says: where it would come back to. */
  from: string
  encrypted: boolean
  user: string | undefined
  /** Header lines, unfolded, in order. */
  headers: string[]
  raw: string
}

type Step = 'connect' | 'sender' | 'recipient' | 'content'
type No = { at: Step; code: number; text?: string } | undefined

/**
 * A real SMTP server on loopback that says no where and as long as it is told to.
 * By default it takes everything and knows no encryption.
 */
export async function mailServer(options: SMTPServerOptions = {}, port = 0) {
  const received: Received[] = []
  let no: No
  let connections = 0
  const answer = (step: Step) =>
    no?.at === step ? Object.assign(new Error(no.text ?? 'no'), { responseCode: no.code }) : null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 100,
    disableReverseLookup: true,
    onConnect(_session, done) {
      connections += 1
      done(answer('connect'))
    },
    onMailFrom: (_address, _session, done) => done(answer('sender')),
    onRcptTo: (_address, _session, done) => done(answer('recipient')),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const refusal = answer('content')
        if (!refusal) {
          const raw = Buffer.concat(chunks).toString('utf8')
          received.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
            encrypted: session.secure,
            user: session.user as string | undefined,
            headers: headersOf(raw),
            raw,
          })
        }
        done(refusal)
      })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    received,
    connections: () => connections,
    say(what: No) {
      no = what
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

const headersOf = (raw: string) =>
  raw
    .slice(0, raw.indexOf('\r\n\r\n'))
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')

/** The value of a header, its encoded words (RFC 2047) read; undefined where there is none. */
export function headerOf({ headers }: Received, name: string): string | undefined {
  const line = headers.find((header) => header.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  return line
    ?.slice(name.length + 1)
    .trim()
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?B\?(.*?)\?=/gi, (_all, word: string) => Buffer.from(word, 'base64').toString())
    .replaceAll(/=\?utf-8\?Q\?(.*?)\?=/gi, (_all, word: string) => quotedPrintable(word.replaceAll('_', ' ')))
}

/** The text of the part of that type, decoded. */
export function partOf({ raw }: Received, type: 'text/plain' | 'text/html'): string {
  const [, head = '', body = ''] =
    new RegExp(`Content-Type: ${type}([^]*?)\\r\\n\\r\\n([^]*?)\\r\\n--`, 'i').exec(raw) ?? []
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString()
  return (/quoted-printable/i.test(head) ? quotedPrintable(body) : body).replaceAll('\r\n', '\n')
}

const quotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()
