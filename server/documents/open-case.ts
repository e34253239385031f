import { changeCase } from '../cases/change.ts'
import { oblige } from '../cases/obligations.ts'
import { acceptCaseIn } from '../cases/open.ts'
import { lockAnyCase } from '../cases/queries.ts'
import type { ServiceLevel } from '../cases/service-level.ts'
import { attachReceived } from '../files/keep-received.ts'
import type { StoredFile } from '../files/tables.ts'
import { subjectOf } from '../intake/subject.ts'
import { guessSystem } from '../mail-in/receive/guess-system.ts'
import type { Db, Trx } from '../platform/database/database.ts'
import { readSetting } from '../platform/settings.ts'
import { type Id, newId } from '../platform/values.ts'
import { formatRocMoment } from '../platform/zh/roc-date.ts'
import { matchAgency } from './match-agency.ts'
import type { Reading } from './read-document.ts'
import { messageOfDocument, priorityOfSpeed } from './words.ts'

/** A document has to be dealt with by the end of that office day, Taipei time. */
const END_OF_OFFICE = 'T17:30:00+08:00'

export type OpenedDocument = { caseId: Id<'case'>; agencyId: number | null }

/**
 * Makes a case of a document that was read: of channel `document`, with its files, due no later than its deadline, and
 * not to be closed before it is answered (setting `documents.reply-rule`).
 */
export async function openCaseOfDocument(
  trx: Trx,
  document: { id: Id<'document'>; files: readonly StoredFile[]; systemId?: number | undefined },
  { facts, missingFiles }: Reading,
  by: { actorId: Id<'person'> | null; origin: string; at: Date; level: ServiceLevel },
): Promise<OpenedDocument> {
  const { actorId, origin, at, level } = by
  const agencyId = await matchAgency(trx, facts)
  const text = messageOfDocument(facts, missingFiles)
  const files = document.files.map(({ id, name, size, mediaType }) => ({ id, name, size, mediaType }))
  const { id: caseId } = await acceptCaseIn(
    trx,
    { level, at },
    {
      key: `document:${document.id}`,
      channel: 'document',
      leadSystemId: document.systemId ?? (await systemOf(trx, facts.subject, facts.explanation)),
      systemIds: [],
      title: subjectOf(facts.subject, text).title,
      text,
      requesterId: null,
      requesterName: facts.senderName,
      requesterEmail: null,
      requesterPhone: null,
      keyedById: actorId,
      actorId,
      agencyId,
      priority: priorityOfSpeed(facts.speed),
      language: 'zh-TW',
      origin,
    },
    { entryId: newId<'entry'>(at.getTime()), body: files.length > 0 ? { files } : {} },
  )
  await attachReceived(trx, { fileIds: files.map(({ id }) => id), caseId })
  if (facts.dueOn) await dueNoLaterThan(trx, caseId, new Date(`${facts.dueOn}${END_OF_OFFICE}`), by)
  if ((await readSetting(trx, 'documents.reply-rule')) !== 'off')
    await oblige(trx, caseId, 'outgoing-document', at)
  return { caseId, agencyId }
}

async function dueNoLaterThan(
  trx: Trx,
  caseId: Id<'case'>,
  deadline: Date,
  { origin, at }: { origin: string; at: Date },
) {
  const row = await lockAnyCase(trx, caseId)
  if (row.dueAt <= deadline) return
  const responseDueAt = row.responseDueAt < deadline ? row.responseDueAt : deadline
  const body = { fields: ['dueAt'], from: formatRocMoment(row.dueAt), to: formatRocMoment(deadline) }
  await changeCase(trx, row, { dueAt: deadline, responseDueAt }, [
    { actorId: null, origin, at, kind: 'change', body },
  ])
}

/** The system that the document names, else the one set for documents, else the first of the catalogue. */
async function systemOf(db: Db, subject: string, explanation: string): Promise<number> {
  const systems = await db
    .selectFrom('systems')
    .select(['id', 'code', 'name', 'shortName', 'oldNames'])
    .orderBy('id')
    .execute()
  const set = await readSetting(db, 'documents.default-system')
  const known = systems.find(({ id }) => id === set) ?? systems[0]
  if (!known) throw new Error('there is no system that a document could be about')
  return guessSystem(systems, subject, explanation) ?? known.id
}
