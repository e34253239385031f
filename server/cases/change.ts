import type { Updateable } from 'kysely'
import type { Trx } from '../platform/database/database.ts'
import { emit } from '../platform/events/outbox.ts'
import { type Id, newId } from '../platform/values.ts'
import { putOff } from './clocks.ts'
import { caseChanged, caseClosed, caseQueued, caseUnqueued, ownerFreed } from './events.ts'
import { occupied, waitsInQueue } from './place.ts'
import { readServiceLevel } from './service-level.ts'
import type { CaseTables, StoredCase } from './tables.ts'
import type { NewEntry } from './timeline.ts'

type Written =
  | 'id'
  | 'version'
  | 'lastSeq'
  | 'updatedAt'
  | 'statusSince'
  | 'openedAt'
  | 'numberSeq'
  | 'numberYear'

/** What may change of a case. Version, sequence, times and the end of hand-overs follow by themselves. */
export type Change = Omit<Updateable<CaseTables['cases']>, Written | 'number'>

/**
 * The only writer of a case: one update and the lines that tell of it, in the caller's transaction.
 *
 * What follows from it is done here so that no verb can forget it: a hand-over that is still open when the owner
 * changes or the work ends is cancelled and needs no supervisor any more; the due time is put off by the working time
 * spent waiting for the requester; whoever has to hear of it hears (`caseChanged`, `caseQueued`, `caseUnqueued`,
 * `ownerFreed`, `caseClosed`).
 *
 * @param row the case as it is stored, locked by the caller
 * @param entries at least one, in order; a change of state needs its line
 * @throws Error for a change of state without its line, or a row that was not locked: bugs of the caller
 */
export async function changeCase(
  trx: Trx,
  row: StoredCase,
  change: Change,
  entries: readonly [NewEntry, ...NewEntry[]],
): Promise<StoredCase> {
  const { at } = entries[0]
  const next = { ...row, ...withoutUndefined(change) } as StoredCase
  const moves = next.status !== row.status || next.waitingFor !== row.waitingFor
  if (moves && !entries.some(({ kind, body }) => kind === 'state' && body.to === next.status))
    throw new Error(`case ${row.id} would become ${next.status} without saying so`)
  const settles = settlesHandOver(row, next)
  const changed = await trx
    .updateTable('cases')
    .set({
      ...(settles && { attention: null }),
      ...(await putOffDue(trx, row, next, at, moves)),
      ...withoutUndefined(change),
      version: row.version + 1,
      lastSeq: row.lastSeq + entries.length,
      updatedAt: at,
      ...(moves && { statusSince: at }),
    })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .returningAll()
    .executeTakeFirst()
  if (!changed) throw new Error(`case ${row.id} was changed without being locked`)
  if (settles) await cancelHandOver(trx, changed.id, entries[0])
  await writeEntries(trx, row, entries)
  await tellOf(trx, row, changed)
  return changed
}

/**
 * Adds a line to the timeline without changing anything else of the case. Never conflicts with other writers.
 *
 * @returns the case, one version newer, and the id of the line
 */
export async function appendEntry(
  trx: Trx,
  caseId: Id<'case'>,
  entry: NewEntry,
): Promise<{ row: StoredCase; entryId: Id<'entry'> }> {
  const row = await trx
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', caseId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const entryId = entry.id ?? newId<'entry'>(entry.at.getTime())
  return { row: await changeCase(trx, row, {}, [{ ...entry, id: entryId }]), entryId }
}

/** An open hand-over does not outlive a change of owner, the end of an escalation or of the work. */
const settlesHandOver = (row: StoredCase, next: StoredCase) =>
  next.ownerId !== row.ownerId ||
  (row.status === 'escalated' && next.status !== 'escalated') ||
  (next.status === 'answered' && row.status !== 'answered') ||
  (next.closedAt !== null && row.closedAt === null)

async function putOffDue(trx: Trx, row: StoredCase, next: StoredCase, at: Date, moves: boolean) {
  if (!moves || row.status !== 'waiting' || next.closedAt) return {}
  const { calendar } = await readServiceLevel(trx)
  return { dueAt: putOff(calendar, row.dueAt, { from: row.statusSince, to: at }) }
}

const cancelHandOver = (trx: Trx, caseId: Id<'case'>, { actorId, at }: NewEntry) =>
  trx
    .updateTable('handOvers')
    .set({ outcome: 'cancelled', decidedAt: at, decidedBy: actorId })
    .where('caseId', '=', caseId)
    .where('outcome', 'is', null)
    .execute()

const writeEntries = (trx: Trx, row: StoredCase, entries: readonly NewEntry[]) =>
  trx
    .insertInto('timeline')
    .values(
      entries.map(({ id, kind, actorId, origin, at, body }, n) => ({
        id: id ?? newId<'entry'>(at.getTime()),
        caseId: row.id,
        seq: row.lastSeq + n + 1,
        version: row.version + 1,
        kind,
        actorId,
        origin,
        at,
        body: JSON.stringify(body),
      })),
    )
    .execute()

async function tellOf(trx: Trx, before: StoredCase, after: StoredCase) {
  const { id: caseId, version, queueId, ownerId, requesterId } = after
  await emit(trx, caseChanged, {
    caseId,
    version,
    queueId,
    ownerId,
    formerOwnerId: before.ownerId === ownerId ? null : before.ownerId,
    requesterId,
  })
  const [waited, waits] = [waitsInQueue(before), waitsInQueue(after)]
  if (waits && (!waited || placeOf(before) !== placeOf(after))) await emit(trx, caseQueued, { caseId })
  if (waited && !waits) await emit(trx, caseUnqueued, { caseId })
  const busy = occupied(before)
  if (busy && occupied(after) !== busy) await emit(trx, ownerFreed, { agentId: busy })
  if (after.status === 'closed' && before.status !== 'closed') await emit(trx, caseClosed, { caseId })
}

/** Where a case waits, as routing sees it: elsewhere is another agent's. */
const placeOf = ({ status, queueId, leadSystemId, priority, agencyId }: StoredCase) =>
  [status, queueId, leadSystemId, priority, agencyId].join()

const withoutUndefined = <T extends object>(change: T) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as T
