import { createSocket, type RemoteInfo } from 'node:dgram'
import { once } from 'node:events'

const PACKET_MS = 20
const SAMPLES = 160
const AUDIO = 0
const DIGITS = 101
/** 400 Hz in µ-law. */
const TONE = Buffer.from(Array.from({ length: SAMPLES }, (_sample, i) => (i % 20 < 10 ? 0x9f : 0x1f)))
const KEYS = '0123456789*#ABCD'

/** The sound of one telephone: sends a tone, counts what comes, sends and understands digits (RFC 4733). */
export async function openMedia(address: string) {
  const socket = createSocket('udp4')
  socket.bind(0, address)
  await once(socket, 'listening')
  let to: { host: string; port: number } | undefined
  let sequence = 0
  let time = 0
  let heard = 0
  let digits = ''
  let lastDigitAt = -1
  let sending: Buffer[] = []
  let mayRest: (() => void) | undefined

  const packet = (type: number, isFirst: boolean, at: number, payload: Buffer) => {
    const header = Buffer.alloc(12)
    header[0] = 0x80
    header[1] = (isFirst ? 0x80 : 0) | type
    header.writeUInt16BE(sequence++ & 0xffff, 2)
    header.writeUInt32BE(at >>> 0, 4)
    header.writeUInt32BE(4711, 8)
    return Buffer.concat([header, payload])
  }
  const send = () => {
    time += SAMPLES
    if (!to) return
    const digit = sending.shift()
    socket.send(digit ?? packet(AUDIO, false, time, TONE), to.port, to.host)
    if (sending.length === 0) mayRest?.()
  }
  let isClosed = false
  const timer = setInterval(send, PACKET_MS)
  timer.unref()

  socket.on('message', (message: Buffer, _from: RemoteInfo) => {
    const type = message[1]! & 0x7f
    if (type !== DIGITS) {
      heard++
      return
    }
    const at = message.readUInt32BE(4)
    if (at !== lastDigitAt) digits += KEYS[message[12]!] ?? ''
    lastDigitAt = at
  })
  socket.on('error', () => {})

  return {
    /** What goes into an offer or answer; `way` as in SDP. */
    sdp: (way: 'sendrecv' | 'sendonly' | 'recvonly') =>
      [
        'v=0',
        `o=- 1 ${Date.now()} IN IP4 ${address}`,
        's=-',
        `c=IN IP4 ${address}`,
        't=0 0',
        `m=audio ${socket.address().port} RTP/AVP ${AUDIO} ${DIGITS}`,
        `a=rtpmap:${AUDIO} PCMU/8000`,
        `a=rtpmap:${DIGITS} telephone-event/8000`,
        `a=fmtp:${DIGITS} 0-16`,
        'a=ptime:20',
        `a=${way}`,
        '',
      ].join('\r\n'),
    /** Where the other side wants its sound, as its SDP says. */
    speakTo(sdp: string) {
      const host = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1]
      const port = Number(/^m=audio (\d+)/m.exec(sdp)?.[1])
      if (host && port > 0) to = { host, port }
    },
    /** Packets of sound since the last question. */
    takeHeard() {
      const count = heard
      heard = 0
      return count
    },
    digits: () => digits,
    /** Resolves when the key has been released, or the line is closed. */
    async press(key: string) {
      if (isClosed) return
      const began = time
      const event = (length: number, isLast: boolean) => {
        const payload = Buffer.from([KEYS.indexOf(key), (isLast ? 0x80 : 0) | 10, 0, 0])
        payload.writeUInt16BE(length * SAMPLES, 2)
        return packet(DIGITS, length === 1, began, payload)
      }
      const lengths = [1, 2, 3, 4, 5]
      await new Promise<void>((resolve) => {
        sending = [...lengths.map((length) => event(length, false)), ...[6, 6, 6].map((n) => event(n, true))]
        mayRest = resolve
      })
      // Between two digits there is a moment of sound.
      await new Promise<void>((resolve) => {
        sending = Array.from({ length: 3 }, () => packet(AUDIO, false, time, TONE))
        mayRest = resolve
        if (isClosed) resolve()
      })
      mayRest = undefined
    },
    close() {
      isClosed = true
      clearInterval(timer)
      mayRest?.()
      socket.close()
    },
  }
}
