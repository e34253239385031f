import type { ChannelState, ExchangeSnapshot } from '../exchange.ts'
import type { LegRole } from '../port.ts'
import { type CallState, consultBridge, customerOf, desksUp, type LegState, newCall } from './call.ts'
import { endAll, sayGoodbye } from './ending.ts'
import { takeDown } from './legs.ts'
import type { OpenCall } from './open-calls.ts'
import { askMenu } from './opening.ts'
import { beginSurvey } from './survey.ts'
import { afterTalk } from './talk.ts'
import { beginWaiting } from './waiting.ts'
import { type Input, tell, tellLeg, type Work } from './work.ts'

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
  // Names of words and recordings must be other ones than those of the process before.
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
    count: { legs: nextLeg(legs), plays: later, ears: later, recordings: later },
  })
  const consulted = legs.find((leg) => leg.role === 'consulted')
  const asking = legs.find((leg) => leg.role === 'agent')
  if (consulted && asking && (consulted.state !== 'up' || consulted.place === consultBridge(state))) {
    state.consult = { from: asking.legRef, to: consulted.legRef }
    asking.state = 'held'
  }
  return { state, was: caller ? (marks.role ?? '') : 'out' }
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

/** Tells what was not told of it, and goes on where it was. */
export function adopt(work: Work, { was, open }: Extract<Input, { type: 'adopted' }>) {
  const { call } = work
  const { from, to, channel, display, order, readyAt, systemId } = call
  if (!open && call.direction === 'in') tell(work, 'call.offered', { from, to, channel, display })
  if (!open && call.direction === 'out') {
    const extension = call.legs.find((leg) => leg.side === 'desk')?.extension ?? ''
    tell(work, 'call.originated', { to, extension, order })
  }
  if (readyAt !== null && !open?.readyAt) tell(work, 'call.ready', { systemId, wants: 'nothing', line: to })
  for (const leg of call.legs)
    if (leg.state !== 'alerting' && !open?.legs.some((told) => told.isUp && told.legRef === leg.legRef))
      tellLeg(work, 'leg.established', leg)
  if (call.direction === 'out') return goOnOut(work)
  goOnIn(work, was, open)
  for (const told of open?.legs ?? [])
    if (!call.legs.some(({ legRef }) => legRef === told.legRef)) tellGone(work, told)
}

function tellGone(work: Work, { leg, legRef, isUp }: OpenCall['legs'][number]) {
  if (isUp) tell(work, 'leg.cleared', { ...leg, cause: 'normal', by: 'unknown' }, legRef)
  else tell(work, 'leg.failed', { ...leg, cause: 'normal' }, legRef)
}

function goOnOut(work: Work) {
  const { call } = work
  const customer = customerOf(call)
  if (!customer || desksUp(call).length === 0) return endAll(work, 'normal', 'unknown')
  call.phase = customer.state === 'alerting' ? 'dialling' : 'talking'
  if (call.phase === 'talking') talkGoesOn(work)
}

function goOnIn(work: Work, was: string, open: OpenCall | undefined) {
  const { call } = work
  const plan = work.plan?.lines.find(({ number }) => number === call.to)
  call.language = plan?.language ?? call.language
  call.records = plan?.records ?? false
  if (desksUp(call).length > 0) {
    call.phase = 'talking'
    return talkGoesOn(work)
  }
  for (const leg of call.legs) if (leg.role === 'consulted') takeDown(work, leg, 'withdrawn', 'system')
  if (was === 'talking') {
    call.talkedAt ??= call.readyAt ?? call.arrivedAt
    call.talkedMs = work.plan?.survey.leastTalkMs ?? 0
    afterTalk(work, false, 'agent')
  } else if (was === 'survey') {
    call.talkedAt ??= call.readyAt ?? call.arrivedAt
    if (open?.isAsked) call.survey = { stage: 'consent', tries: 0, isAnswered: false }
    beginSurvey(work)
  } else if (was === 'leaving') sayGoodbye(work, [], null)
  else if (call.readyAt !== null) beginWaiting(work)
  else askMenu(work)
}

function talkGoesOn(work: Work) {
  const { call } = work
  call.talkedAt ??= desksUp(call)[0]?.since ?? work.at
  call.talkingSince = call.talkedAt
}
