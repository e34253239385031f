import type { WebSocket } from 'ws'
import { MISSED_HEARTBEATS } from './protocol.ts'

/** Pings, and ends a connection on which nothing has been heard for three pings: a frozen other side closes nothing. */
export function keepAlive(socket: WebSocket, everyMs: number) {
  let missed = 0
  const heard = () => {
    missed = 0
  }
  socket.on('pong', heard).on('ping', heard).on('message', heard)
  const timer = setInterval(() => {
    if (missed >= MISSED_HEARTBEATS) return socket.terminate()
    missed++
    if (socket.readyState === socket.OPEN) socket.ping()
  }, everyMs)
  socket.once('close', () => clearInterval(timer))
}
