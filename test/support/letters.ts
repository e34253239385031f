import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Letter = {
  to: string
  subject: string
  text: string
  messageId: string
  inReplyTo: string | undefined
}

/** The mails that have reached an address, oldest first. */
export type Letters = { to(address: string): Promise<Letter[]> }

/** A mail server that takes everything on loopback, or refuses for now when told to. */
export async function receiveMail() {
  const received: Letter[] = []
  let refusing = false
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo(_address, _session, done) {
      done(refusing ? Object.assign(new Error('try later'), { responseCode: 451 }) : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        for (const { address } of session.envelope.rcptTo) received.push(letterFrom(raw, address))
        done()
      })
    },
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters: { to: async (address: string) => received.filter((letter) => letter.to === address) } as Letters,
    refuse(now: boolean) {
      refusing = now
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Enough of RFC 5322 and MIME to read what we wrote ourselves. */
function letterFrom(raw: string, to: string): Letter {
  const [head = '', ...rest] = raw.split('\r\n\r\n')
  const headers = head.replaceAll(/\r\n[ \t]+/g, ' ')
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1]?.trim()
  return {
    to,
    subject: encodedWords(header('subject') ?? ''),
    text: plainPart(header('content-transfer-encoding'), rest.join('\r\n\r\n')),
    messageId: header('message-id') ?? '',
    inReplyTo: header('in-reply-to'),
  }
}

const encodedWords = (text: string) =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([BQ])\?(.*?)\?=/gi, (_all, how: string, word: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('utf8')
        : quotedPrintable(word.replaceAll('_', ' ')),
    )

function plainPart(encoding: string | undefined, body: string): string {
  const part = /Content-Type: text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/i.exec(body)
  const headers =
    /Content-Type: text\/plain([\s\S]*?)\r\n\r\n/i.exec(body)?.[0] ?? `Content-Transfer-Encoding: ${encoding}`
  const text = part?.[1] ?? body
  if (/base64/i.test(headers)) return Buffer.from(text, 'base64').toString('utf8')
  if (/quoted-printable/i.test(headers)) return quotedPrintable(text)
  return text
}

const quotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .split('')
      .flatMap((c) => (c.charCodeAt(0) < 256 ? [c.charCodeAt(0)] : [...Buffer.from(c)])),
  ).toString('utf8')
