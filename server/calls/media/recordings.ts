import { visibleCases } from '../../cases/queries.ts'
import { type Actor, may } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'

export const recordingNotFound = () => new Refusal('not-found', 'recording-not-found')

const shown = [
  'recordings.id',
  'recordings.callId',
  'recordings.state',
  'recordings.startedAt',
  'recordings.ms',
  'recordings.peaks',
  'recordings.pauses',
  'recordings.reason',
  'recordings.keepUntil',
] as const

/**
 * The recordings of a call, for whoever may see its case; and whether they may hear them: those who check quality, and
 * the agent who talked.
 * @throws Refusal 'not-found' `call-not-found`
 */
export async function listRecordings(db: Db, actor: Actor, callId: Id<'call'>) {
  const call = await db
    .selectFrom('calls')
    .select(['agentId', 'caseId'])
    .where('id', '=', callId)
    .executeTakeFirst()
  if (!call || !(await maySeeCall(db, actor, call))) throw new Refusal('not-found', 'call-not-found')
  const found = await db
    .selectFrom('recordings')
    .select(shown)
    .where('callId', '=', callId)
    .orderBy('startedAt')
    .execute()
  const mayListen = mayListenTo(actor, call)
  return found.map((recording) => ({ ...recording, mayListen: mayListen && recording.state === 'stored' }))
}

/**
 * @returns a recording that the actor may hear
 * @throws Refusal 'not-found' `recording-not-found`: none such, or not theirs to hear
 */
export async function audibleRecording(db: Db, actor: Actor, recordingId: Id<'recording'>) {
  const found = await db
    .selectFrom('recordings')
    .innerJoin('calls', 'calls.id', 'recordings.callId')
    .select(['recordings.id', 'recordings.fileId', 'recordings.state'])
    .select(['calls.agentId', 'calls.caseId', 'recordings.callId'])
    .where('recordings.id', '=', recordingId)
    .executeTakeFirst()
  if (!found || !mayListenTo(actor, found) || !(await maySeeCall(db, actor, found))) throw recordingNotFound()
  return found
}

const mayListenTo = (actor: Actor, call: { agentId: Id<'person'> | null }) =>
  may(actor, 'recording:listen') || call.agentId === actor.id

async function maySeeCall(
  db: Db,
  actor: Actor,
  { agentId, caseId }: { agentId: Id<'person'> | null; caseId: Id<'case'> | null },
) {
  if (agentId === actor.id || may(actor, 'recording:listen')) return true
  if (!caseId) return may(actor, 'case:read-all')
  const visible = await visibleCases(db, actor)
    .where('cases.id', '=', caseId)
    .select('cases.id')
    .executeTakeFirst()
  return visible !== undefined
}

/** Who has heard or deleted a recording, the latest first. @throws Refusal 'not-found' `recording-not-found` */
export async function recordingAccesses(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  recordingId: Id<'recording'>,
) {
  await audibleRecording(db, actor, recordingId)
  return db
    .selectFrom('auditLog')
    .leftJoin('people', 'people.id', 'auditLog.actorId')
    .select(['auditLog.at', 'auditLog.action'])
    .select(({ fn, val }) => fn.coalesce('people.name', val('')).as('name'))
    .where('auditLog.subject', '=', `recording:${recordingId}`)
    .orderBy('auditLog.at', 'desc')
    .limit(200)
    .execute()
}
