import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import {
  digest,
  headerOf,
  headersOf,
  methodOf,
  parseSip,
  type SipMessage,
  statusOf,
  token,
  writeSip,
} from './sip-message.ts'

export type Place = { host: string; port: number }
export type Line = Awaited<ReturnType<typeof openLine>>
type Asked = { to: Place; uri: string; method: string; headers: [string, string][]; body?: string }

/**
 * One SIP socket on loopback: sends requests and hands over their answers, answers what telephones must (OPTIONS,
 * NOTIFY …), and gives every request of a call to whoever has it.
 */
export async function openLine(address: string, port = 0) {
  const socket = createSocket('udp4')
  socket.bind(port, address)
  await once(socket, 'listening')
  const own = `${address}:${socket.address().port}`
  const waiting = new Map<string, (answer: SipMessage) => void>()
  const calls = new Map<string, (request: SipMessage, from: Place) => void>()
  let ringsAt: ((invite: SipMessage, from: Place) => void) | undefined
  let isSilent = false

  const write = (message: SipMessage, { host, port: to }: Place) => {
    if (!isSilent) socket.send(writeSip(message), to, host)
  }
  const reply = (
    request: SipMessage,
    from: Place,
    status: string,
    extra: [string, string][] = [],
    body = '',
  ) => {
    const headers = request.headers.filter(([name]) => /^(via|from|call-id|cseq)$/i.test(name))
    const given = headerOf(request, 'to')
    const tag = extra.find(([name]) => name === 'tag')?.[1]
    const to: [string, string] = ['To', tag && !given.includes(';tag=') ? `${given};tag=${tag}` : given]
    const rest = extra.filter(([name]) => name !== 'tag')
    write({ start: `SIP/2.0 ${status}`, headers: [...headers, to, ...rest], body }, from)
  }

  socket.on('error', () => {})
  socket.on('message', (packet, from) => {
    const message = parseSip(packet)
    const place = { host: from.address, port: from.port }
    if (isSilent || message.start === '') return
    if (statusOf(message) > 0) {
      waiting.get(branchOf(message))?.(message)
      return
    }
    const call = calls.get(headerOf(message, 'call-id'))
    if (call) call(message, place)
    else if (methodOf(message) === 'INVITE' && ringsAt) ringsAt(message, place)
    else if (methodOf(message) === 'INVITE') reply(message, place, '404 Not Found', [['tag', token()]])
    else if (methodOf(message) !== 'ACK') reply(message, place, '200 OK', [['tag', token()]])
  })

  /** Sends it and tells every answer. @returns what went out, for what follows it (ACK, CANCEL) */
  const send = ({ to, uri, method, headers, body = '' }: Asked, hear: (answer: SipMessage) => void) => {
    const branch = `z9hG4bK${token()}`
    const message: SipMessage = {
      start: `${method} ${uri} SIP/2.0`,
      headers: [['Via', `SIP/2.0/UDP ${own};rport;branch=${branch}`], ['Max-Forwards', '70'], ...headers],
      body,
    }
    waiting.set(branch, hear)
    write(message, to)
    return message
  }

  return {
    own,
    send,
    write,
    reply,
    /** Sends it, with the secret when asked for it. @returns the last answer */
    ask: (asked: Asked, who?: { user: string; secret: string }) =>
      new Promise<SipMessage>((resolve) => {
        send(asked, (answer) => {
          const challenge = headerOf(answer, 'www-authenticate') || headerOf(answer, 'proxy-authenticate')
          if (statusOf(answer) < 200) return
          if (!who || !challenge || statusOf(answer) > 407) return resolve(answer)
          const proof = digest(challenge, who, asked.method, asked.uri)
          const again = asked.headers.map(([name, value]): [string, string] =>
            name === 'CSeq' ? [name, value.replace(/\d+/, (n) => String(Number(n) + 1))] : [name, value],
          )
          const proven = { ...asked, headers: [...again, ['Authorization', proof] as [string, string]] }
          send(proven, (second) => statusOf(second) >= 200 && resolve(second))
        })
      }),
    keep: (callId: string, heard: (request: SipMessage, from: Place) => void) =>
      void calls.set(callId, heard),
    drop: (callId: string) => void calls.delete(callId),
    whenRung(ring: (invite: SipMessage, from: Place) => void) {
      ringsAt = ring
    },
    /** From now on it is as if the plug had been pulled. */
    silence() {
      isSilent = true
    },
    close: () => socket.close(),
  }
}

const branchOf = (message: SipMessage) =>
  /branch=([^;,\s]+)/.exec(headersOf(message, 'via')[0] ?? '')?.[1] ?? ''
