import { sql } from 'kysely'
import { keepUploads } from '../../files/attach.ts'
import { keepWithoutCase } from '../../files/keep-received.ts'
import type { Db, Trx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { entryNotFound } from '../numbers.ts'
import type { Content, VersionFile } from '../shapes.ts'

/** A file that no version has any more is removed after a day. */
const LEFT_MS = 24 * 3_600_000

type Ids = { id: Id<'knowledge-version'>; entryId: Id<'knowledge-entry'> }
type By = { id: Id<'person'>; at: Date }

/** The columns of a version that editors write. */
export const columnsOf = ({ variants: _, files: __, systemIds: ___, ...columns }: Content) => columns

/** What a version says, as editors write it. @throws Refusal 'not-found' `knowledge-not-found` */
export async function readContent(db: Db, versionId: Id<'knowledge-version'>): Promise<Content> {
  const row = await db
    .selectFrom('knowledgeVersions as v')
    .select(['title', 'shortAnswer', 'body', 'expertBody', 'domain', 'tags', 'appliesTo', 'visibility'])
    .select(['vendorId', 'whyHidden', 'effectiveFrom', 'effectiveUntil', 'changeNote'])
    .select(
      sql<number[]>`array(select s.system_id from knowledge_version_systems s
        where s.version_id = v.id order by s.system_id)`.as('systemIds'),
    )
    .where('v.id', '=', versionId)
    .executeTakeFirstOrThrow(entryNotFound)
  const variants = await db
    .selectFrom('knowledgeVariants')
    .select(['authorityId', 'hrSystem', 'body'])
    .where('versionId', '=', versionId)
    .orderBy('n')
    .execute()
  const files = await db
    .selectFrom('knowledgeFiles')
    .select(['fileId', 'kind', 'title'])
    .where('versionId', '=', versionId)
    .orderBy('n')
    .execute()
  return { ...row, variants, files }
}

/**
 * Writes what belongs to a draft besides its row, instead of what did.
 * @throws Refusal as `keepUploads`; the database refuses systems and authorities that are not there
 */
export async function keepParts(trx: Trx, version: Ids, content: Content, by: By) {
  await trx.deleteFrom('knowledgeVersionSystems').where('versionId', '=', version.id).execute()
  await trx.deleteFrom('knowledgeVariants').where('versionId', '=', version.id).execute()
  if (content.systemIds.length > 0)
    await trx
      .insertInto('knowledgeVersionSystems')
      .values(content.systemIds.map((systemId) => ({ versionId: version.id, systemId })))
      .execute()
  if (content.variants.length > 0)
    await trx
      .insertInto('knowledgeVariants')
      .values(content.variants.map((variant, n) => ({ versionId: version.id, n: n + 1, ...variant })))
      .execute()
  await keepFiles(trx, version, content.files, by)
}

async function keepFiles(trx: Trx, version: Ids, files: readonly VersionFile[], by: By) {
  const known = await trx
    .selectFrom('knowledgeFiles as f')
    .innerJoin('knowledgeVersions as v', 'v.id', 'f.versionId')
    .select(['f.fileId', 'f.versionId'])
    .where('v.entryId', '=', version.entryId)
    .execute()
  const ours = new Set(known.map(({ fileId }) => fileId))
  const fresh = files.map(({ fileId }) => fileId).filter((id) => !ours.has(id))
  await keepUploads(trx, { fileIds: fresh, uploader: by.id, until: by.at })
  if (fresh.length > 0) await keepWithoutCase(trx, fresh)
  await trx.deleteFrom('knowledgeFiles').where('versionId', '=', version.id).execute()
  if (files.length > 0)
    await trx
      .insertInto('knowledgeFiles')
      .values(files.map((file, n) => ({ versionId: version.id, n: n + 1, ...file })))
      .execute()
  const left = known.filter((file) => file.versionId === version.id).map(({ fileId }) => fileId)
  if (left.length > 0) await leaveFiles(trx, left, by.at)
}

/** Files of which no version is left are removed in a day. */
export const leaveFiles = (trx: Trx, fileIds: readonly Id<'file'>[], at: Date) =>
  trx
    .updateTable('files')
    .set({ expiresAt: new Date(at.getTime() + LEFT_MS) })
    .where('id', 'in', [...fileIds])
    .where('caseId', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('knowledgeFiles')
            .select('knowledgeFiles.fileId')
            .whereRef('knowledgeFiles.fileId', '=', 'files.id'),
        ),
      ),
    )
    .execute()
