import { sql } from 'kysely'
import type { Searchable } from '../../search/port.ts'
import { forgetDocuments, keepDocuments } from '../../search/postgres/keep.ts'
import type { Trx } from '../platform/database/database.ts'

/** What can be found, before it has its revision. */
export type Findable = Omit<Searchable, 'rev'>

/**
 * Makes documents findable, and others not, in the transaction of whoever changed what they were made from: the
 * database finds them so from its commit on, and the engine is told by `search_outbox`. Whoever calls this has locked
 * what they were made from, so that of one key the later state has the later revision.
 */
export async function putDocuments(
  trx: Trx,
  { found, gone }: { found: readonly Findable[]; gone: readonly string[] },
) {
  const keys = [...found.map(({ key }) => key), ...gone].sort()
  if (keys.length === 0) return
  // Changed again it goes to the end, and what is on its way does not count as sent.
  const { rows } = await sql<{ key: string; seq: number }>`
    insert into search_outbox (key) select unnest(${keys}::text[])
    on conflict (key) do update set seq = nextval('search_revisions'), since = clock_timestamp(), tries = 0, problem = null
    returning key, seq::float8 as seq`.execute(trx)
  const revs = new Map(rows.map(({ key, seq }) => [key, seq]))
  await keepDocuments(
    trx,
    found.map((one) => ({ ...one, rev: revs.get(one.key)! })),
  )
  await forgetDocuments(trx, gone)
}
