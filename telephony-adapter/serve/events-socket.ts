import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Telephony } from '../port.ts'
import { keepAlive } from './heartbeat.ts'
import type { FromAdapter, FromServer } from './protocol.ts'

const LARGEST_MESSAGE_BYTES = 4096

type Log = { info(fields: object, text: string): void; warn(fields: object, text: string): void }

/** Serves `/events`: each connection follows by itself, from the number it names. */
export function serveEvents(
  server: Server,
  telephony: Telephony,
  {
    isAllowed,
    heartbeatMs,
    log,
  }: { isAllowed: (authorization: string | undefined) => boolean; heartbeatMs: number; log: Log },
) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE_BYTES })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://adapter')
    const after = Number(searchParams.get('after'))
    if (pathname !== '/events') return refuse(socket, '404 Not Found')
    if (!isAllowed(request.headers.authorization)) return refuse(socket, '401 Unauthorized')
    if (!Number.isSafeInteger(after) || after < 0) return refuse(socket, '400 Bad Request')
    sockets.handleUpgrade(request, socket, head, (opened) => {
      keepAlive(opened, heartbeatMs)
      void tellOver(opened, telephony, after, log)
    })
  })
  return {
    followers: () => sockets.clients.size,
    close() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

async function tellOver(socket: WebSocket, telephony: Telephony, after: number, log: Log) {
  const acknowledgements = acknowledged(socket)
  const send = (message: FromAdapter) => socket.send(JSON.stringify(message))
  const greeted = Promise.withResolvers<void>()
  let following: ReturnType<Telephony['follow']> | undefined
  socket.on('error', (err) => log.warn({ err }, 'a follower of the telephone broke off'))
  socket.once('close', () => void following?.stop())
  following = telephony.follow(
    after,
    async (batch, safe) => {
      await greeted.promise
      const upTo = batch.at(-1)?.seq ?? 0
      send({ events: batch })
      void safe.then(() => send({ safe: upTo }))
      await acknowledgements.upTo(upTo)
    },
    () => {
      // Whose numbers these are is said before the first of them.
      const greet = async () => send({ hello: { spoolId: await telephony.spoolId() } })
      greet().then(greeted.resolve, greeted.reject)
    },
  )
  greeted.promise.catch(() => socket.terminate())
  log.info({ after }, 'somebody follows the telephone')
}

/** What the other side says it has heard. */
function acknowledged(socket: WebSocket) {
  let waiting: { seq: number; resolve(): void; reject(error: Error): void } | undefined
  socket.on('message', (data) => {
    const heard = heardIn(data.toString())
    if (heard !== undefined && waiting && heard >= waiting.seq) waiting.resolve()
  })
  socket.once('close', () => waiting?.reject(new Error('the follower has left')))
  return {
    upTo: (seq: number) =>
      new Promise<void>((resolve, reject) => {
        if (socket.readyState !== socket.OPEN) return reject(new Error('the follower has left'))
        waiting = { seq, resolve, reject }
      }),
  }
}

function heardIn(text: string): number | undefined {
  try {
    const { heard } = JSON.parse(text) as Partial<FromServer>
    return Number.isSafeInteger(heard) ? heard : undefined
  } catch {
    return undefined
  }
}

function refuse(socket: Duplex, status: string) {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
