import type { Trx } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'

export type NewAgent = {
  personId: Id<'person'>
  siteId: string | null
  seatId: number | null
  /** 1 to 3; 4 is the vendor. */
  tier: number
  /** How many cases they are given at most; 0: none, they have a telephone only. */
  capacity?: number
  skills: readonly { systemId: number; level: number }[]
  /** Agencies whose callers this agent knows best. */
  agencyIds: readonly number[]
}

/** Makes people agents, away until they say that they are ready. Whoever is one already stays as they are. */
export async function enrolAgents(trx: Trx, agents: readonly NewAgent[]) {
  if (agents.length === 0) return
  const enrolled = await trx
    .insertInto('agents')
    .values(
      agents.map(({ personId, siteId, seatId, tier, capacity }) => ({
        personId,
        siteId,
        seatId,
        tier,
        ...(capacity !== undefined && { capacity }),
        presenceReason: null,
        pausedAt: null,
        pausedBy: null,
        pausedReason: null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('personId')
    .execute()
  const made = new Set(enrolled.map(({ personId }) => personId))
  const newcomers = agents.filter(({ personId }) => made.has(personId))
  const skills = newcomers.flatMap(({ personId, skills }) => skills.map((skill) => ({ personId, ...skill })))
  if (skills.length > 0) await trx.insertInto('agentSkills').values(skills).execute()
  const agencies = newcomers.flatMap(({ personId, agencyIds }) =>
    agencyIds.map((agencyId) => ({ personId, agencyId })),
  )
  if (agencies.length > 0) await trx.insertInto('agentAgencies').values(agencies).execute()
}
