import type { Command, Target } from '../port.ts'
import { mayDial } from './allowed-number.ts'
import {
  consultBridge,
  customerOf,
  desksUp,
  isUp,
  isWaiting,
  type LegState,
  legOf,
  ringingDesks,
} from './call.ts'
import { stopTalk } from './ending.ts'
import { needBridge, ring, takeDown } from './legs.ts'
import { backToCustomer, handOver, talkingLeg } from './talk.ts'
import { beginWaiting } from './waiting.ts'
import { refuse, setTimer, tell, tellLeg, type Work } from './work.ts'

type Transfer = Extract<Command, { do: 'blind-transfer' | 'consult' }>
type Consulting = Extract<Command, { do: 'complete-transfer' | 'cancel-consult' | 'conference' }>

const isForbidden = (work: Work, target: Target) =>
  target.to === 'number' && !(work.plan && mayDial(work.plan.dialling, target.number))

const whom = (target: Exclude<Target, { to: 'queue' }>) =>
  target.to === 'agent'
    ? { agentId: target.agentId, extension: target.extension }
    : { agentId: null, number: target.number }

/** The agent is free at once; the customer hears music until somebody answers. */
export function blindTransfer(work: Work, { agentId, target, ringMs }: Transfer) {
  const { call } = work
  const leg = talkingLeg(work, agentId)
  if (!leg || !customerOf(call)) return refuse(work, 'gone')
  if (call.consult) return refuse(work, 'busy')
  if (isForbidden(work, target)) return refuse(work, 'not-allowed')
  const to = target.to === 'queue' ? 'queue' : target.to === 'agent' ? target.extension : target.number
  const toAgentId = target.to === 'agent' ? target.agentId : null
  tell(work, 'call.transferred', { kind: 'blind', fromAgentId: agentId, toAgentId, to })
  stopTalk(work)
  for (const desk of desksUp(call)) takeDown(work, desk, 'normal', 'agent')
  beginWaiting(work)
  if (target.to === 'queue') return
  const role = target.to === 'agent' ? ('agent' as const) : ('dialled' as const)
  ring(work, { side: 'desk', role, why: 'transfer', ...whom(target) }, ringMs, shown(work), true)
}

const shown = ({ call }: Work) => ({
  number: (call.direction === 'in' ? call.from : call.to) ?? '',
  name: '',
})

/** So long the phone needs to let go of whom it has asked on its second line. */
const SECOND_LINE_MS = 700
const RING_MS = 20_000

/** The agent's phone has sent the customer on by itself: a colleague, or a number that may be dialled. */
export function sentOnByPhone(work: Work, leg: LegState, kind: 'blind' | 'attended', to: string) {
  const { call, plan } = work
  if (leg.side !== 'desk' || !isUp(leg) || call.phase !== 'talking' || call.consult) return
  const agent = plan?.agents.find(({ extension }) => extension === to)
  const target: Target = agent
    ? { to: 'agent', agentId: agent.agentId, extension: to }
    : { to: 'number', number: to }
  if (isForbidden(work, target)) return
  const told = kind === 'blind' ? ('blind' as const) : ('consult' as const)
  const toAgentId = agent?.agentId ?? null
  tell(work, 'call.transferred', { kind: told, fromAgentId: leg.agentId, toAgentId, to })
  stopTalk(work)
  for (const desk of desksUp(call)) takeDown(work, desk, 'normal', 'agent')
  beginWaiting(work)
  call.sendsOnTo = target
  setTimer(work, 'send-on', kind === 'blind' ? 0 : SECOND_LINE_MS)
}

/** Rings whom the phone has named. */
export function ringSentOn(work: Work) {
  const { call } = work
  const target = call.sendsOnTo
  call.sendsOnTo = null
  if (!target || target.to === 'queue' || !isWaiting(call) || ringingDesks(call).length > 0) return
  const role = target.to === 'agent' ? ('agent' as const) : ('dialled' as const)
  ring(work, { side: 'desk', role, why: 'transfer', ...whom(target) }, RING_MS, shown(work))
}

/** Asks somebody else while the customer hears music. */
export function consult(work: Work, { agentId, target, ringMs }: Transfer) {
  const { call } = work
  const leg = talkingLeg(work, agentId)
  if (!leg || !customerOf(call)) return refuse(work, 'gone')
  if (call.consult) return refuse(work, 'busy')
  if (target.to === 'queue') return refuse(work, 'unsupported')
  if (isForbidden(work, target)) return refuse(work, 'not-allowed')
  if (leg.state === 'up') tellLeg(work, 'leg.held', leg)
  leg.state = 'held'
  needBridge(work, consultBridge(call))
  const made = { side: 'desk', role: 'consulted', why: 'consult', ...whom(target) } as const
  const asked = ring(work, made, ringMs, shown(work), true)
  call.consult = { from: leg.legRef, to: asked.legRef }
}

export function settleConsult(work: Work, { agentId, do: wish }: Consulting) {
  const { call } = work
  const from = call.consult && legOf(call, call.consult.from)
  const to = call.consult && legOf(call, call.consult.to)
  if (!from || !to) return wish === 'conference' ? refuse(work, 'gone') : ofThree(work, agentId, wish)
  if (from.agentId !== agentId) return refuse(work, 'gone')
  if (wish === 'complete-transfer') {
    handOver(work, from, to)
    takeDown(work, from, 'normal', 'agent')
  } else if (wish === 'cancel-consult') {
    takeDown(work, to, isUp(to) ? 'normal' : 'withdrawn', 'agent')
    backToCustomer(work)
  } else if (isUp(to)) {
    backToCustomer(work)
    const agentIds = desksUp(call).flatMap((desk) => desk.agentId ?? [])
    tell(work, 'call.conferenced', { agentIds })
  } else refuse(work, 'busy')
}

/** Of three who talk, the one who was fetched goes; or they are left with the customer. */
function ofThree(work: Work, agentId: string, wish: 'complete-transfer' | 'cancel-consult') {
  const third = desksUp(work.call).find((leg) => leg.role === 'consulted' && leg.agentId !== agentId)
  const own = talkingLeg(work, agentId)
  if (!third || !own) return refuse(work, 'gone')
  takeDown(work, wish === 'complete-transfer' ? own : third, 'normal', 'agent')
}
