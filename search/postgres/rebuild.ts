import { type Kysely, type QueryExecutorProvider, sql } from 'kysely'
import type { Searchable } from '../port.ts'
import { forgetForGood, keepDocuments } from './keep.ts'
import { countTerms } from './vocabulary.ts'

/**
 * Writes everything again, each row over the one that is found until then, and at the end removes what was there before
 * and was neither given nor changed. One process rebuilds at a time; others wait.
 */
export const rebuildDocuments = <T>(
  db: Kysely<T>,
  documents: AsyncIterable<readonly Searchable[]>,
): Promise<void> =>
  db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(hashtext('search_rebuild'))`.execute(connection)
    try {
      await forgetForGood(connection)
      const before = await revisionsOf(connection)
      // The next are prepared while the last are written.
      let writing: Promise<void> = Promise.resolve()
      try {
        for await (const some of documents) {
          await writing
          for (const { key } of some) before.delete(key)
          writing = keepDocuments(connection, some, { isAgain: true })
          writing.catch(() => {})
        }
      } finally {
        await writing
      }
      await removeUnchanged(connection, before)
      await forgetForGood(connection)
      await countTerms(db)
      await sql`analyze search_documents`.execute(connection)
    } finally {
      await sql`select pg_advisory_unlock(hashtext('search_rebuild'))`.execute(connection)
    }
  })

async function revisionsOf(db: QueryExecutorProvider): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; rev: number }>`
    select key, rev::float8 as rev from search_documents`.execute(db)
  return new Map(rows.map(({ key, rev }) => [key, rev]))
}

async function removeUnchanged(db: QueryExecutorProvider, before: ReadonlyMap<string, number>) {
  const rows = [...before].map(([key, rev]) => ({ key, rev }))
  await sql`
    delete from search_documents d using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o (key text, rev bigint)
    where d.key = o.key and d.rev = o.rev`.execute(db)
}
