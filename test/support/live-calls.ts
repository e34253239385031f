import type { CallStage } from '../../server/calls/tables.ts'
import { transact } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { engage } from '../../server/routing/engage.ts'
import type { CallCentre } from './calls-ground.ts'

type GivenCall = {
  state: CallStage
  queueId?: number | null
  sinceSeconds?: number
  from?: string | null
  agentId?: Id<'person'> | null
}

/** A live call as following the telephone leaves it. */
export async function call({ db, deps, nextRef, attendance }: CallCentre, given: GivenCall) {
  const { state, queueId = 1, sinceSeconds = 30, from = '+886912345678', agentId = null } = given
  const since = new Date(deps.now().getTime() - sinceSeconds * 1000)
  const isQueued = state === 'waiting' || state === 'ringing'
  const row = {
    id: newId<'call'>(),
    callRef: nextRef(),
    exchange: 'pbx-a',
    direction: 'in' as const,
    channel: 'phone' as const,
    fromNumber: from,
    toNumber: '5001',
    line: '5001',
    callerId: null,
    caseId: null,
    systemId: attendance,
    agencyId: null,
    queueId: state === 'menu' ? null : queueId,
    site: 'nantou',
    state,
    arrivedAt: since,
    readyAt: state === 'menu' ? null : since,
    waitingSince: isQueued ? since : null,
    placeAt: isQueued ? since : null,
    agentId,
    answeredAt: agentId ? since : null,
    endedAt: null,
    outcome: null,
    endedBy: null,
    toldWaitAt: null,
    toldWaitS: null,
    callbackId: null,
    seenAt: since,
  }
  await db.insertInto('calls').values(row).execute()
  if (isQueued && queueId)
    await db
      .insertInto('queueWaits')
      .values({
        id: newId(),
        callId: row.id,
        queueId,
        systemId: attendance,
        agentId: null,
        enteredAt: since,
        leftAt: null,
        waitMs: null,
        outcome: null,
      })
      .execute()
  return row
}

/** The agent talks on a call. */
export async function talks(centre: CallCentre, agentId: Id<'person'>) {
  const talking = await call(centre, { state: 'talking', agentId })
  const at = centre.deps.now()
  const expiresAt = new Date(at.getTime() + 3_600_000)
  await transact(centre.db, (trx) =>
    engage(trx, { personId: agentId, callId: talking.id, kind: 'on-call', at, expiresAt }),
  )
  return talking
}
