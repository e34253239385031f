import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'

/** Shuts the open pages of sessions that have ended, at every server. Twice is once. */
export async function endSockets(
  { live }: Pick<Deps, 'live'>,
  { personId, sessionId }: { personId: Id<'person'>; sessionId: Id<'session'> | null },
) {
  live.endSessions(sessionId ? `session:${sessionId}` : `person:${personId}`)
}
