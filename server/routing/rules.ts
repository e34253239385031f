import type { Id } from '../platform/values.ts'
import type { Agent, Presence } from './api.ts'

export type RoutingStatus = Agent['routingStatus']
/** `reserved`: their phone is about to ring. */
export type Engagement = 'reserved' | 'ringing' | 'on-call' | 'wrap-up'

/** What is true of an agent, whatever the case. */
export type AgentState = {
  presence: Presence
  paused: boolean
  notResponding: boolean
  /** Has a desk open. */
  online: boolean
  capacity: number
  /** Cases they own that need them now. */
  load: number
  /** Cases offered to them and not yet decided. */
  offered: number
  /** What the telephone keeps them at; null: nothing. A lease: it ends by itself. */
  engaged: Engagement | null
}

/** What is true of an agent and one case together. */
export type Match = {
  /** Of the case's lead system; null without the skill. */
  level: number | null
  ownsSystem: boolean
  ofVendor: boolean
  /** Looks after the case's agency or an authority above it. */
  forAgency: boolean
  /** Declined this very case just now, or let its offer run out and has not come back since. */
  refusedLately: boolean
  /** Escalated it: a higher tier is asked for, not they again. */
  ownsCase: boolean
}

export type Candidate = AgentState &
  Match & {
    personId: Id<'person'>
    siteId: string | null
    tier: number
    enabled: boolean
    idleSince: Date
  }

const VENDOR_TIER = 4
const OWNER_TIER = 3

/**
 * What routing finds about an agent. Whoever is on the telephone is that, whatever they chose meanwhile: it takes effect
 * afterwards. What they chose themselves comes before what routing did to them.
 */
export function routingStatusOf(agent: AgentState): RoutingStatus {
  if (agent.engaged) return agent.engaged
  if (!agent.online) return 'offline'
  if (agent.presence !== 'ready') return agent.presence
  if (agent.paused) return 'paused'
  if (agent.notResponding) return 'not-responding'
  const held = agent.load + agent.offered
  if (held >= agent.capacity) return 'full'
  return held > 0 ? 'busy' : 'idle'
}

export const canReceive = (agent: AgentState) => ['idle', 'busy'].includes(routingStatusOf(agent))

/** Tier 4 is the system's vendor; tier 3 its owner or whoever has the skill; below, the skill alone counts. */
function isSkilled(tier: number, { level, ownsSystem, ofVendor }: Match) {
  if (tier === VENDOR_TIER) return ofVendor
  return level !== null || (tier === OWNER_TIER && ownsSystem)
}

/** Why a skilled agent of the right tier gets nothing of a case, in words of `reason-words.ts`. */
export type Obstacle = Exclude<RoutingStatus, 'idle' | 'busy'> | 'disabled' | 'refused-lately' | 'owns-case'

export function obstacleOf(agent: Candidate): Obstacle | undefined {
  if (!agent.enabled) return 'disabled'
  if (agent.ownsCase) return 'owns-case'
  if (agent.refusedLately) return 'refused-lately'
  const status = routingStatusOf(agent)
  return status === 'idle' || status === 'busy' ? undefined : status
}

export const isEligible = (tier: number, agent: Candidate) =>
  agent.tier === tier && isSkilled(tier, agent) && obstacleOf(agent) === undefined

export type SiteShare = { id: string; share: number; given: number }

/**
 * How far each site is below its share once one more is given: the largest claim goes first, and where nobody is free
 * the next one takes over. In whole numbers, so that the database ranks as this does. Without any share all are equal.
 */
export function claimsOf(sites: readonly SiteShare[]): Record<string, number> {
  const shared = sites.some((site) => site.share > 0)
  const shareOf = (site: SiteShare) => (shared ? site.share : 1)
  const total = sites.reduce((sum, site) => sum + shareOf(site), 0)
  const given = sites.reduce((sum, site) => sum + site.given, 0)
  return Object.fromEntries(sites.map((site) => [site.id, shareOf(site) * (given + 1) - site.given * total]))
}

/**
 * Who comes first for a case, among the eligible: at tier 3 the system's owner; who looks after the agency; the site
 * furthest below its share; the higher skill; who has less in hand; who has got nothing for longest.
 * The query in `best-agent.ts` ranks by the same.
 */
const inRank =
  (tier: number, claims: Record<string, number>) =>
  (a: Candidate, b: Candidate): number =>
    Number(tier === OWNER_TIER && b.ownsSystem) - Number(tier === OWNER_TIER && a.ownsSystem) ||
    Number(b.forAgency) - Number(a.forAgency) ||
    descending(claimOf(claims, a), claimOf(claims, b)) ||
    (b.level ?? 0) - (a.level ?? 0) ||
    a.load + a.offered - (b.load + b.offered) ||
    a.idleSince.getTime() - b.idleSince.getTime() ||
    (a.personId < b.personId ? -1 : 1)

/** The eligible in order, best first. */
export const ranked = (tier: number, claims: Record<string, number>, agents: readonly Candidate[]) =>
  agents.filter((agent) => isEligible(tier, agent)).sort(inRank(tier, claims))

const claimOf = (claims: Record<string, number>, { siteId }: Candidate) =>
  (siteId === null ? undefined : claims[siteId]) ?? Number.NEGATIVE_INFINITY

const descending = (a: number, b: number) => (a === b ? 0 : a > b ? -1 : 1)
