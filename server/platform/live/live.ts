import type { Server as HttpServer } from 'node:http'
import { type DefaultEventsMap, Server, type Socket } from 'socket.io'
import type { Hints } from '../../api.ts'
import type { Actor } from '../actor.ts'
import { may } from '../actor.ts'
import type { ActorOf } from '../http/app.ts'
import { SESSION_COOKIE } from '../http/request.ts'
import type { Id } from '../values.ts'
import { overRedis } from './over-redis.ts'

/**
 * Whom a hint is for. `staff`: everybody who works on cases; `board`: those who watch queues and agents; `editors`: those
 * who write Q&A.
 */
export type Room = `person:${string}` | `session:${string}` | `case:${string}` | 'staff' | 'board' | 'editors'

/** Hints from server to open pages. Commands go over HTTP, where they are checked and recorded. */
export type Live = {
  /**
   * Tells everybody in these rooms once, at every server; while Redis is away, at this one. Never waits, never fails; a
   * page that missed it asks again.
   */
  tell<E extends keyof Hints>(rooms: Room | Room[], event: E, data: Hints[E] & { eventId: string }): void
  /** Shuts the sockets of ended sessions, at every server. */
  endSessions(room: `person:${string}` | `session:${string}`): void
  /** Desks open at this server: for keeping their connections known. */
  desks(): { id: string; personId: Id<'person'> }[]
  close(): Promise<void>
}

type Data = { actor: Actor; session: string }
export type LiveServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Data>
export type LiveSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Data>

export type LiveOptions = {
  redisUrl: string | undefined
  actorOf: ActorOf
  /** Called when a desk's socket opens or closes at this server. */
  onDesk: (told: 'arrived' | 'left', desk: { id: string; personId: Id<'person'> }) => void
  /** Adds a page's own messages (what it is looking at). */
  onPage: (io: LiveServer, socket: LiveSocket, actor: Actor) => void
  onError: (error: Error) => void
}

/** @param http the server whose pages connect; undefined in a worker, which only tells */
export function socketLive(http: HttpServer | undefined, options: LiveOptions): Live {
  const others = options.redisUrl ? overRedis(options.redisUrl, options.onError) : undefined
  const io: LiveServer = new Server({
    serveClient: false,
    connectionStateRecovery: { maxDisconnectionDuration: 120_000, skipMiddlewares: false },
    ...(others && { adapter: others.adapter }),
  })
  if (http) io.attach(http)
  const pages = io.of('/live')
  const everywhere = () => (others?.isAway() ? pages.local : pages)

  // The namespace that is there by itself: nobody has business in it.
  io.use((_socket, next) => next(new Error('sign-in-needed')))
  pages.use(async (socket, next) => {
    try {
      const actor = await options.actorOf(tokenOf(socket.handshake.headers.cookie))
      if (!actor) return next(new Error('sign-in-needed'))
      socket.data.actor = actor
      next()
    } catch {
      // The page tries again in a moment; told to sign in, it would give up.
      next(new Error('temporarily-unavailable'))
    }
  })
  pages.on('connection', (socket) => {
    const { actor } = socket.data
    void socket.join(roomsOf(actor))
    options.onPage(io, socket, actor)
    if (!may(actor, 'desk:work') || socket.handshake.auth['desk'] !== true) return
    const desk = { id: socket.id, personId: actor.id }
    socket.data.session = 'desk'
    options.onDesk('arrived', desk)
    socket.on('disconnect', () => options.onDesk('left', desk))
  })

  return {
    tell(rooms, event, data) {
      // Pages of this server need not wait until Redis has taken the hint for the others; what they then hear a second
      // time they know by its `eventId`. A room of everybody is told once.
      if (others && rooms !== 'staff') pages.local.to(rooms).emit(event, data)
      everywhere().to(rooms).emit(event, data)
    },
    endSessions(room) {
      everywhere().to(room).emit('session.ended', { eventId: room })
      everywhere().in(room).disconnectSockets(true)
    },
    desks: () =>
      [...pages.sockets.values()]
        .filter((socket) => socket.data.session === 'desk')
        .map((socket) => ({ id: socket.id, personId: socket.data.actor.id })),
    async close() {
      // Without HTTP there is nothing to shut but what listens to the other servers.
      if (http) await io.close()
      else for (const { adapter } of [io.of('/'), pages]) adapter.close()
      others?.close()
    },
  }
}

const roomsOf = (actor: Actor): Room[] => [
  `person:${actor.id}`,
  `session:${actor.sessionId}`,
  ...(may(actor, 'case:work') ? (['staff'] as const) : []),
  ...(may(actor, 'board:read') ? (['board'] as const) : []),
  ...(may(actor, 'knowledge:write') ? (['editors'] as const) : []),
]

function tokenOf(cookies: string | undefined) {
  const found = cookies?.split(/;\s*/).find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`))
  // Tokens are letters and digits that no cookie escapes; anything else is not one of ours, and is not decoded.
  return found?.slice(SESSION_COOKIE.length + 1)
}
