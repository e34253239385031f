import type { Result } from '../port.ts'
import { adopt } from './adopt.ts'
import type { CallState } from './call.ts'
import { obey } from './commands.ts'
import { dial, dialledAtPhone } from './dialling.ts'
import { finishWhenEmpty } from './ending.ts'
import { answeredOrder, happened } from './events.ts'
import { faxKept } from './fax.ts'
import { compare } from './found.ts'
import { arrive } from './opening.ts'
import { settle } from './settle.ts'
import { timeHasCome } from './times.ts'
import type { CallEvent, Input, Order, Work } from './work.ts'

/**
 * What becomes of a call when this befalls it: its next state, what is told of it, what is wanted of the exchange, and
 * what a command is answered (until the exchange says otherwise to an order marked `replies`). Does nothing itself and
 * leaves `state` alone. Late and repeated inputs change nothing.
 */
export function step(
  state: CallState,
  input: Input,
): { state: CallState; events: CallEvent[]; orders: Order[]; reply: Result } {
  const work: Work = {
    call: structuredClone(state),
    now: input.now,
    at: whenOf(input),
    plan: input.plan,
    isReconstructed:
      input.type === 'found' || input.type === 'adopted' || (input.type === 'arrived' && input.isFound),
    events: [],
    orders: [],
    reply: { ok: true },
  }
  if (work.call.phase !== 'over') {
    befall(work, input)
    finishWhenEmpty(work)
    settle(work)
    holdBack(work)
  } else if (input.type === 'command') work.reply = { ok: false, code: 'gone' }
  const { call, events, orders, reply } = work
  return { state: call, events, orders, reply }
}

/**
 * Of a call that is ending, nothing is told before its end: whoever heard that a phone has stopped ringing would look
 * for another one for a caller who has gone.
 */
function holdBack({ call, events }: Work) {
  if (call.phase === 'ending') call.heldBack.push(...events.splice(0))
  else events.unshift(...call.heldBack.splice(0))
}

function whenOf(input: Input): number {
  if (input.type === 'exchange' || input.type === 'arrived') return input.event.at
  if (input.type === 'fax-kept') return input.at
  return input.type === 'found' ? (input.found.endedAt ?? input.now) : input.now
}

function befall(work: Work, input: Input) {
  switch (input.type) {
    case 'arrived':
      if (work.call.phase !== 'arriving') return
      return input.event.dialledBy === null ? arrive(work, input) : dialledAtPhone(work, input)
    case 'exchange':
      return happened(work, input.event)
    case 'command':
      return input.command.do === 'dial'
        ? dial(work, input.command)
        : obey(work, input.command, input.routedHere)
    case 'time':
      return timeHasCome(work)
    case 'done':
      return answeredOrder(work, input.order, input.done)
    case 'found':
      return compare(work, input.found)
    case 'adopted':
      return adopt(work, input)
    case 'fax-kept':
      return faxKept(work, input.fax)
  }
}
