import type { Rest } from './ari-questions.ts'
import type { AriEvents } from './ari-types.gen.ts'

const ECHO = 'onewindow-echo-'

/**
 * Whether what happens at the exchange is told here: an event of our own has to come back. An answer alone does not
 * show it: when one connection follows another at once, Asterisk may take our application from the new one as it
 * clears the old one away, and goes on answering.
 */
export function ariEchoes(rest: Rest, application: string) {
  const awaited = new Map<string, () => void>()
  let count = 0
  return {
    /** Whether an event of our own comes back. */
    async come(withinMs: number): Promise<boolean> {
      const eventName = `${ECHO}${++count}`
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const timer = setTimeout(resolve, withinMs, false)
      awaited.set(eventName, () => resolve(true))
      const { status } = await rest('POST /events/user/{eventName}', { eventName, application })
      const isTold = status > 0 && status < 300 && (await promise)
      clearTimeout(timer)
      awaited.delete(eventName)
      return isTold
    },
    /** @returns whether this was one of them, and nobody else's business */
    take(event: AriEvents[keyof AriEvents]): boolean {
      if (event.type !== 'ChannelUserevent' || !event.eventname.startsWith(ECHO)) return false
      awaited.get(event.eventname)?.()
      return true
    },
  }
}
