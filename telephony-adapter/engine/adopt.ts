import { customerOf, desksUp, isWaiting, type LegState, ringingDesks } from './call.ts'
import { endAll, sayGoodbye } from './ending.ts'
import { takeDown } from './legs.ts'
import type { OpenCall } from './open-calls.ts'
import { askMenu } from './opening.ts'
import { isParked } from './settle.ts'
import { beginSurvey } from './survey.ts'
import { afterTalk } from './talk.ts'
import { beginWaiting } from './waiting.ts'
import { type Input, order, tell, tellLeg, type Work } from './work.ts'

/** No caller has been told more texts than this when they are put through, whatever happened. */
const MOST_WORDS = 40

/** Tells what was not told of it, and goes on where it was. */
export function adopt(work: Work, { was, open }: Extract<Input, { type: 'adopted' }>) {
  const { call } = work
  hushBefore(work)
  const { from, to, channel, display, readyAt, systemId } = call
  if (!open && call.direction === 'in') tell(work, 'call.offered', { from, to, channel, display })
  if (!open && call.direction === 'out') {
    const extension = call.legs.find((leg) => leg.side === 'desk')?.extension ?? ''
    tell(work, 'call.originated', { to, extension, order: call.order })
  }
  if (readyAt !== null && !open?.readyAt) tell(work, 'call.ready', { systemId, wants: 'nothing', line: to })
  for (const leg of call.legs)
    if (leg.state !== 'alerting' && !open?.legs.some((told) => told.isUp && told.legRef === leg.legRef))
      tellLeg(work, 'leg.established', leg)
  for (const leg of call.legs) tellHold(work, leg, open)
  if (call.direction === 'out') return goOnOut(work)
  goOnIn(work, was, open)
  for (const told of open?.legs ?? [])
    if (!call.legs.some(({ legRef }) => legRef === told.legRef)) tellGone(work, told)
  if (open) rangNowhere(work, open)
}

/** Nothing was told of the phone to which the caller was sent, and it does not ring: somebody else must be found. */
function rangNowhere(work: Work, { sentTo }: OpenCall) {
  const { call } = work
  if (!sentTo || !isWaiting(call) || ringingDesks(call).length > 0) return
  const legRef = `leg-${call.callRef}-${call.count.legs++}`
  tellGone(work, { legRef, leg: sentTo, isUp: false })
}

/**
 * What the process before was saying when it died is said to its end, and until then an exchange may let everything else
 * that is asked of the channel wait, and every other call with it.
 */
function hushBefore(work: Work) {
  const { callRef } = work.call
  if (customerOf(work.call)?.place !== null) return
  for (let n = 1; n <= MOST_WORDS; n++) order(work, 'stopPlaying', `play-${callRef}-${n}`)
}

function tellHold(work: Work, leg: LegState, open: OpenCall | undefined) {
  if (leg.side !== 'desk' || (leg.state !== 'up' && leg.state !== 'held')) return
  const wasHeld = open?.legs.some((told) => told.legRef === leg.legRef && told.isHeld) ?? false
  const isHeld = leg.state === 'held'
  if (isHeld !== wasHeld) tellLeg(work, isHeld ? 'leg.held' : 'leg.retrieved', leg)
}

function tellGone(
  work: Work,
  { leg, legRef, isUp }: Pick<OpenCall['legs'][number], 'leg' | 'legRef' | 'isUp'>,
) {
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
  // Whoever is in no bridge hears music, or will not mind that it is stopped.
  const customer = customerOf(call)
  if (customer?.place === null && !isParked(call)) customer.hasMusic = true
}
