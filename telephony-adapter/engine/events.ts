import type { Done, ExchangeEvent } from '../exchange.ts'
import type { ClearCause } from '../port.ts'
import { customerOf, isUp, isWaiting, type LegState, legOn } from './call.ts'
import { dialledAnswered, dialledFailed, dialNumber } from './dialling.ts'
import { customerGone, customerLeft, endAll } from './ending.ts'
import { takeDown } from './legs.ts'
import { beginFax, choose } from './opening.ts'
import { recordingPaused } from './recording.ts'
import { recordingTaken } from './settle.ts'
import { earGone, snoopEntered, snoopGone } from './supervise.ts'
import { surveyDigit } from './survey.ts'
import { answered, connect, deskGone, hold } from './talk.ts'
import { heard } from './times.ts'
import { sentOnByPhone } from './transfer.ts'
import { confirmCallBack, digitInWaiting } from './waiting.ts'
import { lookIn, type Order, tell, tellLeg, type Work } from './work.ts'

/** The exchange has told of a channel or a sound of this call. What is no longer known of it is passed over. */
export function happened(work: Work, event: ExchangeEvent) {
  if (event.type === 'played') return heard(work, event.playId)
  if (!('channelId' in event)) return
  const ear = work.call.ears.find(({ snoop }) => snoop?.channelId === event.channelId)
  if (ear && event.type === 'entered') return snoopEntered(work, ear)
  if (ear && event.type === 'gone') return snoopGone(work, ear)
  const leg = legOn(work.call, event.channelId)
  if (!leg) return
  switch (event.type) {
    case 'ringing':
      return alerting(work, leg)
    case 'entered':
      return entered(work, leg)
    case 'gone':
      return gone(work, leg, event.cause, event.bySystem)
    case 'left':
      return left(work, leg, event.to)
    case 'held':
    case 'unheld':
      return heldByPhone(work, leg, event.type === 'held')
    case 'digit':
      return digit(work, leg, event.digit)
    case 'sent-on-by-phone':
      return sentOnByPhone(work, leg, event.kind, event.to)
  }
}

function alerting(work: Work, leg: LegState) {
  if (leg.state !== 'calling' || leg.clearing) return
  leg.state = 'alerting'
  tellLeg(work, 'leg.alerting', leg)
}

/** A phone we rang has answered. */
export function entered(work: Work, leg: LegState) {
  const { call } = work
  if (leg.state === 'up' || leg.state === 'held') return
  if (leg.clearing) return lateAnswer(work, leg)
  if (leg.side === 'ear') return answered(work, leg)
  if (leg.side === 'customer') return dialledAnswered(work, leg)
  if (leg.why === 'dial') {
    answered(work, leg)
    return dialNumber(work)
  }
  if (leg.why === 'consult') return answered(work, leg)
  if (isWaiting(call)) return connect(work, leg)
  takeDown(work, leg, 'withdrawn', 'system')
}

/** They answered before the customer hung up, and it is told after: it was a talk all the same. */
function lateAnswer(work: Work, leg: LegState) {
  const { call } = work
  if (call.goneAt === null || work.at > call.goneAt || leg.side !== 'desk') return
  answered(work, leg)
  if (leg.why === 'offer' || leg.why === 'transfer') call.talkedAt ??= work.at
}

/** A leg has ended, by what the exchange said or by what was found. */
export function gone(work: Work, leg: LegState, cause: ClearCause, bySystem: boolean) {
  const wasUp = leg.state === 'up' || leg.state === 'held' || leg.role === 'caller'
  if (leg.side === 'desk') return deskGone(work, leg, cause, bySystem)
  if (leg.side === 'customer')
    return wasUp ? customerGone(work, leg, cause, bySystem) : dialledFailed(work, leg, cause, bySystem)
  const { call } = work
  const at = call.legs.indexOf(leg)
  const { agentId, extension, number, role } = leg
  const told = leg.clearing ?? { cause, by: bySystem ? ('system' as const) : ('agent' as const) }
  call.legs.splice(at, 1)
  const type = wasUp ? 'leg.cleared' : 'leg.failed'
  tell(work, type, { agentId, extension, number, role, ...told }, leg.legRef)
  earGone(work, leg)
}

function left(work: Work, leg: LegState, to: 'fax' | 'elsewhere') {
  const { call } = work
  if (leg.side !== 'customer') return gone(work, leg, 'normal', false)
  if (to === 'elsewhere') return call.phase === 'fax' ? undefined : customerLeft(work, leg)
  beginFax(work)
  for (const other of call.legs) if (other !== leg) takeDown(work, other, 'withdrawn', 'system')
}

/** A repeat of an earlier hold comes with its own time. */
function heldByPhone(work: Work, leg: LegState, isHeld: boolean) {
  if (leg.side !== 'desk' || work.at <= leg.heldAt || !isUp(leg)) return
  leg.heldAt = work.at
  hold(work, leg, isHeld)
}

function digit(work: Work, leg: LegState, pressed: string) {
  const { call } = work
  if (leg.side !== 'customer' || work.at <= call.digitAt) return
  call.digitAt = work.at
  if (call.phase === 'menu') choose(work, pressed)
  else if (call.phase === 'waiting') digitInWaiting(work, pressed)
  else if (call.phase === 'call-back') confirmCallBack(work, pressed)
  else if (call.phase === 'survey') surveyDigit(work, pressed)
}

/** How soon a call is compared with the exchange when that did not do what was asked. */
const LOOK_SOON_MS = 250

/** What the exchange said to an order. That something is gone is looked into, as nothing else may tell of it. */
export function answeredOrder(work: Work, order: Order, done: Done) {
  const { call } = work
  const why = done.ok ? null : (done.why ?? done.code)
  if (order.order === 'record') return recordingTaken(work, order.with[1], why)
  if (order.order === 'pauseRecording' && done.ok) return recordingPaused(work, order.with[0], order.with[1])
  if (done.ok) return
  if (order.order === 'play') return heard(work, order.with[1])
  if (order.order === 'call') {
    const leg = legOn(call, order.with[0].channelId)
    return leg && gone(work, leg, whyNot(done.code), true)
  }
  if (order.order === 'snoop') {
    const ear = call.ears.find(({ snoop }) => snoop?.channelId === order.with[0].channelId)
    return ear && snoopGone(work, ear)
  }
  if (order.order === 'sendOn' && done.code !== 'gone' && customerOf(call))
    return endAll(work, 'normal', 'system')
  if (WORTH_A_LOOK.has(order.order)) lookIn(work, LOOK_SOON_MS)
}

const WORTH_A_LOOK = new Set<string>(['answer', 'join', 'hangUp', 'music', 'receiveFax', 'sendOn'])

const whyNot = (code: Extract<Done, { ok: false }>['code']): ClearCause =>
  code === 'busy' ? 'busy' : code === 'link-down' ? 'network' : code === 'gone' ? 'not-found' : 'unreachable'
