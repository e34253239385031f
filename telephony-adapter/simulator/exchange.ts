import type { Clock } from '../clock.ts'
import type { Exchange } from '../exchange.ts'
import { chance } from './chance.ts'
import { type Links, newLink } from './link.ts'
import { orders } from './orders.ts'
import { newSwitch } from './state.ts'
import { type SimulatedWorld, worldOf } from './world.ts'

/**
 * A telephone exchange that exists in memory only, and the world around it: callers, phones, fax machines, and what
 * can go wrong. No sockets; time only by the clock; the same seed makes the same things happen. It says of itself that
 * it is simulated.
 */
export function simulatedExchange({
  name,
  site,
  clock,
  seed,
  phoneUrl = null,
  hasPrompt = () => true,
  faxNumbers = [],
}: {
  name: string
  site: string
  clock: Clock
  seed: number
  phoneUrl?: string | null
  /** Which spoken texts it has; the others are told as not played. */
  hasPrompt?: (prompt: string) => boolean
  /** Where it receives faxes by itself while nobody follows. */
  faxNumbers?: readonly string[]
}): { exchange: Exchange; world: SimulatedWorld } {
  const sw = newSwitch({ name, site, clock, chance: chance(seed), hasPrompt, faxNumbers })
  const links: Links = {
    current: null,
    all: new Set(),
    faults: { isCut: false, duplicates: 0, reorderMs: 0, drops: new Set() },
  }
  const connect = (): Exchange => ({
    name,
    site,
    isSimulated: true,
    phoneUrl,
    ...orders(sw, newLink(sw, links)),
  })
  return { exchange: connect(), world: worldOf(sw, links, connect) }
}
