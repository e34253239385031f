import type { Command, Target } from '../port.ts'
import { mayDial } from './allowed-number.ts'
import { consultBridge, customerOf, desksUp, isUp, legOf } from './call.ts'
import { stopTalk } from './ending.ts'
import { needBridge, ring, takeDown } from './legs.ts'
import { backToCustomer, handOver, talkingLeg } from './talk.ts'
import { beginWaiting } from './waiting.ts'
import { refuse, tell, tellLeg, type Work } from './work.ts'

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
  if (!from || !to) return wish === 'cancel-consult' ? dropThird(work, agentId) : refuse(work, 'gone')
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

/** Of three who talk, the one who was fetched goes. */
function dropThird(work: Work, agentId: string) {
  const third = desksUp(work.call).find((leg) => leg.role === 'consulted' && leg.agentId !== agentId)
  if (!third || !talkingLeg(work, agentId)) return refuse(work, 'gone')
  takeDown(work, third, 'normal', 'agent')
}
