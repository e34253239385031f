import { sql } from 'kysely'
import { type Change, changeCase } from '../../cases/change.ts'
import { caseQueued } from '../../cases/events.ts'
import { lockAnyCase } from '../../cases/queries.ts'
import type { StoredCase } from '../../cases/tables.ts'
import { type NewEntry, stateEntry, told } from '../../cases/timeline.ts'
import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { Id } from '../../platform/values.ts'
import type { Call } from '../tables.ts'

export type Line = {
  what: string
  text: string
  /** Who took part. */
  who?: string
  at: Date
}

const byOf = ({ channel, exchange }: Call, at: Date) => ({
  actorId: null,
  origin: `${channel} ${exchange}`,
  at,
})

const lineOf = (call: Call, { what, text, who, at }: Line): NewEntry => ({
  ...byOf(call, at),
  kind: 'call',
  body: { text, fields: [what], ...(who && { to: who }) },
})

const lockOf = async (trx: Trx, call: Call) =>
  call.caseId === null ? undefined : lockAnyCase(trx, call.caseId)

/** Writes into the history of its case what happened on the telephone. */
export async function say(trx: Trx, call: Call, line: Line, change: Change = {}): Promise<void> {
  const row = await lockOf(trx, call)
  if (row) await changeCase(trx, row, change, [lineOf(call, line)])
}

/** The title, as long as nobody has given the case another one. */
export async function sayAndRename(
  trx: Trx,
  call: Call,
  line: Line,
  { title, isAutomatic, ...change }: Change & { title: string; isAutomatic: (title: string) => boolean },
): Promise<void> {
  const row = await lockOf(trx, call)
  if (!row) return
  const renames = call.openedCase && isAutomatic(row.title)
  await changeCase(trx, row, { ...change, ...(renames && { title }) }, [lineOf(call, line)])
}

/** What a call is about becomes what its own case is about, as long as nobody works on it. */
export async function concern(trx: Trx, call: Call, systemId: number, at: Date): Promise<void> {
  if (!call.openedCase) return
  const row = await lockOf(trx, call)
  if (!row || row.leadSystemId === systemId || row.closedAt || row.ownerId) return
  const systems = await trx
    .selectFrom('systems')
    .select(['id', 'shortName'])
    .where('id', 'in', [systemId, row.leadSystemId])
    .execute()
  const nameOf = (id: number) => systems.find((one) => one.id === id)?.shortName
  const to = nameOf(systemId)
  if (to === undefined) return
  await sql`
    with gone as (delete from case_systems where case_id = ${row.id} and system_id = ${row.leadSystemId})
    insert into case_systems (case_id, system_id) values (${row.id}, ${systemId}) on conflict do nothing`.execute(
    trx,
  )
  const body = { fields: ['systems'], from: nameOf(row.leadSystemId) ?? '', to }
  await changeCase(trx, row, { leadSystemId: systemId }, [{ ...byOf(call, at), kind: 'change', body }])
}

/**
 * Whoever talks with the caller has the case, and works on it: when it waits for somebody, or was with the colleague
 * who had the call before. A case of somebody else stays theirs.
 */
export async function takeWithCall(
  trx: Trx,
  call: Call,
  line: Line,
  to: { agentId: Id<'person'> | null; formerId: Id<'person'> | null; queueId: number | null },
): Promise<void> {
  const row = await lockOf(trx, call)
  if (!row) return
  const entry = lineOf(call, line)
  if (!to.agentId || !mayTake(row, call, to)) {
    await changeCase(trx, row, {}, [entry])
    return
  }
  const { change, states } = takenBy(row, to.agentId, byOf(call, line.at), to.queueId ?? row.queueId)
  await changeCase(trx, row, change, told([entry], states))
}

type By = Pick<NewEntry, 'actorId' | 'origin' | 'at'>
/** What makes a case that of whoever talks about it: theirs, and in progress. */
export function takenBy(
  row: StoredCase,
  agentId: Id<'person'>,
  by: By,
  queueId = row.queueId,
): { change: Change; states: NewEntry[] } {
  const assigned = { ...row, status: 'assigned' as const, waitingFor: null, queueId }
  const states =
    row.status === 'in-progress'
      ? []
      : [
          ...stateEntry(by, row, { status: 'assigned', queueId }),
          ...stateEntry(by, assigned, { status: 'in-progress', queueId }),
        ]
  return { change: { ownerId: agentId, queueId, status: 'in-progress', waitingFor: null }, states }
}

const TAKEN_FROM = ['received', 'reopened', 'assigned', 'in-progress']
const mayTake = (row: StoredCase, call: Call, { formerId }: { formerId: Id<'person'> | null }) =>
  row.ownerId === null
    ? isForTaking(row) && (call.direction === 'in' || call.openedCase || call.callbackId !== null)
    : TAKEN_FROM.includes(row.status) && row.closedAt === null && row.ownerId === formerId

/** Nobody has it, and it asks for somebody. */
export const isForTaking = ({ ownerId, closedAt, status }: StoredCase) =>
  ownerId === null && closedAt === null && TAKEN_FROM.includes(status)

/** A case that nobody has to do anything about: withdrawn by itself, unless somebody has taken it. */
export async function withdrawBy(trx: Trx, call: Call, line: Line, note: string): Promise<void> {
  const row = await lockOf(trx, call)
  if (!row) return
  const untouched = call.openedCase && row.status === 'received' && row.ownerId === null
  if (!untouched) {
    await changeCase(trx, row, {}, [lineOf(call, line)])
    return
  }
  await changeCase(
    trx,
    row,
    { status: 'withdrawn', waitingFor: null, closedAt: line.at },
    told([lineOf(call, line)], stateEntry(byOf(call, line.at), row, { status: 'withdrawn' }, { note })),
  )
}

/**
 * The case of a call that is over is work like any other, unless another call about it still lives, or its caller is
 * to be called back in their turn: then that is the work.
 */
export async function release(trx: Trx, call: Call): Promise<void> {
  if (!call.caseId) return
  const { rows } = await sql<{ caseId: Id<'case'> }>`
    delete from case_holds h where h.case_id = ${call.caseId}
      and not exists (select from calls c where c.case_id = h.case_id and c.id <> ${call.id} and c.ended_at is null)
      and not exists (select from callbacks b
        where b.call_id = ${call.id} and b.done_at is null and b.kind <> 'abandoned')
    returning h.case_id`.execute(trx)
  for (const { caseId } of rows) await emit(trx, caseQueued, { caseId })
}
