import type { Command } from '../../../telephony-adapter/port.ts'
import type { Actor } from '../../platform/actor.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { offerNotTaken } from '../acd/not-taken.ts'
import type { CallAction } from '../api.ts'
import { readGeneral } from '../plan/general.ts'
import { dialledAs, mayBeDialled } from './numbers.ts'
import { orderOrRefuse } from './order.ts'
import { demandPart, type OwnPart } from './part.ts'
import { isSurveyAnswered } from './survey-once.ts'
import { freeReserved, reserveColleague, reserveOfQueue, TRANSFER_RING_MS } from './targets.ts'

type Acting = Pick<Deps, 'db' | 'now' | 'telephony'>
type Moving = Extract<CallAction, { target: unknown }>

/**
 * Does something with a call its agent has a part in. Accepted is not done: `call.changed` tells of that. The same
 * command again does nothing more.
 *
 * @throws Refusal `call-gone`, `call-not-yours`, `call-not-found` as `demandPart`
 * @throws Refusal `phone-unavailable`, `number-not-allowed`, `telephone-cannot`, `telephone-away` as `orderOrRefuse`
 * @throws Refusal 'conflict' `nobody-to-consult`, `survey-answered-already`
 */
export async function actOnCall(
  deps: Acting,
  actor: Pick<Actor, 'id'>,
  callId: Id<'call'>,
  action: CallAction,
): Promise<{ accepted: boolean }> {
  const part = await demandPart(deps.db, actor.id, callId)
  if ('target' in action) await move(deps, actor.id, part, action)
  else if (action.do === 'decline') await decline(deps, actor.id, part, action)
  else {
    if (
      action.do === 'survey' &&
      action.isOn &&
      part.caseId &&
      (await isSurveyAnswered(deps.db, part.caseId))
    )
      throw new Refusal('conflict', 'survey-answered-already')
    await orderOrRefuse(deps, commandOf(actor.id, part, action))
  }
  return { accepted: true }
}

type Plain = Exclude<CallAction, Moving>

function commandOf(agentId: Id<'person'>, { callRef }: OwnPart, action: Plain): Command {
  const common = { commandId: action.commandId, callRef }
  if ('digits' in action) return { ...common, do: 'dtmf', agentId, digits: action.digits }
  if ('isOn' in action) return { ...common, do: 'survey-after', isOn: action.isOn }
  switch (action.do) {
    case 'hang-up':
    case 'decline':
      return { ...common, do: 'leave', agentId }
    case 'pause-recording':
      return { ...common, do: 'record', action: 'pause' }
    case 'resume-recording':
      return { ...common, do: 'record', action: 'resume' }
    default:
      return { ...common, do: action.do, agentId }
  }
}

/** The call goes to the front and to somebody else; who is only asked by a colleague just does not come in. */
async function decline(deps: Acting, agentId: Id<'person'>, part: OwnPart, action: Plain) {
  const { callRef, id: callId } = part
  if (part.isUp) throw new Refusal('conflict', 'call-gone')
  if (!part.offerId) return orderOrRefuse(deps, commandOf(agentId, part, action))
  // Their phone falls silent before another one rings.
  await orderOrRefuse(deps, { do: 'withdraw', commandId: action.commandId, callRef })
  await transact(deps.db, async (trx) => {
    await trx.selectFrom('calls').select('id').where('id', '=', callId).forNoKeyUpdate().execute()
    await lockAgent(trx, agentId)
    const at = deps.now()
    await offerNotTaken(trx, { callId, agentId, outcome: 'declined', at, now: at })
  })
}

async function move(deps: Acting, agentId: Id<'person'>, part: OwnPart, action: Moving) {
  const { target, commandId } = action
  const moving = {
    do: action.do,
    commandId,
    callRef: part.callRef,
    agentId,
    ringMs: TRANSFER_RING_MS,
  } as const
  if (target.to === 'number') {
    const number = dialledAs(target.number)
    if (!number || !mayBeDialled(number, await readGeneral(deps.db)))
      throw new Refusal('forbidden', 'number-not-allowed')
    return orderOrRefuse(deps, { ...moving, target: { to: 'number', number } })
  }
  if (target.to === 'queue' && action.do === 'blind-transfer') return toQueue(deps, part, target, moving)
  const reserved =
    target.to === 'queue'
      ? await reserveOfQueue(deps, part, { queueId: target.queueId, systemId: target.systemId ?? null })
      : await reserveColleague(deps, part, target.agentId)
  try {
    await orderOrRefuse(deps, { ...moving, target: { to: 'agent', ...reserved } })
  } catch (refused) {
    await freeReserved(deps, part.id, reserved.agentId)
    throw refused
  }
}

/** The call waits there in the place it had, as soon as the exchange says that it was given back. */
async function toQueue(
  { db, telephony }: Acting,
  part: OwnPart,
  { queueId, systemId }: { queueId: number; systemId?: number },
  moving: { commandId: string; callRef: string; agentId: string; ringMs: number },
) {
  const there = await db
    .selectFrom('voiceQueues')
    .select('queueId')
    .where('queueId', '=', queueId)
    .executeTakeFirst()
  if (!there) throw new Refusal('not-found', 'queue-not-found')
  const known = systemId
    ? await db.selectFrom('systems').select('id').where('id', '=', systemId).executeTakeFirst()
    : undefined
  if (systemId && !known) throw new Refusal('not-found', 'system-not-found')
  const goTo = (to: { queueId: number | null; systemId: number | null }) =>
    db
      .updateTable('calls')
      .set({ ...to, ...(systemId && { anySkill: false }) })
      .where('id', '=', part.id)
      .execute()
  await goTo({ queueId, systemId: systemId ?? part.systemId })
  try {
    await orderOrRefuse({ telephony }, { ...moving, do: 'blind-transfer', target: { to: 'queue' } })
  } catch (refused) {
    await goTo({ queueId: part.queueId, systemId: part.systemId })
    throw refused
  }
}
