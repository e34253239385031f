import type { Call } from '../tables.ts'
import { desksUp, type Followed, isUp } from './state.ts'
import type { Step } from './step.ts'

/**
 * A call that was told as lost and lives: it goes on with the legs that were lost with it, as if it had not ended. Told
 * again, or of a call that has not ended so, it changes nothing.
 */
export function resume(known: Followed): Step {
  const { call } = known
  if (call.outcome !== 'lost') return { ...known, effects: [] }
  const legs = known.legs.map((leg) =>
    leg.cause === 'lost' ? { ...leg, endedAt: null, cause: null, endedBy: null } : leg,
  )
  const lives = { ...call, endedAt: null, outcome: null, endedBy: null }
  const state = stateOf({ call: lives, legs })
  return {
    legs,
    call: { ...lives, state },
    effects: [
      { do: 'resumed' },
      ...legs
        .filter((leg, n) => leg !== known.legs[n] && isUp(leg) && leg.agentId)
        .map((leg) => ({ do: 'leg' as const, leg, change: 'established' as const, cause: null })),
      ...(state === 'waiting' ? [{ do: 'wait' as const, front: false }] : []),
    ],
  }
}

function stateOf(known: Followed): Call['state'] {
  const { direction, answeredAt, readyAt } = known.call
  if (direction === 'out') return answeredAt ? 'talking' : 'ringing'
  if (desksUp(known).length > 0) return 'talking'
  return readyAt ? 'waiting' : 'menu'
}
