import { applyBatch } from '../../server/calls/follow/apply-batch.ts'
import type { Envelope } from '../../telephony-adapter/port.ts'
import { type CallCentre, MENU_LINE } from './calls-ground.ts'

export const MOBILE = '0912-345-678'
export const E164 = '+886912345678'

export const apply = (centre: CallCentre, ...events: Envelope[]) =>
  applyBatch(centre.deps, centre.spoolId, events)

export function offered(centre: CallCentre, { from = MOBILE as string | null, to = MENU_LINE } = {}) {
  const callRef = centre.nextRef()
  return {
    callRef,
    event: centre.told('call.offered', { from, to, channel: 'phone', display: null }, { callRef }),
  }
}
export const ready = (centre: CallCentre, callRef: string, systemId: number | null, line = MENU_LINE) =>
  centre.told('call.ready', { systemId, wants: systemId === null ? 'nothing' : 'system', line }, { callRef })

type Agent = Awaited<ReturnType<CallCentre['agent']>>
/** The agent's phone rings and is answered. */
export const answeredBy = (centre: CallCentre, callRef: string, agent: Agent, n = 1) => {
  const where = { callRef, legRef: `leg-${callRef}-${n}` }
  return [
    centre.told('leg.alerting', centre.legOf(agent), where),
    centre.told('leg.established', centre.legOf(agent), where),
  ]
}
export const ended = (
  centre: CallCentre,
  callRef: string,
  outcome: 'answered' | 'abandoned' | 'lost' | 'flowed-out' | 'fax',
) => centre.told('call.ended', { outcome, by: 'caller' }, { callRef })

export const linesOf = async (centre: CallCentre, caseId: Parameters<CallCentre['entries']>[0]) =>
  (await centre.entries(caseId))
    .filter(({ kind }) => kind === 'call')
    .map(({ body }) => (body as { text: string }).text)
export const isHeld = async ({ db }: CallCentre, caseId: Parameters<CallCentre['entries']>[0]) =>
  (await db.selectFrom('caseHolds').select('caseId').where('caseId', '=', caseId).execute()).length > 0
