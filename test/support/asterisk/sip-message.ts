import { createHash, randomBytes } from 'node:crypto'

/** A SIP message (RFC 3261) as far as telephones of tests need it. */
export type SipMessage = { start: string; headers: [name: string, value: string][]; body: string }

export function parseSip(packet: Buffer): SipMessage {
  const text = packet.toString('utf8')
  const end = text.indexOf('\r\n\r\n')
  const [start = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
  })
  return { start, headers, body: text.slice(end + 4) }
}

export function writeSip({ start, headers, body }: SipMessage): Buffer {
  const length = Buffer.byteLength(body)
  const lines = [start, ...headers.map(([name, value]) => `${name}: ${value}`), `Content-Length: ${length}`]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

export const headersOf = (message: SipMessage, name: string) =>
  message.headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
export const headerOf = (message: SipMessage, name: string) => headersOf(message, name)[0] ?? ''

export const methodOf = ({ start }: SipMessage) => start.split(' ')[0] ?? ''
/** Of an answer; 0 for a request. */
export const statusOf = ({ start }: SipMessage) =>
  start.startsWith('SIP/2.0 ') ? Number(start.split(' ')[1]) : 0

export const tagOf = (value: string) => /;tag=([^;>\s]+)/.exec(value)?.[1] ?? ''
export const uriOf = (value: string) => /<([^>]+)>/.exec(value)?.[1] ?? value.split(';')[0]!.trim()
/** Who a From header says is calling. */
export const personOf = (value: string) => ({
  number: /sips?:([^@;>]+)@/.exec(value)?.[1] ?? '',
  name: /^"((?:[^"\\]|\\.)*)"/.exec(value)?.[1] ?? '',
})

export const token = () => randomBytes(6).toString('hex')
const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** The answer to a challenge (RFC 2617, qop auth). */
export function digest(
  challenge: string,
  who: { user: string; secret: string },
  method: string,
  uri: string,
) {
  const field = (name: string) => new RegExp(`${name}="?([^",]+)"?`, 'i').exec(challenge)?.[1] ?? ''
  const [realm, nonce, cnonce] = [field('realm'), field('nonce'), token()]
  const secret = md5(`${who.user}:${realm}:${who.secret}`)
  const response = md5(`${secret}:${nonce}:00000001:${cnonce}:auth:${md5(`${method}:${uri}`)}`)
  return (
    `Digest username="${who.user}", realm="${realm}", nonce="${nonce}", uri="${uri}", qop=auth, nc=00000001, ` +
    `cnonce="${cnonce}", response="${response}", algorithm=MD5${field('opaque') && `, opaque="${field('opaque')}"`}`
  )
}
