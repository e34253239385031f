import { WebSocket } from 'ws'
import { ariEchoes } from './ari-echoes.ts'
import { ANSWER_MS, type Answer, ariQuestions } from './ari-questions.ts'
import type { AriEvents } from './ari-types.gen.ts'
import { type AsteriskOptions, HEARTBEAT } from './options.ts'
import { reasonOf } from './reason.ts'

const CONNECT_MS = 3_000
const DOWNLOAD_MS = 60_000
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000
const TICK_MS = 500
const GOODBYE_MS = 2_000
const TELLS_NOTHING = 'it does not tell what happens'

export type AriEvent = AriEvents[keyof AriEvents]
export type LinkState = 'up' | 'degraded' | 'down' | 'replaced'
export type AriLink = ReturnType<typeof ariLink>

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
  const { rest, answered, nobodyAnswers } = ariQuestions((text) => {
    if (socket?.readyState !== WebSocket.OPEN) return false
    socket.send(text)
    return true
  })
  const echoes = ariEchoes(rest, options.app)
  let socket: WebSocket | undefined
  let state: LinkState = 'down'
  let isWanted = false
  let isTold = false
  let lastWhy = ''
  let pause = FIRST_PAUSE_MS
  let retry: NodeJS.Timeout | undefined
  let lastHeard = 0
  let endedAt = Number.NEGATIVE_INFINITY

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
      const giveUp = (reason: string) => {
        why = reason
        mine.terminate()
      }
      stopBeating = beat(mine, giveUp)
      void echoes.come(CONNECT_MS).then((isTrue) => {
        if (socket !== mine) return
        if (!isTrue) return giveUp(TELLS_NOTHING)
        pause = FIRST_PAUSE_MS
        become('up', 'connected')
      })
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
      endedAt = performance.now()
      nobodyAnswers()
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
        if (state === 'up' && now - lastHeard >= degradedAfter)
          become('degraded', 'it has not been heard for seconds')
        if (now - pingedAt >= pingEvery) {
          pingedAt = now
          mine.ping()
        }
        if (now - probedAt >= probeEvery) {
          probedAt = now
          void echoes.come(ANSWER_MS).then((isTrue) => {
            if (!isTrue && socket === mine) giveUp(TELLS_NOTHING)
          })
        }
      },
      Math.min(TICK_MS, pingEvery),
    )
    return () => clearInterval(timer)
  }

  function take(mine: WebSocket, text: string) {
    const message = JSON.parse(text) as AriEvent | Answer
    if (message.type === 'RESTResponse') return answered(message)
    if (message.type === 'ApplicationReplaced') {
      // Two that both came back would take it from each other for ever.
      become('replaced', 'another adapter follows this exchange')
      mine.terminate()
      return
    }
    if (!echoes.take(message)) on.event(message)
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
      // As when it connects again by itself: Asterisk still clears the connection before this one away.
      retry = setTimeout(connect, Math.max(0, endedAt + FIRST_PAUSE_MS - performance.now()))
    },
    async close() {
      isWanted = false
      clearTimeout(retry)
      const mine = socket
      if (!mine) return
      const closed = new Promise<void>((resolve) => mine.once('close', () => resolve()))
      // With a word, and in its own time: a connection that breaks while Asterisk tells something may block it.
      mine.close(1000)
      const force = setTimeout(() => mine.terminate(), GOODBYE_MS)
      await closed
      clearTimeout(force)
    },
  }
}
