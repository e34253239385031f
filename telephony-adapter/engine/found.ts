import type { ChannelState } from '../exchange.ts'
import type { CallState, LegState } from './call.ts'
import { answerUnanswered, customerLeft } from './ending.ts'
import { entered, gone } from './events.ts'
import { strike } from './legs.ts'
import { order, type Work } from './work.ts'

/** What the exchange has of one call, at one moment. */
export type Found = {
  channels: ChannelState[]
  /** By the adapter's clock, before it was asked. */
  askedAt: number
  /** Asked because something may have been missed; otherwise two rounds must agree before anything is over. */
  isSure: boolean
  /** `lost`: nothing of it is there and the exchange has no record of its end; its exchange died with it. */
  isLost: boolean
  /** When it ended, by the exchange's own record. */
  endedAt: number | null
}

const MOST_MISSES = 2

/** Takes what is there for true: who is gone is gone, who has answered has answered, who is elsewhere is put back. */
export function compare(work: Work, found: Found) {
  const { call } = work
  const customerFirst = call.legs.toSorted(
    (a, b) => Number(b.side === 'customer') - Number(a.side === 'customer'),
  )
  for (const leg of customerFirst) {
    const channel = found.channels.find(({ channelId }) => channelId === leg.channelId)
    if (!call.legs.includes(leg) || leg.madeAt >= found.askedAt) continue
    if (channel) there(work, leg, channel, found)
    else missing(work, leg, found)
  }
}

function missing(work: Work, leg: LegState, found: Found) {
  const { call } = work
  leg.misses += 1
  if (!found.isSure && leg.misses < MOST_MISSES) return
  if (!found.isLost || found.channels.length > 0) {
    leg.clearing ??= { cause: 'normal', by: 'unknown' }
    return gone(work, leg, 'normal', true)
  }
  call.outcome = isSettled(call) ? (call.outcome ?? 'answered') : 'lost'
  call.endsBy = 'unknown'
  answerUnanswered(work)
  for (const each of [...call.legs]) {
    each.clearing = { cause: 'lost', by: 'unknown' }
    strike(work, each, 'lost', true)
  }
  call.phase = 'ending'
}

/** Only last words, or questions after the talk, were cut off: nobody has lost what they called for. */
const isSettled = ({ phase, talkedAt, outcome, sendsTo }: CallState) =>
  phase === 'survey' || (phase === 'leaving' && sendsTo === null && (talkedAt !== null || outcome !== null))

function there(work: Work, leg: LegState, channel: ChannelState, { isSure }: Found) {
  const { call } = work
  if (leg.clearing) return order(work, 'hangUp', leg.channelId, leg.clearing.cause)
  if (leg.side === 'customer' && leg.role === 'caller' && !channel.isOurs) {
    if (call.phase === 'fax') return
    leg.misses += 1
    if (isSure || leg.misses >= MOST_MISSES) customerLeft(work, leg)
    return
  }
  leg.misses = 0
  if (channel.state === 'up' && (leg.state === 'calling' || leg.state === 'alerting')) entered(work, leg)
  else leg.place = channel.bridgeId
}
