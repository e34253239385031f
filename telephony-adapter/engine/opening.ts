import type { Line } from '../plan.ts'
import { customerOf, type LegState } from './call.ts'
import { sayGoodbye } from './ending.ts'
import { addLeg } from './legs.ts'
import { beginWaiting } from './waiting.ts'
import { WORDS } from './words.ts'
import { hush, type Input, markPhase, order, say, setTimer, spoken, tell, type Work } from './work.ts'

/** A fax that has not come by then will not. */
const LONGEST_FAX_MS = 30 * 60_000

const lineOf = (work: Work): Line | undefined =>
  work.plan?.lines.find(({ number }) => number === work.call.to)

const isOpen = ({ open }: Line, now: number) =>
  open.some(([from, to]) => Date.parse(from) <= now && now < Date.parse(to))

/** A call has reached us. Without a plan, or on a line it does not know, everybody waits for whoever is there. */
export function arrive(work: Work, { event, isTooMany }: Extract<Input, { type: 'arrived' }>) {
  const { call } = work
  const { from, to, channel, display } = event.channel
  tell(work, 'call.offered', { from, to, channel, display })
  const caller = addCaller(work, event.channel.channelId)
  const line = lineOf(work)
  call.language = line?.language ?? call.language
  call.records = line?.records ?? false
  if (line?.kind === 'fax') {
    order(work, 'receiveFax', caller.channelId)
    return beginFax(work)
  }
  caller.state = 'up'
  order(work, 'answer', caller.channelId)
  const words = spoken(call.language)
  if (isTooMany) {
    tell(work, 'call.diverted', { reason: 'too-many-calls', to: null })
    sayGoodbye(work, words(WORDS.tooManyCalls), 'flowed-out')
  } else if (line && !isOpen(line, work.now)) {
    tell(work, 'call.diverted', { reason: 'closed', to: null })
    sayGoodbye(work, words(...line.closed), 'flowed-out')
  } else if (line && line.opening.length > 0) {
    call.phase = 'opening'
    markPhase(work, caller)
    say(work, caller, words(...line.opening), 'opened')
  } else opened(work)
}

const addCaller = (work: Work, channelId: string): LegState =>
  addLeg(work, { side: 'customer', role: 'caller', why: 'own', channelId, number: work.call.from })

/** It is a machine that calls, or its own line: the exchange receives it. */
export function beginFax(work: Work) {
  const { call } = work
  if (call.phase === 'fax') return
  call.phase = 'fax'
  call.saying = null
  call.timers = { fax: work.now + LONGEST_FAX_MS }
  tell(work, 'call.diverted', { reason: 'fax', to: null })
}

/** The opening words have been heard. */
export function opened(work: Work) {
  if (lineOf(work)?.menu) askMenu(work)
  else ready(work, lineOf(work)?.defaultSystemId ?? null, 'nothing')
}

export function askMenu(work: Work, ...first: string[]) {
  const { call } = work
  const menu = lineOf(work)?.menu
  const customer = customerOf(call)
  if (!customer) return
  if (!menu || call.menuTries >= menu.mostTries) return ready(work, null, 'nothing')
  call.menuTries += 1
  call.phase = 'menu'
  delete call.timers.choose
  markPhase(work, customer)
  say(work, customer, spoken(call.language)(...first, menu.prompt), 'choose')
}

/** The menu has been heard; now there is so much time to choose. */
export function awaitChoice(work: Work) {
  setTimer(work, 'choose', lineOf(work)?.menu?.timeoutMs ?? 0)
}

/** A digit in the menu, also while it is still being read. */
export function choose(work: Work, digit: string) {
  const choice = lineOf(work)?.menu?.choices[digit]
  hush(work)
  delete work.call.timers.choose
  if (!choice) askMenu(work, WORDS.wrongChoice)
  else if (choice.to === 'again') askMenu(work)
  else if (choice.to === 'operator') ready(work, null, 'operator')
  else ready(work, choice.systemId, 'system')
}

/** The caller is ready for whoever the server finds. Told once a call. */
function ready(work: Work, systemId: number | null, wants: 'system' | 'operator' | 'nothing') {
  const { call } = work
  call.systemId = systemId ?? defaultSystem(work)
  if (call.readyAt === null) tell(work, 'call.ready', { systemId, wants, line: call.to })
  call.readyAt ??= work.at
  beginWaiting(work)
}

const defaultSystem = (work: Work) => lineOf(work)?.defaultSystemId ?? null
