import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useEffectEvent, useState } from 'react'
import { io, type Socket } from 'socket.io-client'
import type { Hint, Hints, Watching } from '../../server/api.ts'

/** `ended`: the session is over and only signing in again helps. */
type LiveState = 'connecting' | 'online' | 'reconnecting' | 'ended'

type Heard = { [E in keyof Hints]: (hint: Hint<E>) => void }
export type LiveSocket = Socket<Heard, Watching>

const REMEMBERED = 500
const RECONNECT_MAX_MS = 2_000
const ASLEEP_MS = 30_000
/** A proxy may take a connection and drop it without a word; waited for no longer than this, then tried anew. */
const CONNECT_MS = 5_000

/** The page's connection to the server, not yet open. WebSocket first: nothing is lost by trying it. */
export const openLive = (): LiveSocket =>
  io('/live', {
    autoConnect: false,
    auth: { desk: false },
    transports: ['websocket', 'polling'],
    timeout: CONNECT_MS,
    reconnectionDelay: 250,
    reconnectionDelayMax: RECONNECT_MAX_MS,
  })

/**
 * Tells whether a hint was heard before: it may be sent twice. The last 500 are remembered, by `eventId` and
 * content, for one event may tell several things of one kind.
 */
export function createMemory(size = REMEMBERED) {
  const heard = new Set<string>()
  return (hint: { eventId: string }): boolean => {
    const key = JSON.stringify(hint)
    if (heard.has(key)) return true
    heard.add(key)
    for (const oldest of heard) {
      if (heard.size <= size) break
      heard.delete(oldest)
    }
    return false
  }
}

type Live = { socket: LiveSocket; state: LiveState; since: number }

export const LiveContext = createContext<Live | undefined>(undefined)

/** The connection: its state and since when. Undefined outside the desk. */
export const useLive = () => useContext(LiveContext)

/**
 * Keeps the connection open while the page is. `atDesk` makes the page count as an agent's open desk, to which
 * work is offered; it stays so until the page is closed. Hints missed while it was not are gone, so after every connect
 * that did not recover them, everything on screen is asked for again.
 */
export function useLiveConnection(socket: LiveSocket, atDesk: boolean): Live {
  const queries = useQueryClient()
  const [{ state, since }, setState] = useState<{ state: LiveState; since: number }>(() => ({
    state: 'connecting',
    since: Date.now(),
  }))
  const enter = useEffectEvent((next: LiveState) => {
    setState((now) =>
      now.state === next || now.state === 'ended' ? now : { state: next, since: Date.now() },
    )
  })
  const askAgain = useEffectEvent(() => queries.invalidateQueries())

  // Before the first connect below, so that a desk arrives as a desk.
  useEffect(() => {
    if (!atDesk || (socket.auth as { desk: boolean }).desk) return
    socket.auth = { desk: true }
    if (socket.connected) socket.disconnect().connect()
  }, [socket, atDesk])

  useEffect(() => {
    let hiddenAt = 0
    const onConnect = () => {
      enter('online')
      if (!socket.recovered) void askAgain()
    }
    const onDisconnect = (reason: string) => {
      enter('reconnecting')
      // The server closed it on purpose, as when it restarts: socket.io would not try again by itself.
      if (reason === 'io server disconnect') socket.connect()
    }
    const onError = (error: Error) => {
      if (error.message === 'sign-in-needed') return onEnd()
      enter('reconnecting')
      // Refused by the server rather than unreachable: tried again in a moment.
      if (!socket.active) setTimeout(() => socket.connect(), RECONNECT_MAX_MS)
    }
    const onEnd = () => {
      enter('ended')
      socket.disconnect()
    }
    const onVisibility = () => {
      if (document.hidden) {
        hiddenAt = Date.now()
        return
      }
      if (!socket.connected && socket.active) socket.connect()
      if (hiddenAt && Date.now() - hiddenAt > ASLEEP_MS) void askAgain()
    }
    socket.on('connect', onConnect)
    socket.on('disconnect', onDisconnect)
    socket.on('connect_error', onError)
    socket.on('session.ended', onEnd)
    document.addEventListener('visibilitychange', onVisibility)
    socket.connect()
    return () => {
      socket.off('connect', onConnect)
      socket.off('disconnect', onDisconnect)
      socket.off('connect_error', onError)
      socket.off('session.ended', onEnd)
      document.removeEventListener('visibilitychange', onVisibility)
      socket.disconnect()
    }
  }, [socket])

  return { socket, state, since }
}

/**
 * Listens to one kind of hint while the component is shown; each event is heard once. Hints say only that
 * something changed: invalidate or refetch what is shown, do not trust them as data.
 */
export function useHint<E extends keyof Hints>(event: E, listener: (hint: Hint<E>) => void) {
  const live = useLive()
  const hear = useEffectEvent(listener)
  const [known] = useState(() => createMemory())
  const socket = live?.socket
  useEffect(() => {
    if (!socket) return
    const listen = (hint: Hint<E>) => {
      if (!known(hint)) hear(hint)
    }
    socket.on(event, listen as never)
    return () => void socket.off(event, listen as never)
  }, [socket, event, known])
}

/** Says that this page looks at a case, again after each reconnect, and who else does. */
export function useWatching(caseId: string | undefined) {
  const live = useLive()
  const [viewers, setViewers] = useState<readonly { id: string; name: string }[]>([])
  const socket = live?.socket
  const online = live?.state === 'online'
  useEffect(() => {
    if (!socket || !caseId || !online) return
    socket.emit('case.watch', caseId, setViewers)
    return () => {
      socket.emit('case.leave', caseId)
      setViewers([])
    }
  }, [socket, caseId, online])
  useHint('case.viewers', (hint) => {
    if (hint.caseId === caseId) setViewers(hint.viewers)
  })
  return viewers
}
