import type { TransferTarget } from '../../../../server/api.ts'
import { searchable } from '../../../platform/ime.ts'

/** The agents that are meant, by name or extension: who can answer now first, then who knows the system. */
export function findTargets(agents: readonly TransferTarget[], typed: string): TransferTarget[] {
  const sought = searchable(typed)
  const rank = (agent: TransferTarget) => (agent.canRing ? 0 : 2) + (agent.knowsSystem ? 0 : 1)
  return agents
    .filter(({ name, extension }) => searchable(name).includes(sought) || extension?.startsWith(sought))
    .toSorted((a, b) => a.tier - b.tier || rank(a) - rank(b))
}

/** By the tier they work at, the first line first. */
export const byTier = (agents: readonly TransferTarget[]) => [
  ...Map.groupBy(agents, ({ tier }) => tier).entries(),
]
