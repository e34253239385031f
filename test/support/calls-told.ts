import { applyBatch } from '../../server/calls/follow/apply-batch.ts'
import type { CallOutcome, Envelope } from '../../telephony-adapter/port.ts'
import { type CallCentre, DIRECT_LINE } from './calls-ground.ts'

type Agent = Awaited<ReturnType<CallCentre['agent']>>

/** Whole stretches of calls, told and applied. */
export function toldCalls(centre: CallCentre) {
  const apply = (...events: Envelope[]) => applyBatch(centre.deps, centre.spoolId, events)
  const legOf = (callRef: string, n = 1) => ({ callRef, legRef: `leg-${callRef}-${n}` })
  return {
    apply,
    legOf,
    /** Comes in on a line without menu, and waits or rings. */
    async comes({ from = '0912-345-678' as string | null, to = DIRECT_LINE } = {}) {
      const callRef = centre.nextRef()
      await apply(
        centre.told('call.offered', { from, to, channel: 'phone', display: null }, { callRef }),
        centre.told('call.ready', { systemId: null, wants: 'nothing', line: to }, { callRef }),
      )
      return callRef
    },
    async answers(callRef: string, agent: Agent, n = 1) {
      await apply(
        centre.told('leg.alerting', centre.legOf(agent), legOf(callRef, n)),
        centre.told('leg.established', centre.legOf(agent), legOf(callRef, n)),
      )
    },
    async ends(callRef: string, outcome: CallOutcome = 'answered') {
      await apply(centre.told('call.ended', { outcome, by: 'caller' }, { callRef }))
    },
  }
}
