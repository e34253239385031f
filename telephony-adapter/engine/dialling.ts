import type { ClearCause, Command } from '../port.ts'
import { customerOf, type LegState, mainBridge } from './call.ts'
import { endAll } from './ending.ts'
import { addLeg, needBridge, ring, strike, takeDown } from './legs.ts'
import { answered } from './talk.ts'
import { WORDS } from './words.ts'
import { hush, type Input, order, say, spoken, tell, type Work } from './work.ts'

const RING_MS = 45_000

/** Click to call: the agent's own phone first, then the number. What may be dialled was asked before. */
export function dial(work: Work, command: Extract<Command, { do: 'dial' }>) {
  const { call } = work
  const { agentId, extension, ringMs, number } = command
  tell(work, 'call.originated', { to: number, extension, order: call.order })
  call.phase = 'dialling'
  const shown = { number, name: '' }
  ring(work, { side: 'desk', role: 'agent', why: 'dial', agentId, extension }, ringMs, shown, true)
}

/** A number dialled at an agent's own phone: the same rules as from the screen. */
export function dialledAtPhone(work: Work, { event, mayDial }: Extract<Input, { type: 'arrived' }>) {
  const { call, plan } = work
  const extension = event.dialledBy ?? ''
  const { channelId, to } = event.channel
  const agent = plan?.agents.find((each) => each.extension === extension)
  const colleague = plan?.agents.find((each) => each.extension === to)
  tell(work, 'call.originated', { to, extension, order: null })
  call.phase = 'dialling'
  const made = { side: 'desk', role: 'agent', why: 'own', channelId, extension } as const
  const leg = addLeg(work, { ...made, agentId: agent?.agentId ?? null })
  order(work, 'mark', channelId, { role: 'agent', order: 'own', ...(agent && { agentId: agent.agentId }) })
  answered(work, leg)
  if (!mayDial) {
    call.endsBy = 'system'
    call.phase = 'leaving'
    order(work, 'answer', channelId)
    return say(work, leg, spoken(call.language)(WORDS.dialNotAllowed), 'hang-up')
  }
  order(work, 'indicateRinging', channelId)
  call.dial = { number: to, extension: colleague?.extension ?? null, shows: '', ringMs: RING_MS }
  dialNumber(work, colleague?.agentId ?? null)
}

/** The agent is on the line: now the number, or the colleague. */
export function dialNumber(work: Work, agentId: string | null = null) {
  const { call } = work
  if (!call.dial || customerOf(call)) return
  const { number, extension, shows, ringMs } = call.dial
  const made = { side: 'customer', role: 'dialled', why: 'dial', number, extension, agentId } as const
  ring(work, made, ringMs, { number: shows, name: '' })
}

/** They have answered. */
export function dialledAnswered(work: Work, leg: LegState) {
  const { call } = work
  answered(work, leg)
  hush(work)
  for (const own of call.legs) if (own.why === 'own') order(work, 'answer', own.channelId)
  needBridge(work, mainBridge(call))
  call.phase = 'talking'
  call.talkedAt ??= work.at
  call.talkingSince = work.at
  delete call.timers.look
}

/** They did not: the agent hears so, or the busy tone of their own phone. */
export function dialledFailed(work: Work, leg: LegState, cause: ClearCause, bySystem: boolean) {
  const { call } = work
  strike(work, leg, cause, bySystem)
  call.goneAt = work.at
  const agent = call.legs.find((each) => each.side === 'desk' && !each.clearing)
  call.endsBy ??= bySystem ? 'system' : 'caller'
  if (!agent || call.phase !== 'dialling') return endAll(work, 'normal', 'system')
  call.phase = 'leaving'
  if (agent.why === 'own') takeDown(work, agent, cause, 'system')
  else say(work, agent, spoken(call.language)(WORDS.dialNotReached), 'hang-up')
}
