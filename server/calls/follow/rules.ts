import type { Envelope } from '../../../telephony-adapter/port.ts'
import { begin } from './begin-rules.ts'
import { followLeg } from './leg-rules.ts'
import { resume } from './resume-rules.ts'
import { desksUp, type Followed, isLive, isUp, talkOf } from './state.ts'
import type { Next, Step, World } from './step.ts'

/**
 * What an event makes of a call. Pure: the same events in the same order make the same of it, whatever was told of
 * other calls between them. An event that came before changes nothing of the rows.
 */
export function next(before: Followed | undefined, event: Envelope, world: World): Next {
  const at = new Date(event.occurredAt)
  if (event.type === 'call.offered' || event.type === 'call.originated')
    return before ? { ...before, effects: [] } : begin(event, at, world)
  if (!before) return undefined
  const known = { ...before, call: { ...before.call, seenAt: later(before.call.seenAt, at) } }
  switch (event.type) {
    case 'leg.alerting':
    case 'leg.established':
    case 'leg.held':
    case 'leg.retrieved':
    case 'leg.failed':
    case 'leg.cleared':
      return followLeg(known, event, at, world)
    case 'recording.started':
    case 'recording.paused':
    case 'recording.resumed':
    case 'recording.ready':
    case 'recording.failed':
      return { ...known, effects: [{ do: 'recorded', event }] }
    case 'fax.received':
      return { ...known, effects: [{ do: 'faxed', event }] }
    case 'survey.answered':
      return { ...known, effects: [{ do: 'surveyed', event }] }
    case 'supervision.changed':
      return { ...known, effects: [{ do: 'supervised', event }] }
    case 'call.resumed':
      return resume(known)
    default:
      return known.call.endedAt ? { ...known, effects: [] } : followLive(known, event, at, world)
  }
}

const later = (a: Date, b: Date) => (a > b ? a : b)

function followLive(known: Followed, event: Envelope, at: Date, world: World): Step {
  const { call } = known
  switch (event.type) {
    case 'call.ready': {
      if (call.readyAt) return { ...known, effects: [] }
      const { systemId, wants } = event.data
      const chosen = systemId ?? call.systemId
      return {
        ...known,
        call: {
          ...call,
          readyAt: at,
          systemId: chosen,
          state: desksUp(known).length > 0 ? call.state : 'waiting',
        },
        effects: [
          ...(systemId !== null ? [{ do: 'concern' as const, systemId }] : []),
          { do: 'wait', front: false, wants },
        ],
      }
    }
    case 'call.transferred':
      return transfer(known, event, world)
    case 'call.conferenced':
      return {
        ...known,
        effects: [
          {
            do: 'joined',
            agentIds: event.data.agentIds.flatMap((agentId) => world.agentOf({ agentId }) ?? []),
          },
        ],
      }
    case 'call.diverted':
      return { ...known, effects: [{ do: 'diverted', ...event.data }] }
    case 'call.call-back-asked':
      return { ...known, effects: [{ do: 'call-back-asked', number: world.numberOf(event.data.number) }] }
    case 'survey.asked':
      return { ...known, call: { ...call, state: 'survey' }, effects: [{ do: 'surveyed', event }] }
    case 'call.ended':
      return end(known, event, at)
    default:
      return { ...known, effects: [] }
  }
}

function transfer(known: Followed, event: Envelope<'call.transferred'>, world: World): Step {
  const { call, legs } = known
  const { kind, fromAgentId, toAgentId, to } = event.data
  const fromId = world.agentOf({ agentId: fromAgentId }) ?? call.agentId
  const toId = world.agentOf({ agentId: toAgentId }) ?? null
  const consulted = legs.find((leg) => isLive(leg) && leg.role === 'consulted' && leg.agentId === toId)
  const isTaken = kind === 'consult' && toId !== null && consulted !== undefined && isUp(consulted)
  const goesToQueue = toId === null && to === 'queue'
  return {
    legs: legs.map((leg) =>
      kind === 'consult' && leg === consulted
        ? { ...leg, role: toId ? ('agent' as const) : ('dialled' as const) }
        : leg,
    ),
    call: {
      ...call,
      ...(isTaken && { agentId: toId, state: 'talking' as const }),
      ...(goesToQueue && { state: 'waiting' as const }),
    },
    effects: [
      { do: 'moved', kind, fromId, toId, to, isTaken },
      ...(goesToQueue ? [{ do: 'wait' as const, front: false }] : []),
    ],
  }
}

/** Nobody followed it from beginning to end: the exchange's own queue has served it. */
const servedAlone = ({ call }: Followed, { certainty, data }: Envelope<'call.ended'>) =>
  call.source === 'live' &&
  call.certainty === 'reconstructed' &&
  certainty === 'reconstructed' &&
  data.outcome !== 'lost'

/** Whoever had a part in it has none any more, whatever was not told. */
function end(known: Followed, event: Envelope<'call.ended'>, at: Date): Step {
  const left = known.legs.filter(isLive)
  const legs = known.legs.map((leg) =>
    isLive(leg)
      ? {
          ...leg,
          endedAt: at,
          heldMs: leg.heldMs + (leg.heldSince ? Math.max(0, at.getTime() - leg.heldSince.getTime()) : 0),
          heldSince: null,
          cause: event.data.outcome === 'lost' ? ('lost' as const) : ('normal' as const),
          endedBy: event.data.by,
        }
      : leg,
  )
  const ended = { call: known.call, legs }
  return {
    legs,
    call: {
      ...known.call,
      ...talkOf(ended, at),
      state: 'ended',
      endedAt: at,
      outcome: event.data.outcome,
      source: servedAlone(known, event) ? 'exchange-queue' : known.call.source,
      endedBy: event.data.by,
      certainty: event.certainty === 'reconstructed' ? 'reconstructed' : known.call.certainty,
    },
    effects: [
      ...left.flatMap(({ legRef, agentId }) => {
        const leg = legs.find((one) => one.legRef === legRef)
        return agentId && leg
          ? [{ do: 'leg' as const, leg, change: 'cleared' as const, cause: leg.cause }]
          : []
      }),
      { do: 'ended', outcome: event.data.outcome },
    ],
  }
}
