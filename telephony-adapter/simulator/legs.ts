import type { ClearCause } from '../port.ts'
import { addChannel, endChannel, isInUse, setUp } from './channels.ts'
import { type Behaviour, type Channel, laterOn, nextId, type Switch, tell } from './state.ts'

const FIRST_RING_MS = 20
/** How long an exchange on a local network tries a phone that says nothing. */
const SILENT_PHONE_MS = 6400

/** Rings the phone or number of a leg; it is answered, or ends with a cause after `ringMs` at the latest. */
export function ringLeg(sw: Switch, leg: Channel, ringMs: number): void {
  const behaviour = leg.kind === 'phone' ? phoneDoes(sw, leg) : numberDoes(sw, leg.to)
  const fails = failureOf(behaviour, ringMs)
  if (fails) laterOn(sw, leg, fails.afterMs, () => endChannel(sw, leg, fails.cause, false))
  if (fails && behaviour !== 'declines') return
  laterOn(sw, leg, FIRST_RING_MS, () => {
    if (leg.state === 'ringing' && leg.isOurs) tell(sw, leg.id, { type: 'ringing', channelId: leg.id })
  })
  laterOn(sw, leg, ringMs, () => {
    if (leg.state === 'ringing') endChannel(sw, leg, 'no-answer', false)
  })
  if (typeof behaviour === 'string') return
  const afterMs = Math.max(behaviour.answersAfterMs, FIRST_RING_MS + 1)
  laterOn(sw, leg, afterMs, () => answerLeg(sw, leg, behaviour))
}

function failureOf(
  behaviour: Behaviour | 'absent',
  ringMs: number,
): { afterMs: number; cause: ClearCause } | undefined {
  if (behaviour === 'absent') return { afterMs: 1, cause: 'unreachable' }
  if (behaviour === 'not-found') return { afterMs: 30, cause: 'not-found' }
  if (behaviour === 'busy') return { afterMs: 30, cause: 'busy' }
  if (behaviour === 'declines') return { afterMs: 500, cause: 'declined' }
  if (behaviour === 'dead') return { afterMs: Math.min(SILENT_PHONE_MS, ringMs), cause: 'unreachable' }
  return undefined
}

function phoneDoes(sw: Switch, leg: Channel): Behaviour | 'absent' {
  const phone = sw.phones.get(leg.extension ?? '')
  if (!phone?.isRegistered) return 'absent'
  const others = [...sw.channels.values()].filter(({ extension }) => extension === phone.extension)
  return others.length > 1 ? 'busy' : phone.behaviour
}

const numberDoes = (sw: Switch, number: string): Behaviour =>
  sw.numbers.get(number) ?? { answersAfterMs: 4000 }

export function answerLeg(sw: Switch, leg: Channel, behaviour?: { talksMs?: number }) {
  if (leg.state === 'up') return
  setUp(sw, leg)
  if (leg.isOurs) tell(sw, leg.id, { type: 'entered', channelId: leg.id })
  const talksMs = behaviour?.talksMs
  if (talksMs !== undefined) laterOn(sw, leg, talksMs, () => endChannel(sw, leg, 'normal', false))
}

/**
 * What the exchange's own dialplan does with a number: rings whoever it is, and lets the two talk until either hangs
 * up. `ended`: what then becomes of the one who called; otherwise the call is over.
 */
export function dialOn(
  sw: Switch,
  from: Channel,
  number: string,
  ringMs = 60_000,
  ended?: () => void,
): Channel {
  const isPhone = sw.phones.has(number)
  const leg = addChannel(sw, {
    id: nextId(sw),
    callRef: from.callRef,
    kind: isPhone ? 'phone' : 'number',
    extension: isPhone ? number : null,
    to: number,
    isOurs: false,
    from: from.from,
  })
  const before = from.whenGone
  from.whenGone = (cause) => {
    before(cause)
    endChannel(sw, leg, 'normal', false)
  }
  leg.whenUp = () => {
    from.music = false
    const bridgeId = `dialplan-${leg.id}`
    sw.bridges.set(bridgeId, new Set([from.id, leg.id]))
    from.bridgeId = bridgeId
    leg.bridgeId = bridgeId
  }
  leg.whenGone = (cause) => {
    from.whenGone = before
    if (leg.bridgeId) sw.bridges.delete(leg.bridgeId)
    from.bridgeId = null
    if (ended) ended()
    else endChannel(sw, from, leg.state === 'up' ? 'normal' : cause, false)
  }
  ringLeg(sw, leg, ringMs)
  return leg
}

export const isFree = (sw: Switch, extension: string) =>
  sw.phones.get(extension)?.isRegistered === true && !isInUse(sw, extension)
