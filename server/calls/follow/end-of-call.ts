import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import { callHasEnded } from '../acd/call-over.ts'
import { callEnded } from '../events.ts'
import type { Call } from '../tables.ts'
import { release, say, sayAndRename, withdrawBy } from './case-of-call.ts'
import type { Scene } from './load.ts'
import { isAutomaticTitle, lengthInWords, lostTitleOf, missedTitleOf } from './words.ts'

/**
 * A call is over, once: its agents and its wait are let go, its case says how it ended and is work from now on, where
 * anything is left to do.
 */
export async function endOfCall(trx: Trx, call: Call, { at, now, isPast }: Scene): Promise<void> {
  if (!isPast) await callHasEnded(trx, { call, at, now })
  await tellCase(trx, call, at)
  await release(trx, call)
  const { id: callId, caseId, agentId, outcome } = call
  await emit(trx, callEnded, { callId, caseId, agentId, outcome: outcome ?? 'lost' })
}

async function tellCase(trx: Trx, call: Call, at: Date) {
  const waited = lengthInWords(at.getTime() - call.arrivedAt.getTime())
  switch (call.outcome) {
    case 'answered':
      return say(trx, call, { what: 'hung-up', text: talked(call), at })
    case 'abandoned':
      return abandoned(trx, call, waited, at)
    case 'flowed-out':
      return say(trx, call, { what: 'flowed-out', text: `通話結束，無人接聽，來電 ${waited}`, at })
    case 'call-back':
      return say(trx, call, { what: 'call-back', text: `來電者等候 ${waited}後改為回電`, at })
    case 'fax':
      return say(trx, call, { what: 'fax', text: '傳真接收結束', at })
    case 'not-reached':
      return say(trx, call, { what: 'not-reached', text: '撥出後對方未接聽', at })
    default:
      return sayAndRename(
        trx,
        call,
        {
          what: 'lost',
          text: `通話因交換機中斷而斷線${call.answeredAt ? `，已通話 ${lengthInWords(call.talkMs)}` : ''}，請優先回電`,
          at,
        },
        { title: lostTitleOf(call), isAutomatic: (title) => !call.answeredAt && isAutomaticTitle(title) },
      )
  }
}

const ENDED_BY = { caller: '來電者掛斷', agent: '客服掛斷', system: '通話結束', unknown: '通話結束' } as const
function talked({ endedBy, talkMs, holdMs }: Call) {
  const hold = holdMs > 0 ? `（其中保留 ${lengthInWords(holdMs)}）` : ''
  return `${ENDED_BY[endedBy ?? 'unknown']}，通話 ${lengthInWords(talkMs)}${hold}`
}

/** Whoever hangs up almost at once has dialled wrongly, or thought better of it. */
async function abandoned(trx: Trx, call: Call, waited: string, at: Date) {
  const since = call.waitingSince ?? call.readyAt ?? call.arrivedAt
  const isShort = at.getTime() - since.getTime() < (await shortAbandonMs(trx, call))
  const line = { what: 'abandoned', text: `來電者在接通前掛斷，等候 ${waited}`, at }
  if (isShort) return withdrawBy(trx, call, line, '來電者隨即掛斷')
  return sayAndRename(trx, call, line, { title: missedTitleOf(call), isAutomatic: isAutomaticTitle })
}

async function shortAbandonMs(trx: Trx, { queueId }: Call): Promise<number> {
  const found = await trx
    .selectFrom('voiceQueues')
    .select('shortAbandonSeconds')
    .$if(queueId !== null, (queues) => queues.where('queueId', '=', queueId))
    .orderBy('queueId')
    .limit(1)
    .executeTakeFirst()
  return (found?.shortAbandonSeconds ?? 5) * 1000
}
