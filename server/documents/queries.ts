import { sql } from 'kysely'
import { caseNotFound, readCase, visibleCases } from '../cases/queries.ts'
import { type Actor, may } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import type { StoredDocument } from './tables.ts'

const PAGE = 50

export const documentNotFound = () => new Refusal('not-found', 'document-not-found')

/**
 * Documents that this actor may see: those of cases that they see; those that failed, when they key cases in or take
 * documents in.
 */
const visible = (db: Db, actor: Actor) =>
  db
    .selectFrom('documents')
    .selectAll('documents')
    .where(({ or, eb }) =>
      or([
        ...(may(actor, 'case:work')
          ? [eb('documents.caseId', 'in', visibleCases(db, actor).clearSelect().select('cases.id'))]
          : []),
        ...(mayComplete(actor) ? [eb('documents.caseId', 'is', null)] : []),
        eb('documents.receivedBy', '=', actor.id),
      ]),
    )

const mayComplete = (actor: Actor) => may(actor, 'case:key-in') || may(actor, 'document:intake')

/** @throws Refusal 'not-found' `document-not-found`, also when it is not theirs to see */
export const readVisible = (db: Db, actor: Actor, id: Id<'document'>): Promise<StoredDocument> =>
  visible(db, actor).where('documents.id', '=', id).executeTakeFirstOrThrow(documentNotFound)

/** The document of a case, if it came as one. @throws Refusal 'not-found' `case-not-found` */
export async function documentOfCase(db: Db, actor: Actor, caseId: Id<'case'>) {
  await readCase(db, actor, caseId)
  const row = await db.selectFrom('documents').selectAll().where('caseId', '=', caseId).executeTakeFirst()
  return row ? presentDocument(db, row) : null
}

/** As its screens show it. */
export async function presentDocument(db: Db, row: StoredDocument) {
  const [shown] = await presentAll(db, [row])
  if (!shown) throw caseNotFound()
  return shown
}

async function presentAll(db: Db, rows: readonly StoredDocument[]) {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const [{ rows: around }, files] = await Promise.all([
    sql<{ id: string; caseNumber: string | null; closed: boolean; agencyName: string | null }>`
      select d.id, c.number as case_number, c.closed_at is not null as closed, a.name as agency_name
      from documents d left join cases c on c.id = d.case_id left join agencies a on a.id = d.agency_id
      where d.id = any(${ids}::uuid[])`.execute(db),
    db
      .selectFrom('files')
      .select(['id', 'name', 'size', 'mediaType', 'state', 'refusal'])
      .where(
        'id',
        'in',
        rows.flatMap(({ fileIds }) => fileIds),
      )
      .execute(),
  ])
  const byId = new Map(around.map((one) => [one.id, one]))
  const fileBy = new Map(files.map((file) => [file.id, file]))
  return rows.map(({ fileIds, ...row }) => ({
    ...row,
    caseNumber: byId.get(row.id)?.caseNumber ?? null,
    caseClosed: byId.get(row.id)?.closed ?? false,
    agencyName: byId.get(row.id)?.agencyName ?? null,
    files: fileIds.flatMap((id) => {
      const file = fileBy.get(id)
      if (!file) return []
      const { state, refusal, ...ref } = file
      return [{ ...ref, held: state === 'held' ? refusal : null }]
    }),
  }))
}

/** Documents, newest first, 50 a page. */
export async function listDocuments(
  db: Db,
  actor: Actor,
  {
    state,
    unanswered,
    text,
    after,
  }: {
    state?: 'case' | 'failed' | undefined
    unanswered?: boolean | undefined
    text?: string | undefined
    after?: Id<'document'> | undefined
  },
) {
  const like = text && `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`
  const rows = await visible(db, actor)
    .$if(state !== undefined, (documents) => documents.where('documents.state', '=', state!))
    .$if(unanswered === true, (documents) =>
      documents
        .where('documents.state', '=', 'case')
        .where('documents.replyNumber', 'is', null)
        .where('documents.replyWaived', 'is', null),
    )
    .$if(Boolean(like), (documents) =>
      documents.where(({ or, eb }) =>
        or([
          eb('documents.number', 'like', like!),
          eb('documents.subject', 'like', like!),
          eb('documents.senderName', 'like', like!),
          eb('documents.replyNumber', 'like', like!),
        ]),
      ),
    )
    .$if(after !== undefined, (documents) =>
      documents.where(
        sql<boolean>`(documents.received_at, documents.id) <
          (select d.received_at, d.id from documents d where d.id = ${after!})`,
      ),
    )
    .orderBy('documents.receivedAt', 'desc')
    .orderBy('documents.id', 'desc')
    .limit(PAGE + 1)
    .execute()
  const page = rows.slice(0, PAGE)
  return {
    documents: await presentAll(db, page),
    next: rows.length > PAGE ? page.at(-1)!.id : null,
  }
}
