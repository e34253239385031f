import type { Agent } from '../../../../server/api.ts'
import type { ShownPresence } from '../../../ui/Avatar.tsx'

export const BREAK_REASONS = ['meal', 'rest', 'meeting', 'training', 'paperwork'] as const
export type BreakReason = (typeof BREAK_REASONS)[number]

export const isBreakReason = (text: string | null): text is BreakReason =>
  (BREAK_REASONS as readonly (string | null)[]).includes(text)

const SHAPES: Record<Agent['routingStatus'], ShownPresence> = {
  idle: 'ready',
  busy: 'ready',
  full: 'busy',
  paused: 'wrap-up',
  'not-responding': 'away',
  break: 'break',
  away: 'offline',
  offline: 'offline',
}

/** The shape of somebody's state at their desk; the word beside it says more. */
export const shapeOf = ({ routingStatus }: Pick<Agent, 'routingStatus'>) => SHAPES[routingStatus]

/**
 * The key of the word for a state. An agent whose desk the server does not see is out of reach, unless they have said
 * themselves that they are away.
 */
export function wordOf({
  routingStatus,
  presence,
}: Pick<Agent, 'routingStatus' | 'presence'>): 'ready' | Exclude<Agent['routingStatus'], 'idle' | 'busy'> {
  if (presence === 'away') return 'away'
  return routingStatus === 'idle' || routingStatus === 'busy' ? 'ready' : routingStatus
}
