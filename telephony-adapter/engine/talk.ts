import type { ClearCause, ClearedBy, Command } from '../port.ts'
import { customerOf, desksUp, isUp, isWaiting, type LegState, legOf, ringingDesks } from './call.ts'
import { endAll, sayGoodbye, stopTalk } from './ending.ts'
import { legOfAgent, strike, takeDown } from './legs.ts'
import { beginSurvey, wantsSurvey } from './survey.ts'
import { beginWaiting } from './waiting.ts'
import { WORDS } from './words.ts'
import { hush, markPhase, orderForReply, refuse, spoken, tell, tellLeg, type Work } from './work.ts'

/** So a phone ends that lost its network or its power: nobody hung it up. */
const DIED: ReadonlySet<ClearCause> = new Set<ClearCause>(['network', 'unreachable', 'lost'])

/** Somebody has answered for the customer: they talk. */
export function connect(work: Work, leg: LegState) {
  const { call } = work
  answered(work, leg)
  hush(work)
  call.phase = 'talking'
  call.talkedAt ??= work.at
  call.talkingSince = work.at
  for (const name of ['wait', 'choose', 'look'] as const) delete call.timers[name]
  for (const other of ringingDesks(call)) takeDown(work, other, 'withdrawn', 'system')
  const customer = customerOf(call)
  if (customer) markPhase(work, customer)
}

export function answered(work: Work, leg: LegState) {
  leg.state = 'up'
  leg.since = work.at
  tellLeg(work, 'leg.established', leg)
}

/** A leg on our side has ended; who is still there goes on. */
export function deskGone(work: Work, leg: LegState, cause: ClearCause, bySystem: boolean) {
  const { call } = work
  const wasUp = leg.state === 'up' || leg.state === 'held'
  const hasDied = DIED.has(cause) && !leg.clearing
  const by = leg.clearing?.by ?? (bySystem ? 'system' : 'agent')
  strike(work, leg, cause, bySystem)
  if (call.consult?.to === leg.legRef) return backToCustomer(work)
  if (call.consult?.from === leg.legRef) return leftDuringConsult(work, leg, by, hasDied)
  if (call.phase === 'dialling') return endAll(work, 'normal', by)
  if (!wasUp || call.phase !== 'talking') return
  const left = desksUp(call)
  if (left.length === 0) return afterTalk(work, hasDied, by)
  // Of three who talked, whoever was fetched has the customer from now on.
  const third = leg.role === 'agent' && left.find(({ role }) => role === 'consulted')
  if (third && !left.some(({ role }) => role === 'agent')) handOver(work, leg, third)
}

/** Nobody of ours is left. Whose agent's phone died waits again; others are asked, or said good-bye to. */
export function afterTalk(work: Work, hasDied: boolean, by: ClearedBy) {
  const { call } = work
  const words = spoken(call.language)
  stopTalk(work)
  if (hasDied && call.direction === 'in') return beginWaiting(work, WORDS.agentLost)
  call.endsBy ??= by
  if (call.direction === 'out') endAll(work, 'normal', by)
  else if (wantsSurvey(work)) beginSurvey(work)
  else sayGoodbye(work, words(WORDS.goodbye), 'answered')
}

/** The consultation is over: agent and customer hear each other again. */
export function backToCustomer(work: Work) {
  const { call } = work
  const agent = call.consult && legOf(call, call.consult.from)
  call.consult = null
  if (!agent || !isUp(agent)) return
  agent.state = 'up'
  tellLeg(work, 'leg.retrieved', agent)
}

/** Who hangs up while consulting hands the customer over: that is what people mean by it. */
function leftDuringConsult(work: Work, agent: LegState, by: ClearedBy, hasDied: boolean) {
  const { call } = work
  const to = call.consult && legOf(call, call.consult.to)
  call.consult = null
  if (!to || to.clearing) return afterTalk(work, hasDied, by)
  handOver(work, agent, to)
}

/** The customer is the consulted one's from now on, at once or as soon as they answer. */
export function handOver(work: Work, agent: LegState, to: LegState) {
  const { call } = work
  call.consult = null
  const { agentId, extension, number } = to
  const target = { toAgentId: agentId, to: extension ?? number ?? '' }
  tell(work, 'call.transferred', { kind: 'consult', fromAgentId: agent.agentId, ...target })
  to.role = agentId ? 'agent' : 'dialled'
  if (isUp(to)) return
  to.why = 'transfer'
  stopTalk(work)
  beginWaiting(work)
}

/** The agent's leg that talks with the customer of this call. */
export function talkingLeg(work: Work, agentId: string) {
  const leg = work.call.phase === 'talking' ? legOfAgent(work.call, agentId) : undefined
  return leg && isUp(leg) ? leg : undefined
}

/** Hold by command or by the phone itself; the same twice changes nothing. */
export function hold(work: Work, leg: LegState | undefined, isHeld: boolean) {
  if (!leg || work.call.phase !== 'talking' || !isUp(leg)) return refuse(work, 'gone')
  if (work.call.consult?.from === leg.legRef || work.call.consult?.to === leg.legRef)
    return refuse(work, 'busy')
  if ((leg.state === 'held') === isHeld) return
  leg.state = isHeld ? 'held' : 'up'
  tellLeg(work, isHeld ? 'leg.held' : 'leg.retrieved', leg)
}

type OfAgent = { do: 'mute' | 'unmute' | 'leave'; agentId: string }
export function muteOrLeave(work: Work, command: OfAgent) {
  const leg = legOfAgent(work.call, command.agentId)
  if (!leg || (command.do !== 'leave' && !isUp(leg))) return refuse(work, 'gone')
  if (command.do === 'leave') return takeDown(work, leg, isUp(leg) ? 'normal' : 'declined', 'agent')
  orderForReply(work, 'mute', leg.channelId, 'in', command.do === 'mute')
}

/** Digits for the other side: somebody else's menu. */
export function sendDigits(work: Work, { agentId, digits }: Extract<Command, { do: 'dtmf' }>) {
  const { call } = work
  const leg = talkingLeg(work, agentId)
  const other = leg && call.consult?.from === leg.legRef ? legOf(call, call.consult.to) : customerOf(call)
  if (!leg || !other || !isUp(other)) return refuse(work, 'gone')
  orderForReply(work, 'dtmf', other.channelId, digits)
}

/** Ends the call for everybody; who waits hears these words first. */
export function endByCommand(work: Work, says: string | null) {
  const { call } = work
  if (call.phase === 'ending' || call.phase === 'leaving' || call.phase === 'over')
    return refuse(work, 'gone')
  const waits = isWaiting(call) || call.phase === 'menu' || call.phase === 'opening'
  call.endsBy ??= 'system'
  stopTalk(work)
  sayGoodbye(
    work,
    says ? spoken(call.language)(says) : [],
    waits && call.talkedAt === null ? 'flowed-out' : null,
  )
}
