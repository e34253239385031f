import type { Obstacle } from './rules.ts'

/** Why this agent got this case: the facts as they were, kept with the offer. */
export type OfferReason = {
  /** The case looked for an agent, or the agent had room and took what has waited longest. */
  by: 'case' | 'agent'
  queueId: number
  queue: string
  systemId: number
  system: string
  tier: number
  level: number | null
  ownsSystem: boolean
  ofVendor: boolean
  forAgency: boolean
  /** The agent's site: its share in per cent, and how many of the latest offers it was given. */
  site: { name: string; share: number; given: number; of: number } | null
  /** Before this one. */
  held: number
  capacity: number
  idleSeconds: number
  waitedSeconds: number
}

/** Why nobody got it: how many know the system, and what keeps each from it. */
export type NobodyReason = {
  queue: string
  system: string
  skilled: number
  obstacles: Partial<Record<Obstacle, number>>
}

/** Why an offer was taken back. */
export type Withdrawal =
  | 'case-gone'
  | 'case-moved'
  | 'agent-left'
  | 'agent-paused'
  | 'agent-changed'
  | 'desk-closed'

/** A decision with its data. `accepted`, `declined` and `expired` say everything by themselves. */
export type Decision =
  | { outcome: 'offered'; reason: OfferReason }
  | { outcome: 'accepted' | 'declined' | 'expired'; reason: Record<string, never> }
  | { outcome: 'withdrawn'; reason: { why: Withdrawal } }
  | { outcome: 'nobody-free' | 'nobody-skilled' | 'queue-paused'; reason: NobodyReason }

export type Outcome = Decision['outcome']
