import type { ChannelState, ExchangeSnapshot } from '../exchange.ts'
import type { LegRole } from '../port.ts'
import { type CallState, consultBridge, customerOf, type LegState, mainBridge, newCall } from './call.ts'
import type { OpenCall } from './open-calls.ts'

const isLegOfOurs = ({ channelId }: ChannelState) => channelId.startsWith('leg-')
const timeOf = (since: string | undefined, otherwise: number) =>
  since && !Number.isNaN(Date.parse(since)) ? Date.parse(since) : otherwise

/**
 * A call that goes on at the exchange and that this process has never seen, as it was left: by what is written on its
 * channels and by what was told of it. Undefined where nobody is left whom it was with.
 */
export function stateFound(
  channels: ChannelState[],
  snapshot: Pick<ExchangeSnapshot, 'bridges' | 'recordings'>,
  open: OpenCall | undefined,
  now: number,
): { state: CallState; was: string } | undefined {
  const own = channels.filter((each) => !isLegOfOurs(each) && !each.channelId.startsWith('snoop-'))
  const caller = own.find(({ marks }) => marks.role !== 'agent')
  const first = caller ?? channels.find(({ marks }) => marks.order) ?? own[0]
  if (!first || (caller && !caller.isOurs)) return undefined
  const { callRef, from, to, display, channel, startedAt, marks } = first
  const isIn = caller !== undefined
  const legs = channels.flatMap(
    (each) => legFound(each, { isCaller: each === caller, isIn }, open, now) ?? [],
  )
  const dialled = channels.find(({ marks }) => marks.role === 'dialled')
  const recording = snapshot.recordings.find((name) => name.startsWith(`rec-${callRef}-`))
  const bridges = snapshot.bridges.map(({ bridgeId }) => bridgeId)
  // Names must be other ones than those of the process before: of what had one then, much is gone without a trace.
  const later = Math.floor(now / 1000) % 1_000_000
  const since = timeOf(marks.since, startedAt)
  const state = newCall({
    ...{
      callRef,
      from: isIn ? from : null,
      to: open?.to ?? (isIn ? to : (dialled?.to ?? to)),
      display,
      channel,
      legs,
    },
    direction: isIn ? 'in' : 'out',
    arrivedAt: open?.arrivedAt ?? startedAt,
    readyAt: open?.readyAt ?? (isIn && WAS_READY.has(marks.role ?? '') ? since : null),
    systemId: open?.systemId ?? null,
    talkedAt: open?.talkedAt ?? null,
    order: open?.order ?? orderIn(marks.order),
    bridges: bridges.filter((id) => id === `bridge-${callRef}` || id.startsWith(`bridge-${callRef}-`)),
    recording: recording ? { name: recording, isPaused: false } : null,
    count: { legs: Math.max(nextLeg(legs), later), plays: later, ears: later, recordings: later },
  })
  const consulted = legs.find((leg) => leg.role === 'consulted')
  const asking = legs.find((leg) => leg.role === 'agent')
  if (consulted && asking && (consulted.state !== 'up' || consulted.place === consultBridge(state))) {
    state.consult = { from: asking.legRef, to: consulted.legRef }
    asking.state = 'held'
  } else if (asking?.state === 'up' && isOnHold(state, asking, open)) asking.state = 'held'
  return { state, was: caller ? (marks.role ?? '') : 'out' }
}

/**
 * Whether the caller of this agent hears music: as it was told, or, where nobody knows what was told, as they are found.
 * Of who was held only while a colleague was asked, the colleague is gone, and so is the hold.
 */
function isOnHold(state: CallState, { legRef, place }: LegState, open: OpenCall | undefined): boolean {
  if (open?.legs.some(({ leg }) => leg.role === 'consulted')) return false
  if (open) return open.legs.some((told) => told.legRef === legRef && told.isHeld)
  const here = mainBridge(state)
  return place === here && customerOf(state)?.place !== here
}

/** As `ring` has written it. */
function orderIn(mark: string | undefined): CallState['order'] {
  return mark?.startsWith('{') ? (JSON.parse(mark) as CallState['order']) : null
}

const WAS_READY = new Set(['waiting', 'call-back', 'talking', 'survey', 'leaving'])
const nextLeg = (legs: LegState[]) =>
  Math.max(0, ...legs.map(({ legRef }) => Number(/-(\d+)$/.exec(legRef)?.[1] ?? 0))) + 1

function legFound(
  channel: ChannelState,
  { isCaller, isIn }: { isCaller: boolean; isIn: boolean },
  open: OpenCall | undefined,
  now: number,
): LegState | undefined {
  const { channelId, callRef, state, from, to, bridgeId, marks, startedAt } = channel
  const role = isCaller ? 'caller' : (marks.role as LegRole | undefined)
  if (!role || role === 'supervisor' || channelId.startsWith('snoop-')) return undefined
  const legRef = isLegOfOurs(channel) ? channelId : `leg-${callRef}-0`
  const told = open?.legs.find((leg) => leg.legRef === legRef)
  const side = role === 'caller' || (role === 'dialled' && !isIn) ? 'customer' : 'desk'
  const isExtension = marks.agentId !== undefined
  return {
    ...{ legRef, channelId, side, role, agentId: marks.agentId ?? null },
    extension: told?.leg.extension ?? (isExtension && role !== 'caller' ? to : null),
    number: told?.leg.number ?? (role === 'caller' ? from : isExtension ? null : to),
    why: isLegOfOurs(channel) ? (role === 'consulted' ? 'consult' : isIn ? 'offer' : 'dial') : 'own',
    state: state === 'up' || isCaller ? 'up' : 'alerting',
    since: told?.at ?? startedAt,
    ...{
      madeAt: Math.min(startedAt, now),
      place: bridgeId,
      hasMusic: false,
      clearing: null,
      heldAt: 0,
      misses: 0,
    },
  }
}
