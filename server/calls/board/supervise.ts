import type { Result, SupervisionMode } from '../../../telephony-adapter/port.ts'
import type { Actor } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { type Db, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import { readSetting } from '../../platform/settings.ts'
import type { Id } from '../../platform/values.ts'

type Supervision = {
  callId: Id<'call'>
  mode: SupervisionMode | 'off'
  commandId: string
  by: { actor: Pick<Actor, 'id'>; address: string | null }
}

/**
 * Lets a supervisor into a call by their own phone: to listen, to whisper to the agent, or to join; `off` takes them
 * out. It is in the audit log before anything is heard, and whether or not it succeeds. Same `commandId`, once.
 *
 * @throws Refusal 'not-found' `call-not-found`
 * @throws Refusal 'conflict' `call-is-over` · `nobody-talks` · `own-extension-missing` · `own-phone-unavailable`
 * @throws Refusal 'unavailable' `telephone-away` · 'unsupported' `telephone-cannot`
 */
export async function superviseCall(
  { db, now, telephony }: Pick<Deps, 'db' | 'now' | 'telephony'>,
  { callId, mode, commandId, by }: Supervision,
): Promise<{ accepted: boolean }> {
  const call = await db
    .selectFrom('calls')
    .select(['callRef', 'caseId', 'state', 'agentId', 'endedAt'])
    .where('id', '=', callId)
    .executeTakeFirst()
  if (!call) throw new Refusal('not-found', 'call-not-found')
  if (call.endedAt) throw new Refusal('conflict', 'call-is-over')
  if (mode !== 'off' && call.state !== 'talking' && call.state !== 'held')
    throw new Refusal('conflict', 'nobody-talks')
  const extension = await ownExtension(db, by.actor.id)
  if (extension === undefined) throw new Refusal('conflict', 'own-extension-missing')
  await transact(db, (trx) =>
    record(trx, {
      actorId: by.actor.id,
      action: 'call-supervised',
      subject: `call:${callId}`,
      detail: { mode, agentId: call.agentId, caseId: call.caseId },
      address: by.address,
      at: now(),
    }),
  )
  const result = await telephony.order({
    do: 'supervise',
    commandId,
    callRef: call.callRef,
    supervisorId: by.actor.id,
    extension,
    mode,
  })
  return { accepted: isAccepted(result) }
}

/** @throws Refusal what the telephone says no to, in words */
function isAccepted(result: Result) {
  if (result.ok) return true
  if (result.code === 'gone') throw new Refusal('conflict', 'call-is-over')
  if (result.code === 'unsupported' || result.code === 'not-allowed')
    throw new Refusal('unsupported', 'telephone-cannot')
  if (result.code === 'busy' || result.code === 'unavailable')
    throw new Refusal('conflict', 'own-phone-unavailable')
  throw new Refusal('unavailable', 'telephone-away')
}

/** Of the seat of an agent; of others by setting `calls.supervisor-phones`: `{ "<person>": "709" }`. */
async function ownExtension(db: Db, personId: Id<'person'>): Promise<string | undefined> {
  const seat = await db
    .selectFrom('agents')
    .innerJoin('seats', 'seats.id', 'agents.seatId')
    .select('seats.extension')
    .where('agents.personId', '=', personId)
    .executeTakeFirst()
  if (seat) return seat.extension
  const phones = await readSetting(db, 'calls.supervisor-phones')
  const own = (phones as Record<string, unknown> | undefined)?.[personId]
  return typeof own === 'string' ? own : undefined
}
