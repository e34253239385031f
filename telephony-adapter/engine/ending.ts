import type { Sound } from '../exchange.ts'
import type { CallOutcome, ClearCause, ClearedBy } from '../port.ts'
import { customerOf, isUp, type LegState } from './call.ts'
import { sideOf, strike, takeDown } from './legs.ts'
import { hush, order, say, tell, type Work } from './work.ts'

/** A fax is told by the exchange so soon after its line is cleared, or never. */
const FAX_TELLS_MS = 15_000

/** Says the last words to the customer and ends the call. `outcome` null: by what has happened in it. */
export function sayGoodbye(work: Work, words: Sound[], outcome: CallOutcome | null) {
  const { call } = work
  call.outcome ??= outcome
  const customer = customerOf(call)
  if (!customer || customer.clearing) return endAll(work, 'normal', 'system')
  call.phase = 'leaving'
  call.timers = {}
  for (const leg of call.legs) if (leg !== customer) takeDown(work, leg, 'withdrawn', 'system')
  if (words.length > 0) say(work, customer, words, 'hang-up')
  else takeDown(work, customer, 'normal', 'system')
}

/** Takes everything of the call down. */
export function endAll(work: Work, cause: ClearCause, by: ClearedBy) {
  const { call } = work
  call.phase = 'ending'
  call.endsBy ??= by
  call.timers = {}
  call.consult = null
  hush(work)
  for (const leg of call.legs) takeDown(work, leg, isUp(leg) ? cause : 'withdrawn', by)
}

/** The caller, or whom we had dialled, has hung up. */
export function customerGone(work: Work, leg: LegState, cause: ClearCause, bySystem: boolean) {
  const { call } = work
  const by = leg.clearing?.by ?? (bySystem ? 'system' : sideOf(leg))
  strike(work, leg, cause, bySystem)
  call.goneAt = work.at
  call.isGoneUnseen = work.isReconstructed
  call.saying = null
  stopTalk(work)
  answerUnanswered(work)
  if (call.phase === 'fax') call.timers = { fax: work.now + FAX_TELLS_MS }
  else endAll(work, 'normal', by)
}

/** The caller's line has gone where we do not follow it. */
export function customerLeft(work: Work, leg: LegState) {
  const { call } = work
  call.legs.splice(call.legs.indexOf(leg), 1)
  call.saying = null
  stopTalk(work)
  if (call.talkedAt === null) call.outcome ??= 'flowed-out'
  endAll(work, 'normal', 'system')
}

/** Sends the caller to another number after these words. */
export function sendOn(work: Work, number: string, reason: 'office' | 'number', words: Sound[]) {
  const { call } = work
  const customer = customerOf(call)
  if (!customer) return
  tell(work, 'call.diverted', { reason, to: number })
  call.outcome ??= 'flowed-out'
  call.sendsTo = number
  call.phase = 'leaving'
  call.timers = {}
  for (const leg of call.legs) if (leg !== customer) takeDown(work, leg, 'withdrawn', 'system')
  if (words.length > 0) say(work, customer, words, 'send-on')
  else order(work, 'sendOn', customer.channelId, number)
}

export function stopTalk(work: Work) {
  const { call } = work
  if (call.talkingSince !== null) call.talkedMs += Math.max(0, work.at - call.talkingSince)
  call.talkingSince = null
}

/** Whoever hangs up while being asked has answered as far as they came. */
export function answerUnanswered(work: Work) {
  const { survey } = work.call
  if (!survey || survey.isAnswered) return
  survey.isAnswered = true
  tell(work, 'survey.answered', { consent: survey.stage === 'score', score: null })
}

/** Nobody is left: says how it ended, once. */
export function finishWhenEmpty(work: Work) {
  const { call } = work
  if (call.legs.length > 0 || call.phase === 'fax' || call.phase === 'over') return
  const talked = call.talkedAt !== null && (call.goneAt === null || call.talkedAt <= call.goneAt)
  call.outcome ??= talked ? 'answered' : call.direction === 'in' ? 'abandoned' : 'not-reached'
  call.phase = 'over'
  call.timers = {}
  call.ears = []
  if (call.recording) order(work, 'stopRecording', call.recording.name)
  call.recording = null
  for (const bridgeId of call.bridges) order(work, 'endBridge', bridgeId)
  call.bridges = []
  const data = { outcome: call.outcome, by: call.endsBy ?? ('unknown' as const) }
  // It ended when the customer went, not when the last phone had been put down.
  const isReconstructed = work.isReconstructed || call.isGoneUnseen
  work.events.push({ type: 'call.ended', data, legRef: null, at: call.goneAt ?? work.at, isReconstructed })
}
