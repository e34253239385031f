import type { CallAction, DeskPhone } from '../../../server/api.ts'
import { ownLegOf } from './line.ts'

type Without<Action, Key extends string> = Action extends unknown ? Omit<Action, Key> : never
/** What is asked of the exchange; its key is made when it is sent. */
export type Asked = Without<CallAction, 'commandId'>

/** What the exchange has accepted. That is not yet that it has happened. */
export type Pending = { callId: string; action: Asked; at: number }

/** After this the agent is told that nothing came of it. */
export const PATIENCE_MS = 12_000

/** Whether what was accepted can be seen in the call: then it is no longer in progress. */
export function hasHappened({ callId, action }: Pending, phone: DeskPhone | undefined): boolean {
  const desk = phone?.call
  if (!phone || desk?.call.id !== callId) return true
  const own = ownLegOf(phone)?.state
  const consulted = desk.legs.filter(({ role, state }) => role === 'consulted' && state !== 'ended')
  switch (action.do) {
    case 'hold':
      return own === 'held'
    case 'retrieve':
      return own === 'up'
    case 'hang-up':
    case 'decline':
    case 'blind-transfer':
    case 'complete-transfer':
      return own === undefined
    case 'consult':
      return consulted.length > 0
    case 'cancel-consult':
      return consulted.length === 0
    case 'conference':
      return consulted.some(({ state }) => state === 'up') && own === 'up'
    case 'pause-recording':
      return desk.recording !== 'running'
    case 'resume-recording':
      return desk.recording !== 'paused'
    // Of these nothing is told.
    case 'mute':
    case 'unmute':
    case 'dtmf':
    case 'survey':
      return true
  }
}
