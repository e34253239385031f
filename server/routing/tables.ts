import type { Generated } from 'kysely'
import type { Id } from '../platform/values.ts'
import type { Presence } from './api.ts'
import type { Outcome } from './reasons.ts'
import type { Engagement } from './rules.ts'

export interface RoutingTables {
  agents: {
    personId: Id<'person'>
    siteId: string | null
    seatId: number | null
    tier: number
    capacity: Generated<number>
    presence: Generated<Presence>
    presenceReason: string | null
    presenceSince: Generated<Date>
    notResponding: Generated<boolean>
    idleSince: Generated<Date>
    pausedAt: Date | null
    pausedBy: Id<'person'> | null
    pausedReason: string | null
  }
  /** What keeps an agent from other work: a lease of the telephone. */
  agentEngagements: {
    personId: Id<'person'>
    callId: Id<'call'>
    kind: Engagement
    since: Date
    expiresAt: Date
  }
  /** Cases whose requester is on the telephone now; a lease. */
  caseHolds: { caseId: Id<'case'>; until: Date }
  agentSkills: { personId: Id<'person'>; systemId: number; level: number }
  agentAgencies: { personId: Id<'person'>; agencyId: number }
  /** `leftAt`: closed, and kept a while because a reload is no leaving. */
  deskConnections: { id: string; personId: Id<'person'>; seenAt: Date; leftAt: Date | null }
  offers: {
    id: Id<'offer'>
    caseId: Id<'case'>
    agentId: Id<'person'>
    madeAt: Date
    expiresAt: Date
    outcome: 'accepted' | 'declined' | 'expired' | 'withdrawn' | null
    decidedAt: Date | null
    reason: unknown
  }
  routingDecisions: {
    id: Id<'routing-decision'>
    caseId: Id<'case'>
    agentId: Id<'person'> | null
    at: Date
    outcome: Outcome
    reason: unknown
  }
}
