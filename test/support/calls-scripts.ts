import fc from 'fast-check'
import type { Envelope } from '../../telephony-adapter/port.ts'
import { type CallCentre, DIRECT_LINE } from './calls-ground.ts'

type Agent = Awaited<ReturnType<CallCentre['agent']>>
type Told = { callRef: string; make: (at: Date) => Envelope }

/** What may happen to one call, in short. */
export type Script = {
  agent: number
  fate: 'abandoned' | 'answered' | 'missed-then-answered' | 'lost' | 'transferred'
  holds: number
  hasSurvey: boolean
}
export const scripts = (agents: number): fc.Arbitrary<Script> =>
  fc.record({
    agent: fc.nat(agents - 1),
    fate: fc.constantFrom('abandoned', 'answered', 'missed-then-answered', 'lost', 'transferred'),
    holds: fc.nat(2),
    hasSurvey: fc.boolean(),
  })

/** The events of a call that goes so, in order. */
export function eventsOf(
  centre: CallCentre,
  agents: readonly Agent[],
  { agent, fate, holds, hasSurvey }: Script,
  callRef: string,
): Told[] {
  const [one, two] = [agents[agent]!, agents[(agent + 1) % agents.length]!]
  const { told, legOf } = centre
  const where = (n: number) => ({ callRef, legRef: `leg-${callRef}-${n}` })
  const all: Told['make'][] = []
  const add = (make: Told['make']) => void all.push(make)
  const answer = (who: Agent, n: number) => {
    add((at) => told('leg.alerting', legOf(who), { ...where(n), at }))
    add((at) => told('leg.established', legOf(who), { ...where(n), at }))
  }
  const hangUp = (who: Agent, n: number) =>
    add((at) => told('leg.cleared', { ...legOf(who), cause: 'normal', by: 'agent' }, { ...where(n), at }))
  const end = (outcome: 'abandoned' | 'answered' | 'lost') =>
    add((at) => told('call.ended', { outcome, by: 'caller' }, { callRef, at }))

  add((at) =>
    told(
      'call.offered',
      { from: '0912345678', to: DIRECT_LINE, channel: 'phone', display: null },
      { callRef, at },
    ),
  )
  add((at) => told('call.ready', { systemId: null, wants: 'nothing', line: DIRECT_LINE }, { callRef, at }))
  if (fate === 'abandoned') end('abandoned')
  else {
    if (fate === 'missed-then-answered') {
      add((at) => told('leg.alerting', legOf(two), { ...where(1), at }))
      add((at) => told('leg.failed', { ...legOf(two), cause: 'no-answer' }, { ...where(1), at }))
    }
    answer(one, 2)
    for (let n = 0; n < holds; n++) {
      add((at) => told('leg.held', legOf(one), { ...where(2), at }))
      add((at) => told('leg.retrieved', legOf(one), { ...where(2), at }))
    }
    if (fate === 'transferred') {
      const to = { toAgentId: two.id, to: two.extension ?? '' }
      add((at) => told('call.transferred', { kind: 'blind', fromAgentId: one.id, ...to }, { callRef, at }))
      hangUp(one, 2)
      answer(two, 3)
      hangUp(two, 3)
    } else if (fate !== 'lost') hangUp(one, 2)
    if (hasSurvey && fate !== 'lost') {
      add((at) => told('survey.asked', {}, { callRef, at }))
      add((at) => told('survey.answered', { consent: true, score: 5 }, { callRef, at }))
    }
    end(fate === 'lost' ? 'lost' : 'answered')
  }
  return all.map((make) => ({ callRef, make }))
}

/** Of several calls told at once: in each its own order, and any order between them. */
export function interleaved(calls: readonly Told[][], picks: readonly number[], start: Date): Envelope[] {
  const left = calls.map((call) => [...call])
  const told: Envelope[] = []
  for (let n = 0; left.some((call) => call.length > 0); n++) {
    const going = left.filter((call) => call.length > 0)
    const call = going[(picks[n % picks.length] ?? 0) % going.length]!
    told.push(call.shift()!.make(new Date(start.getTime() + (n + 1) * 1000)))
  }
  return told
}
