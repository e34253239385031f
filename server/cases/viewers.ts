import { type Actor, may } from '../platform/actor.ts'
import type { Deps } from '../platform/deps.ts'
import type { LiveServer, LiveSocket } from '../platform/live/live.ts'
import { type Id, IdOf, newId, parserOf } from '../platform/values.ts'
import { readCase } from './queries.ts'

/** More than anybody has open in one window; a page that asks for more is told nothing. */
const MOST_WATCHED = 20

type Viewer = { id: string; name: string }

const caseIdOf = parserOf(IdOf('case'))
const roomOf = (caseId: Id<'case'>) => `case:${caseId}`

/**
 * Lets pages say which case they look at (`case.watch`, `case.leave`), and tells everybody there who else does
 * (`case.viewers`), over all servers. A case that is not theirs to see is nobody's to watch.
 */
export const viewersOfCases =
  ({ db }: Pick<Deps, 'db'>) =>
  (io: LiveServer, socket: LiveSocket, actor: Actor): void => {
    const watched = new Set<Id<'case'>>()

    const tell = async (caseId: Id<'case'>, without?: string) => {
      const viewers = await viewersOf(io, caseId, without)
      socket.nsp.to(roomOf(caseId)).emit('case.viewers', { caseId, viewers, eventId: newId() })
      return viewers
    }

    async function watch(raw: unknown): Promise<Viewer[]> {
      const caseId = caseIdOf(raw)
      if (!may(actor, 'case:work') || watched.size >= MOST_WATCHED) return []
      await readCase(db, actor, caseId)
      if (socket.disconnected) return []
      watched.add(caseId)
      await socket.join(roomOf(caseId))
      return tell(caseId)
    }

    async function leave(raw: unknown) {
      const caseId = caseIdOf(raw)
      if (!watched.delete(caseId)) return
      await socket.leave(roomOf(caseId))
      await tell(caseId)
    }

    socket.on('case.watch', (caseId: unknown, told: unknown) => {
      const answer = (viewers: Viewer[]) => void (typeof told === 'function' && told(viewers))
      watch(caseId).then(answer, () => answer([]))
    })
    socket.on('case.leave', (caseId: unknown) => void leave(caseId).catch(() => {}))
    socket.on('disconnect', () => {
      for (const caseId of watched) void tell(caseId, socket.id).catch(() => {})
    })
  }

async function viewersOf(io: LiveServer, caseId: Id<'case'>, without: string | undefined): Promise<Viewer[]> {
  const pages = io.of('/live')
  const room = roomOf(caseId)
  // Those at other servers cannot be asked while Redis is away; those here still see each other.
  const sockets = await pages
    .in(room)
    .fetchSockets()
    .catch(() => [...pages.sockets.values()].filter((socket) => socket.rooms.has(room)))
  const viewers = sockets
    .filter(({ id }) => id !== without)
    .map(({ data }) => [data.actor.id, { id: data.actor.id, name: data.actor.name }] as const)
  return [...new Map(viewers).values()]
}
