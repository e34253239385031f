import { WebSocket } from 'ws'
import type { AriEvents, AriOperations } from './ari-types.gen.ts'
import { type AsteriskOptions, HEARTBEAT } from './options.ts'
import { reasonOf } from './reason.ts'

const ANSWER_MS = 5_000
const CONNECT_MS = 3_000
const DOWNLOAD_MS = 60_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000
const TICK_MS = 500

export type AriEvent = AriEvents[keyof AriEvents]
export type LinkState = 'up' | 'degraded' | 'down' | 'replaced'
/** `status` 0: the exchange did not answer. */
export type Reply<O extends keyof AriOperations> = {
  status: number
  why: string
  body: AriOperations[O]['out'] | undefined
}
export type AriLink = ReturnType<typeof ariLink>
type Answer = { type: 'RESTResponse'; request_id: string } & Record<string, unknown>

/**
 * ARI over one WebSocket: its events, and REST in the same stream, so that an answer and the events around it stay in
 * order. Connects again by itself, later and later up to 5 s; never when another adapter has taken its application.
 */
export function ariLink(
  options: Pick<
    AsteriskOptions,
    'name' | 'host' | 'port' | 'tls' | 'user' | 'secret' | 'heartbeat' | 'log'
  > & {
    app: string
  },
  on: { event(event: AriEvent): void; state(state: LinkState, why: string): void; refused(): void },
) {
  const { pingEvery, probeEvery, degradedAfter, downAfter } = options.heartbeat ?? HEARTBEAT
  const base = `${options.host}:${options.port}/ari`
  const headers = {
    authorization: `Basic ${Buffer.from(`${options.user}:${options.secret}`).toString('base64')}`,
  }
  const waiting = new Map<string, (answer: Answer | undefined) => void>()
  let socket: WebSocket | undefined
  let state: LinkState = 'down'
  let isWanted = false
  let isTold = false
  let lastWhy = ''
  let pause = FIRST_PAUSE_MS
  let retry: NodeJS.Timeout | undefined
  let lastHeard = 0
  let count = 0

  const become = (next: LinkState, why: string) => {
    if (state === next && isTold) {
      // Still away, and for another reason: first it was not there, now its certificate is not good.
      if (why !== lastWhy) options.log.warn({ exchange: options.name, state, why }, 'link to the exchange')
      lastWhy = why
      return
    }
    lastWhy = why
    state = next
    isTold = true
    on.state(next, why)
  }

  function connect() {
    const url = `${options.tls ? 'wss' : 'ws'}://${base}/events?app=${encodeURIComponent(options.app)}`
    const mine = new WebSocket(url, { headers, handshakeTimeout: CONNECT_MS })
    socket = mine
    let why = 'closed by the exchange'
    let stopBeating: (() => void) | undefined
    mine.on('open', () => {
      pause = FIRST_PAUSE_MS
      stopBeating = beat(mine, (reason) => {
        why = reason
        mine.terminate()
      })
      become('up', 'connected')
    })
    mine.on('pong', () => heard())
    mine.on('message', (data) => {
      heard()
      take(mine, String(data))
    })
    // What it says may hold the address, never the secret: that is in a header.
    mine.on('error', (error: NodeJS.ErrnoException) => {
      why = reasonOf(error)
      if (error.code === 'ECONNREFUSED') on.refused()
    })
    mine.on('close', () => {
      stopBeating?.()
      if (socket === mine) socket = undefined
      for (const answer of waiting.values()) answer(undefined)
      waiting.clear()
      if (!isWanted || state === 'replaced') return
      become('down', why)
      retry = setTimeout(connect, pause * (0.5 + Math.random() / 2))
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    })
  }

  const heard = () => {
    lastHeard = performance.now()
    if (state === 'degraded') become('up', 'heard again')
  }

  function beat(mine: WebSocket, giveUp: (why: string) => void) {
    let pingedAt = 0
    let probedAt = performance.now()
    lastHeard = performance.now()
    const timer = setInterval(
      () => {
        const now = performance.now()
        if (now - lastHeard >= downAfter) return giveUp('it says nothing any more')
        if (now - lastHeard >= degradedAfter) become('degraded', 'it has not been heard for seconds')
        if (now - pingedAt >= pingEvery) {
          pingedAt = now
          mine.ping()
        }
        if (now - probedAt >= probeEvery) {
          probedAt = now
          void rest('GET /asterisk/ping', {}).then(({ status }) => {
            if (status !== 200 && socket === mine) giveUp('it does not answer')
          })
        }
      },
      Math.min(TICK_MS, pingEvery),
    )
    return () => clearInterval(timer)
  }

  function take(mine: WebSocket, text: string) {
    const message = JSON.parse(text) as AriEvent | Answer
    if (message.type === 'RESTResponse') {
      waiting.get(message.request_id)?.(message)
      return
    }
    if (message.type === 'ApplicationReplaced') {
      // Two that both came back would take it from each other for ever.
      become('replaced', 'another adapter follows this exchange')
      mine.terminate()
      return
    }
    on.event(message)
  }

  async function rest<O extends keyof AriOperations>(
    operation: O,
    input: AriOperations[O]['in'],
  ): Promise<Reply<O>> {
    const [method = '', template = ''] = operation.split(' ')
    const { json, ...given } = input as Record<string, unknown>
    const inPath = new Set<string>()
    const uri = template.slice(1).replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
      inPath.add(name)
      return encodeURIComponent(String(given[name]))
    })
    const query = Object.entries(given)
      .filter(([name, value]) => !inPath.has(name) && value !== undefined)
      .map(([name, value]) => ({ name, value: String(value) }))
    const id = `${++count}`
    const answer = await ask(id, {
      type: 'RESTRequest',
      transaction_id: id,
      request_id: id,
      method,
      uri,
      ...(query.length > 0 && { query_strings: query }),
      ...(json !== undefined && { content_type: 'application/json', message_body: JSON.stringify(json) }),
    })
    if (!answer) return { status: 0, why: 'no answer', body: undefined }
    const text = String(answer['message_body'] ?? '')
    const parsed = text === '' ? undefined : (JSON.parse(text) as { message?: string })
    const status = Number(answer['status_code'])
    const why = parsed?.message ?? String(answer['reason_phrase'] ?? '')
    return { status, why, body: status < 300 ? (parsed as AriOperations[O]['out']) : undefined }
  }

  function ask(id: string, request: object) {
    const mine = socket
    if (mine?.readyState !== WebSocket.OPEN) return Promise.resolve(undefined)
    return new Promise<Answer | undefined>((resolve) => {
      const settle = (answer: Answer | undefined) => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(answer)
      }
      const timer = setTimeout(settle, ANSWER_MS, undefined)
      waiting.set(id, settle)
      mine.send(JSON.stringify(request))
    })
  }

  return {
    rest,
    isUp: () => socket?.readyState === WebSocket.OPEN,
    /** The bytes behind a path; undefined when there are none. @throws when the exchange cannot be reached */
    async download(path: string): Promise<Buffer | undefined> {
      const answer = await fetch(`${options.tls ? 'https' : 'http'}://${base}${path}`, {
        headers,
        signal: AbortSignal.timeout(DOWNLOAD_MS),
      }).catch((error: Error) => {
        throw new Error(`The exchange cannot be asked: ${reasonOf(error)}.`)
      })
      if (answer.status === 404) return undefined
      if (!answer.ok) throw new Error(`The exchange answered ${answer.status}.`)
      return Buffer.from(await answer.arrayBuffer())
    },
    start() {
      isWanted = true
      isTold = false
      state = 'down'
      connect()
    },
    async close() {
      isWanted = false
      clearTimeout(retry)
      const mine = socket
      if (!mine) return
      const closed = new Promise<void>((resolve) => mine.once('close', () => resolve()))
      mine.terminate()
      await closed
    },
  }
}
