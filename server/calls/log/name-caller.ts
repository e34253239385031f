import { changeCase } from '../../cases/change.ts'
import { requesterEdit } from '../../cases/edit.ts'
import { lockAnyCase } from '../../cases/queries.ts'
import type { NewEntry } from '../../cases/timeline.ts'
import type { Actor } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { callChanged } from '../events.ts'
import type { Call } from '../tables.ts'
import { lockCall } from './demand-call.ts'

/**
 * Says who calls: the call is theirs, and so is the case it opened, unless that has been given another requester.
 * `remembers`: the directory knows the number as theirs from now on.
 *
 * @throws Refusal 'not-found' `call-not-found`, `person-not-found`
 */
export const nameCaller = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { actor, address }: { actor: Actor; address: string },
  { callId, personId, remembers }: { callId: Id<'call'>; personId: Id<'person'>; remembers: boolean },
): Promise<void> =>
  transact(db, async (trx) => {
    const at = now()
    const call = await lockCall(trx, actor, callId)
    const person = await trx
      .selectFrom('people')
      .select(['name', 'agencyId'])
      .where('id', '=', personId)
      .executeTakeFirst()
    if (!person) throw new Refusal('not-found', 'person-not-found')
    const by = { actorId: actor.id, origin: `desk ${address}`, at }
    if (call.callerId !== personId)
      await trx
        .updateTable('calls')
        .set((eb) => ({
          callerId: personId,
          maybeIds: [],
          agencyId: person.agencyId,
          version: eb('version', '+', 1),
        }))
        .where('id', '=', callId)
        .execute()
    await nameRequester(trx, call, personId, by)
    if (remembers) await remember(trx, call, { personId, by, address })
    const agentIds = call.agentId ? [call.agentId] : []
    await emit(trx, callChanged, { callId, caseId: call.caseId, agentIds })
  })

async function nameRequester(
  trx: Trx,
  call: Call,
  personId: Id<'person'>,
  by: Pick<NewEntry, 'actorId' | 'origin' | 'at'>,
) {
  if (!call.caseId || !call.openedCase) return
  const row = await lockAnyCase(trx, call.caseId)
  if (row.requesterId !== null && row.requesterId !== call.callerId) return
  const [edit] = await requesterEdit(trx, row, { requesterId: personId })
  if (!edit) return
  const { change, field, from, to } = edit
  await changeCase(trx, row, change, [{ ...by, kind: 'change', body: { fields: [field], from, to } }])
}

async function remember(
  trx: Trx,
  { id, direction, fromNumber, toNumber }: Call,
  {
    personId,
    by,
    address,
  }: { personId: Id<'person'>; by: { actorId: Id<'person'> | null; at: Date }; address: string },
) {
  const [e164 = '', extension = ''] = ((direction === 'in' ? fromNumber : toNumber) ?? '').split('#')
  if (!e164.startsWith('+')) return
  const added = await trx
    .insertInto('personPhones')
    .values({ personId, e164, extension })
    .onConflict((known) => known.doNothing())
    .returning('personId')
    .executeTakeFirst()
  if (added)
    await record(trx, {
      actorId: by.actorId,
      action: 'phone-remembered',
      subject: `person:${personId}`,
      detail: { callId: id },
      address,
      at: by.at,
    })
}
