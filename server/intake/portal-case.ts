import { sql } from 'kysely'
import { surveyTokenOf } from '../cases/links.ts'
import { requesterActionsOf } from '../cases/rules.ts'
import type { Entry, FileRef } from '../cases/shapes.ts'
import type { StoredCase } from '../cases/tables.ts'
import { contentPath, fileToken } from '../files/downloads/link.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Returned } from '../platform/http/contract.ts'
import type { Id } from '../platform/values.ts'
import type { PortalCase } from './api.ts'
import type { OpenedCase } from './open-progress.ts'

const MOST_ENTRIES = 1000
/** What a requester may read of a timeline: never notes, never how it was routed. */
const SHOWN = ['message-in', 'message-out', 'state'] as const

/** A case as its requester sees it, after whatever they have just done. */
export async function presentPortalCase(
  { db, now, secrets }: Pick<Deps, 'db' | 'now' | 'secrets'>,
  { by }: Pick<OpenedCase, 'by'>,
  row: StoredCase,
): Promise<Returned<PortalCase>> {
  const at = now()
  const [around, entries] = await Promise.all([readAround(db, row, at), readEntries(db, row.id)])
  const { surveyOpen, ...names } = around
  const hrefOf = (id: Id<'file'>) =>
    by === 'session' ? contentPath(id) : `${contentPath(id)}?t=${fileToken(secrets, id, at)}`
  return {
    ...row,
    ...names,
    actions: requesterActionsOf(row, at),
    surveyToken: surveyOpen ? surveyTokenOf(secrets, row.id) : null,
    entries: entries.map(({ body, ...entry }) => ({
      ...entry,
      text: entry.kind === 'state' ? null : (body.text ?? ''),
      state: entry.kind === 'state' ? (body.to ?? null) : null,
      waitingFor: body.waitingFor ?? null,
      files: (body.files ?? []).map((file) => ({ ...file, href: hrefOf(file.id) })),
    })),
  }
}

type Around = { systemName: string; handlingUnit: string; surveyOpen: boolean }

/** The unit is the queue, and the site where its owner works: never the owner's name. */
const readAround = (db: Db, row: StoredCase, at: Date) =>
  sql<Around>`
    select s.short_name as system_name,
      coalesce(${row.responsibleUnit}::text, concat_ws(' ', site.name, q.name)) as handling_unit,
      exists (select from surveys v where v.case_id = ${row.id} and v.answered_at is null and v.expires_at > ${at})
        as survey_open
    from systems s
    join queues q on q.id = ${row.queueId}
    left join agents a on a.person_id = ${row.ownerId}
    left join sites site on site.id = a.site_id
    where s.id = ${row.leadSystemId}`
    .execute(db)
    .then(({ rows }) => rows[0]!)

type Shown = {
  id: Id<'entry'>
  kind: (typeof SHOWN)[number]
  at: Date
  body: Entry['body'] & { files?: FileRef[] }
}

const readEntries = (db: Db, caseId: Id<'case'>) =>
  db
    .selectFrom('timeline')
    .select(['id', 'kind', 'at', 'body'])
    .where('caseId', '=', caseId)
    .where('kind', 'in', [...SHOWN])
    // What a mail server wrote about our letters is ours to read.
    .where(sql<boolean>`not coalesce(body -> 'marks' @> '["bounce"]', false)`)
    .orderBy('seq')
    .limit(MOST_ENTRIES)
    .execute() as Promise<Shown[]>

/** Whether the requester of a case may read this file: it came or went with one of its messages. */
export const isInMessages = async (db: Db, caseId: Id<'case'>, fileId: Id<'file'>) => {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from timeline where case_id = ${caseId} and kind in ('message-in', 'message-out')
      and body -> 'files' @> ${JSON.stringify([{ id: fileId }])}::jsonb) as found`.execute(db)
  return rows[0]!.found
}
