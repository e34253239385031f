import { changeCase } from '../../cases/change.ts'
import { lockAnyCase, lockCase } from '../../cases/queries.ts'
import type { StoredCase } from '../../cases/tables.ts'
import { type NewEntry, stateEntry, told } from '../../cases/timeline.ts'
import { linkCase } from '../../mail-in/receive/relations.ts'
import type { Actor } from '../../platform/actor.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { holdCase, releaseCase } from '../../routing/engage.ts'
import { callChanged } from '../events.ts'
import { isForTaking, takenBy } from '../follow/case-of-call.ts'
import { otherSideOf } from '../follow/words.ts'
import type { Call } from '../tables.ts'
import { lockCall } from './demand-call.ts'

const HELD_MS = 4 * 3_600_000

/**
 * Adds a call to a case that is open: what was said belongs there. The case that the call had opened by itself is
 * withdrawn, unless somebody has written in it or somebody else works on it; the two are linked. A case that nobody has
 * is from now on that of whoever talks. Once more to the same case changes nothing.
 *
 * @throws Refusal 'not-found' `call-not-found`, `case-not-found`
 * @throws Refusal 'conflict' `call-case-closed`
 */
export const attachCall = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { actor, address }: { actor: Actor; address: string },
  { callId, caseId }: { callId: Id<'call'>; caseId: Id<'case'> },
): Promise<void> =>
  transact(db, async (trx) => {
    const at = now()
    const call = await lockCall(trx, actor, callId)
    if (call.caseId === caseId) return
    const former = call.caseId ? await lockAnyCase(trx, call.caseId) : undefined
    const row = await lockCase(trx, actor, caseId)
    if (row.closedAt) throw new Refusal('conflict', 'call-case-closed')
    const by = { actorId: actor.id, origin: `desk ${address}`, at }
    const what = call.direction === 'in' ? '來電' : '撥出電話'
    const text = `${what} ${otherSideOf(call)} 併入本案${former ? `（原案號 ${former.number}）` : ''}`
    const talker = talkerOf(call, actor)
    const taken = talker && isForTaking(row) ? takenBy(row, talker, by) : { change: {}, states: [] }
    await changeCase(trx, row, taken.change, told([callEntry(by, text)], taken.states))
    if (former) await leave(trx, { former, row, call, by })
    await trx
      .updateTable('calls')
      .set((eb) => ({ caseId, openedCase: false, version: eb('version', '+', 1) }))
      .where('id', '=', callId)
      .execute()
    for (const table of ['faxes', 'callbacks', 'voiceSurveys'] as const)
      await trx.updateTable(table).set({ caseId }).where('callId', '=', callId).execute()
    if (!call.endedAt) await holdCase(trx, caseId, new Date(at.getTime() + HELD_MS))
    await emit(trx, callChanged, { callId, caseId, agentIds: call.agentId ? [call.agentId] : [] })
  })

/** Who talks with the caller, or has just done so and adds the call themselves. */
const talkerOf = ({ agentId, answeredAt, endedAt }: Call, actor: Actor) =>
  answeredAt && (endedAt === null || agentId === actor.id) ? agentId : null

type By = Pick<NewEntry, 'actorId' | 'origin' | 'at'>
const callEntry = (by: By, text: string): NewEntry => ({
  ...by,
  kind: 'call',
  body: { text, fields: ['attached'] },
})

async function leave(
  trx: Trx,
  { former, row, call, by }: { former: StoredCase; row: StoredCase; call: Call; by: By },
) {
  const text = `來電已併入案件 ${row.number}`
  const isDone = call.openedCase && former.closedAt === null && (await isUntouched(trx, former, call))
  if (isDone)
    await changeCase(
      trx,
      former,
      { status: 'withdrawn', waitingFor: null, closedAt: by.at },
      told([callEntry(by, text)], stateEntry(by, former, { status: 'withdrawn' }, { note: text })),
    )
  else await changeCase(trx, former, {}, [callEntry(by, text)])
  await linkCase(trx, former.id, [{ caseId: row.id, kind: 'continues' }], by.at)
  await releaseCase(trx, former.id)
}

/** Nobody but the telephone has written in it: it holds what the call brought by itself, and no other call. */
async function isUntouched(trx: Trx, former: StoredCase, call: Call): Promise<boolean> {
  if (former.ownerId !== null && former.ownerId !== call.agentId) return false
  const written = await trx
    .selectFrom('timeline')
    .select('id')
    .where('caseId', '=', former.id)
    .where('seq', '>', 2)
    .where('actorId', 'is not', null)
    .where('kind', 'in', ['message-in', 'message-out', 'note', 'hand-over'])
    .limit(1)
    .executeTakeFirst()
  const others = await trx
    .selectFrom('calls')
    .select('id')
    .where('caseId', '=', former.id)
    .where('id', '<>', call.id)
    .limit(1)
    .executeTakeFirst()
  return !written && !others
}
