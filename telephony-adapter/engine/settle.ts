import {
  type CallState,
  consultBridge,
  customerOf,
  isUp,
  isWaiting,
  type LegState,
  legOf,
  mainBridge,
} from './call.ts'
import { needBridge } from './legs.ts'
import { arrangeEars, placeOfEar } from './supervise.ts'
import { order, tell, type Work } from './work.ts'

/**
 * Brings what the exchange does into line with what the call is: who is in which bridge, who hears music, what is
 * recorded. Runs after every step, and orders only what differs.
 */
export function settle(work: Work) {
  const { call } = work
  if (call.phase === 'over') return
  arrangeEars(work)
  for (const leg of call.legs) if (isUp(leg)) put(work, leg, wishFor(call, leg))
  settleRecording(work)
  if (!call.consult) drop(work, consultBridge(call))
  for (const bridgeId of call.bridges.filter((each) => each.includes('-ear-')))
    if (!call.ears.some((ear) => ear.bridgeId === bridgeId)) drop(work, bridgeId)
}

type Wish = { place: string | null; music: boolean }
const NOWHERE: Wish = { place: null, music: false }
const MUSIC: Wish = { place: null, music: true }

function wishFor(call: CallState, leg: LegState): Wish {
  if (leg.side === 'ear') {
    const ear = call.ears.find(({ legRef }) => legRef === leg.legRef)
    return ear ? { place: placeOfEar(call, ear), music: false } : NOWHERE
  }
  if (leg.side === 'customer') {
    if (isWaiting(call)) return call.saying ? NOWHERE : MUSIC
    if (call.phase !== 'talking') return NOWHERE
    return isParked(call) ? MUSIC : { place: mainBridge(call), music: false }
  }
  if (call.phase === 'dialling') return leg.why === 'dial' && !call.saying ? MUSIC : NOWHERE
  if (call.consult?.from === leg.legRef || call.consult?.to === leg.legRef) {
    const to = legOf(call, call.consult.to)
    return to && isUp(to) ? { place: consultBridge(call), music: false } : MUSIC
  }
  return call.phase === 'talking' ? { place: mainBridge(call), music: false } : NOWHERE
}

/** Nobody of ours listens to the customer. */
export const isParked = (call: CallState) =>
  call.legs.filter((leg) => leg.side === 'desk' && leg.state === 'up' && leg.legRef !== call.consult?.to)
    .length === 0

function put(work: Work, leg: LegState, wish: Wish) {
  if (leg.hasMusic && !wish.music) order(work, 'music', leg.channelId, false)
  if (leg.place && leg.place !== wish.place) order(work, 'part', leg.place, leg.channelId)
  if (wish.place && leg.place !== wish.place) {
    needBridge(work, wish.place)
    order(work, 'join', wish.place, leg.channelId)
  }
  if (wish.music && !leg.hasMusic) order(work, 'music', leg.channelId, true)
  leg.hasMusic = wish.music
  leg.place = wish.place
}

/** Recorded is what is said while customer and agent hear each other; a hold goes on in the same recording. */
function settleRecording(work: Work) {
  const { call } = work
  const isTalk = call.phase === 'talking'
  if (call.recording && !isTalk) stopRecording(work)
  if (!isTalk || !call.records || call.recording || !customerOf(call) || isParked(call)) return
  const name = `rec-${call.callRef}-${++call.count.recordings}`
  call.recording = { name, isPaused: false }
  order(work, 'record', mainBridge(call), name)
}

export function stopRecording(work: Work) {
  const { recording } = work.call
  if (recording) order(work, 'stopRecording', recording.name)
  work.call.recording = null
}

/** The exchange has begun to record, or cannot. */
export function recordingTaken(work: Work, name: string, why: string | null) {
  const { call } = work
  if (why === null) return tell(work, 'recording.started', { name })
  tell(work, 'recording.failed', { name, reason: why })
  if (call.recording?.name !== name) return
  call.recording = null
  call.records = false
}

function drop(work: Work, bridgeId: string) {
  if (!work.call.bridges.includes(bridgeId)) return
  work.call.bridges = work.call.bridges.filter((each) => each !== bridgeId)
  order(work, 'endBridge', bridgeId)
}
