import type { Agent } from '../../../../server/api.ts'
import type { ShownPresence } from '../../../ui/PresenceDot.tsx'

export const BREAK_REASONS = ['meal', 'rest', 'meeting', 'training', 'paperwork'] as const
export type BreakReason = (typeof BREAK_REASONS)[number]

export const isBreakReason = (text: string | null): text is BreakReason =>
  (BREAK_REASONS as readonly (string | null)[]).includes(text)

const SHAPES: Record<Agent['routingStatus'], ShownPresence> = {
  idle: 'ready',
  busy: 'ready',
  full: 'busy',
  paused: 'wrap-up',
  'not-responding': 'wrap-up',
  reserved: 'busy',
  ringing: 'busy',
  'on-call': 'busy',
  'wrap-up': 'wrap-up',
  break: 'break',
  away: 'offline',
  offline: 'offline',
}

/** The shape of somebody's state at their desk; the word beside it says more. */
export const shapeOf = (agent: State) => SHAPES[hasRoom(agent) ? 'idle' : agent.routingStatus]

type State = Pick<Agent, 'routingStatus' | 'presence' | 'load' | 'capacity'>

/** Routing counts what is offered as taken; to the agent only what is in hand fills them up. */
const hasRoom = ({ routingStatus, load, capacity }: State) => routingStatus === 'full' && load < capacity

/**
 * The key of the word for a state. An agent whose desk the server does not see is out of reach, unless they have said
 * themselves that they are away.
 */
export function wordOf(agent: State): 'ready' | Exclude<Agent['routingStatus'], 'idle' | 'busy'> {
  const { routingStatus, presence } = agent
  if (presence === 'away') return 'away'
  return routingStatus === 'idle' || routingStatus === 'busy' || hasRoom(agent) ? 'ready' : routingStatus
}
