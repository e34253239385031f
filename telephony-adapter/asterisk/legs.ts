import type { ClearCause } from '../port.ts'

const ENTERS_WITHIN_MS = 2000

/** What the adapter itself knows of a channel: why it will end, and that it was sent on to another number. */
type Leg = {
  isUp: boolean
  /** Ordered by us; told as it was ordered, not as the exchange counts it. */
  ending?: { cause: ClearCause; bySystem: boolean }
  isSentOn?: boolean
  rings?: NodeJS.Timeout
  /** Whoever waits until it is in our hands, or is no more. */
  onEntered?: () => void
}

export type Legs = ReturnType<typeof knownLegs>

export function knownLegs() {
  const legs = new Map<string, Leg>()
  const of = (channelId: string) => {
    const known = legs.get(channelId)
    if (known) return known
    const fresh: Leg = { isUp: false }
    legs.set(channelId, fresh)
    return fresh
  }
  return {
    of,
    has: (channelId: string) => legs.has(channelId),
    forget(channelId: string) {
      clearTimeout(legs.get(channelId)?.rings)
      legs.get(channelId)?.onEntered?.()
      legs.delete(channelId)
    },
    /** Resolves when the channel is in our hands, or is no more, or has taken too long. To be asked before it is made. */
    entered: (channelId: string) =>
      new Promise<void>((resolve) => {
        const late = setTimeout(resolve, ENTERS_WITHIN_MS)
        of(channelId).onEntered = () => {
          clearTimeout(late)
          resolve()
        }
      }),
    clear() {
      for (const { rings, onEntered } of legs.values()) {
        clearTimeout(rings)
        onEntered?.()
      }
      legs.clear()
    },
  }
}
