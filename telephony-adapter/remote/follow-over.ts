import { setTimeout as wait } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { Envelope, Telephony } from '../port.ts'
import { keepAlive } from '../serve/heartbeat.ts'
import type { FromAdapter, FromServer } from '../serve/protocol.ts'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5000
const OPEN_WITHIN_MS = 5000

type Heard = Parameters<Telephony['follow']>[1]

type Over = {
  url: string
  headers: Record<string, string>
  heartbeatMs: number
  log: { warn(fields: object, text: string): void }
}

/** `Telephony.follow` over a WebSocket: goes on after the last heard, over as many connections as it takes. */
export function followOver(
  over: Over,
  afterSeq: number,
  heard: Heard,
  onLink: Parameters<Telephony['follow']>[2],
): { stop(): Promise<void> } {
  const ending = new AbortController()
  const place: Place = { seq: afterSeq, spoolId: undefined }

  async function run() {
    let pauseMs = FIRST_PAUSE_MS
    let quiet = false
    while (!ending.signal.aborted) {
      const { wasUp, why } = await oneConnection(over, place, heard, onLink, ending.signal)
      if (ending.signal.aborted) break
      if (wasUp || !quiet) over.log.warn({ why }, 'the telephone is not followed; it is tried again')
      quiet = true
      if (wasUp) {
        pauseMs = FIRST_PAUSE_MS
        onLink?.('down')
      }
      // Several servers must not come back in the same moment.
      await pause(pauseMs * (0.5 + Math.random()), ending.signal)
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    }
  }

  const running = run()
  return {
    async stop() {
      ending.abort()
      await running
    },
  }
}

/** Up to where it is heard, of which journal. */
type Place = { seq: number; spoolId: string | undefined }

/** @returns when the connection has ended and nothing of it is being heard any more */
async function oneConnection(
  { url, headers, heartbeatMs }: Over,
  place: Place,
  heard: Heard,
  onLink: Parameters<Telephony['follow']>[2],
  signal: AbortSignal,
) {
  const address = new URL(`/events?after=${place.seq}`, url)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(address, { headers, handshakeTimeout: OPEN_WITHIN_MS })
  let wasUp = false
  let isOurs = false
  let why = 'closed'
  let hearing: Promise<void> = Promise.resolve()
  const end = () => socket.terminate()
  signal.addEventListener('abort', end)

  const safety = safetyTold()

  async function hear(events: Envelope[]) {
    try {
      const upTo = events.at(-1)?.seq ?? place.seq
      await heard(events, safety.of(upTo))
      place.seq = upTo
      const message: FromServer = { heard: place.seq }
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
    } catch (error) {
      why = `not taken: ${(error as Error).message}`
      socket.terminate()
    }
  }
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString()) as FromAdapter
    if ('hello' in message) {
      wasUp = true
      place.spoolId ??= message.hello.spoolId
      // Another journal counts anew: whoever follows asks for its name when the link is up, and begins again.
      isOurs = place.spoolId === message.hello.spoolId
      onLink?.('up')
    } else if ('safe' in message) safety.told(message.safe)
    else if (isOurs) hearing = hearing.then(() => hear(message.events))
  })
  keepAlive(socket, heartbeatMs)
  await new Promise<void>((resolve) => {
    socket.on('error', (error) => {
      why = error.message
    })
    socket.once('close', () => resolve())
  })
  signal.removeEventListener('abort', end)
  safety.end()
  await hearing
  return { wasUp, why }
}

/** Up to where the adapter has said that its journal is safe, over one connection. */
function safetyTold() {
  let upTo = 0
  let ended = false
  let waiting: { seq: number; resolve(): void; reject(error: Error): void }[] = []
  const notHeard = () => new Error('the connection ended before the journal was safe')
  return {
    of(seq: number): Promise<void> {
      const safe = new Promise<void>((resolve, reject) => {
        if (seq <= upTo) resolve()
        else if (ended) reject(notHeard())
        else waiting.push({ seq, resolve, reject })
      })
      // Whoever hears need not ask.
      safe.catch(() => {})
      return safe
    },
    told(seq: number) {
      upTo = Math.max(upTo, seq)
      for (const one of waiting) if (one.seq <= upTo) one.resolve()
      waiting = waiting.filter((one) => one.seq > upTo)
    },
    end() {
      ended = true
      for (const { reject } of waiting) reject(notHeard())
    },
  }
}

const pause = (ms: number, signal: AbortSignal) => wait(ms, undefined, { signal }).catch(() => {})
