import type { ClearCause } from '../port.ts'

/** What the adapter itself knows of a channel: why it will end, and that it was sent on to another number. */
type Leg = {
  isUp: boolean
  /** Ordered by us; told as it was ordered, not as the exchange counts it. */
  ending?: { cause: ClearCause; bySystem: boolean }
  isSentOn?: boolean
  rings?: NodeJS.Timeout
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
      legs.delete(channelId)
    },
    clear() {
      for (const { rings } of legs.values()) clearTimeout(rings)
      legs.clear()
    },
  }
}
