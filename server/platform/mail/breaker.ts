/** How long a server found away is left alone. */
const REST_MS = 5000
/** How long one piece of work may take to find out whether it is back; then another may. */
const PROBE_MS = 60_000

type Run = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Runs work that needs a server which may be away. Found away, it is left alone for REST_MS, and afterwards one piece
 * of work at a time finds out whether it is back; all others fail at once with the error it was found away by.
 * So a server that hangs holds up one job, and not every worker there is.
 *
 * @param isAway whether an error says that the server, and not this piece of work, is the trouble
 * @param now milliseconds
 */
export function breaker({ isAway, now }: { isAway: (error: unknown) => boolean; now: () => number }): Run {
  let away: { error: unknown; until: number } | undefined
  return async (work) => {
    if (away) {
      if (now() < away.until) throw away.error
      away.until = now() + PROBE_MS
    }
    try {
      const done = await work()
      away = undefined
      return done
    } catch (error) {
      away = isAway(error) ? { error, until: now() + REST_MS } : undefined
      throw error
    }
  }
}
