import type { Command } from '../port.ts'
import { waitingPrompts } from '../prompts/texts.ts'
import { customerOf, isWaiting, ringingDesks } from './call.ts'
import { sayGoodbye, sendOn } from './ending.ts'
import { ring, takeDown } from './legs.ts'
import { WORDS } from './words.ts'
import { hush, markPhase, refuse, say, setTimer, spoken, tell, type Work } from './work.ts'

const CALL_BACK_KEY = '1'
const CONFIRM_MS = 8_000
const LONGEST_WAIT_MS = 30 * 60_000
/** While somebody's phone rings for the caller, the end of the waiting is put off by so much. */
const PUT_OFF_MS = 15_000

/** Music until somebody answers. The end of the waiting counts from when it first began. */
export function beginWaiting(work: Work, ...words: string[]) {
  const { call } = work
  const customer = customerOf(call)
  if (!customer) return
  call.phase = 'waiting'
  call.offersCallBack = false
  if (call.timers.wait === undefined) setTimer(work, 'wait', work.plan?.waiting.mostMs ?? LONGEST_WAIT_MS)
  markPhase(work, customer)
  if (words.length > 0) say(work, customer, spoken(call.language)(...words), 'informed')
}

/** Says place and expected wait. */
export function inform(
  work: Work,
  { position, waitSeconds, offersCallBack }: Extract<Command, { do: 'inform' }>,
) {
  const { call } = work
  const customer = customerOf(call)
  if (call.phase !== 'waiting' || !customer) return refuse(work, 'gone')
  call.offersCallBack = offersCallBack && call.from !== null
  const words = waitingPrompts(position, waitSeconds, call.offersCallBack)
  say(work, customer, spoken(call.language)(...words), 'informed')
}

/** A digit while waiting: it asks to be called back, where that was offered and no phone rings yet. */
export function digitInWaiting(work: Work, digit: string) {
  const { call } = work
  const customer = customerOf(call)
  if (!customer || !call.offersCallBack || digit !== CALL_BACK_KEY || call.from === null) return
  if (ringingDesks(call).length > 0) return
  call.phase = 'call-back'
  say(work, customer, spoken(call.language)(WORDS.callBackConfirm), 'confirm-call-back')
}

export function awaitConfirmation(work: Work) {
  setTimer(work, 'choose', CONFIRM_MS)
}

/** Yes by the same digit; any other, or none, goes on waiting. */
export function confirmCallBack(work: Work, digit: string | null) {
  const { call } = work
  hush(work)
  delete call.timers.choose
  if (digit !== CALL_BACK_KEY || call.from === null) return beginWaiting(work)
  tell(work, 'call.call-back-asked', { number: call.from })
  sayGoodbye(work, spoken(call.language)(WORDS.callBackKept), 'call-back')
}

/** Nobody was found in all that time: the office's exchange, or good-bye. */
export function waitedTooLong(work: Work) {
  const { call } = work
  if (ringingDesks(call).length > 0 || call.phase === 'call-back') return setTimer(work, 'wait', PUT_OFF_MS)
  const words = spoken(call.language)
  const office = work.plan?.officeNumber
  if (office) sendOn(work, office, 'office', words(WORDS.office))
  else sayGoodbye(work, words(WORDS.allBusy), 'flowed-out')
}

/** Rings this agent for the waiting caller. Whoever was asked about a call back meanwhile gets the agent instead. */
export function offer(work: Work, command: Extract<Command, { do: 'offer' }>, isRoutedHere: boolean) {
  const { call } = work
  if (!isWaiting(call) || customerOf(call)?.clearing) return refuse(work, 'gone')
  if (ringingDesks(call).length > 0) return refuse(work, 'busy')
  if (call.phase === 'call-back') confirmCallBack(work, null)
  const { agentId, extension, ringMs, shows } = command
  if (isRoutedHere) tell(work, 'call.routed-here', { agentId, extension })
  const shown = { number: call.from ?? '', name: shows }
  ring(work, { side: 'desk', role: 'agent', why: 'offer', agentId, extension }, ringMs, shown, true)
}

export function withdraw(work: Work) {
  const ringing = ringingDesks(work.call)
  if (ringing.length === 0) return refuse(work, 'gone')
  for (const leg of ringing) takeDown(work, leg, 'withdrawn', 'system')
}
