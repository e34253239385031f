import { actingWith } from '../../identity/acting-person.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { entryNotFound } from '../numbers.ts'
import type { Content, WrittenVersion } from '../shapes.ts'
import { readContent } from './content.ts'

/** What the ids in a version stand for. */
export async function namesIn(
  db: Db,
  { variants, files }: Pick<Content, 'variants' | 'files'>,
): Promise<WrittenVersion['names']> {
  const authorityIds = variants.flatMap(({ authorityId }) => authorityId ?? [])
  const fileIds = files.map(({ fileId }) => fileId)
  const authorities =
    authorityIds.length === 0
      ? []
      : await db.selectFrom('agencies').select(['id', 'name']).where('id', 'in', authorityIds).execute()
  const named =
    fileIds.length === 0
      ? []
      : await db
          .selectFrom('files')
          .select(['id as fileId', 'name', 'size as bytes'])
          .where('id', 'in', fileIds)
          .execute()
  return { authorities, files: named }
}

/** Any version as it was written. @throws Refusal 'not-found' `knowledge-not-found` */
export async function readVersion(db: Db, versionId: Id<'knowledge-version'>): Promise<WrittenVersion> {
  const { n, state } = await db
    .selectFrom('knowledgeVersions')
    .select(['n', 'state'])
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow(entryNotFound)
  const content = await readContent(db, versionId)
  return { ...content, id: versionId, n, state, names: await namesIn(db, content) }
}

/** Who may answer for an entry, and the vendors that one may be for. */
export async function readChoices(db: Db) {
  const vendors = await db.selectFrom('vendors').select(['id', 'name']).orderBy('name').execute()
  return { owners: await actingWith(db, 'knowledge:write'), vendors }
}
