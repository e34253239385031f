import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import { textsOf } from '../../../search/document.ts'
import type { Searchable } from '../../../search/port.ts'
import { forgetDocuments, keepDocuments } from '../../../search/postgres/keep.ts'
import { documentsOf } from '../../../search/postgres/read.ts'
import { type Db, type Trx, transact } from '../../platform/database/database.ts'
import type { Findable } from '../put-documents.ts'
import type { Source } from '../source.ts'
import { cutRevisions } from './cut.ts'
import { indexedOf } from './rebuild.ts'

/** How good others found a document changes with each reader: less than this is nothing to write it again for. */
const SLIGHTLY = 0.02
const BREATH = 8

/**
 * Compares what can be found with what it is made of, and writes what differs: what nobody said of a change, such as a
 * system's new name. Whatever is changed meanwhile is newer, and wins.
 * @returns how many were missing, other, or there in vain; those of which only readers think otherwise do not count
 */
export async function compareSources(
  { db }: { db: Db },
  sources: readonly Source[],
  signal: AbortSignal,
): Promise<number> {
  const rev = await cutRevisions(db)
  let repaired = 0
  for (const source of indexedOf(sources)) {
    const given = new Set<string>()
    for await (const some of source.documents(db)) {
      signal.throwIfAborted()
      for (const { key } of some) given.add(key)
      const { other, worse } = await differing(db, some, rev)
      await write(db, [...other, ...worse], rev)
      repaired += other.length
    }
    repaired += await forgetOthers(db, { source: source.name, given, rev })
  }
  return repaired
}

async function differing(db: Db, some: readonly Findable[], rev: number) {
  const kept = await documentsOf(
    db,
    some.map(({ key }) => key),
  )
  const by = new Map(kept.map((one) => [one.key, one]))
  const other: Findable[] = []
  const worse: Findable[] = []
  for (const [i, one] of some.entries()) {
    if (i % BREATH === BREATH - 1) await breathe()
    const now = by.get(one.key)
    if (now && now.rev > rev) continue
    if (!now || isOther(one, now)) other.push(one)
    else if (Math.abs(one.quality - now.quality) > SLIGHTLY) worse.push(one)
  }
  return { other, worse }
}

function isOther(made: Findable, kept: Searchable): boolean {
  const { title, keywords, body } = textsOf(made)
  return (
    title !== kept.title ||
    keywords !== kept.keywords ||
    body !== kept.body ||
    made.source !== kept.source ||
    made.kind !== kept.kind ||
    made.year !== kept.year ||
    listed(made.seenBy) !== listed(kept.seenBy) ||
    listed(made.systemIds) !== listed(kept.systemIds)
  )
}

const listed = (values: readonly (string | number)[]) =>
  JSON.stringify([...new Set(values)].map(String).sort())

const write = async (db: Db, some: readonly Findable[], rev: number) => {
  if (some.length === 0) return
  await transact(db, async (trx) => {
    await tell(trx, some)
    await keepDocuments(
      trx,
      some.map((one) => ({ ...one, rev })),
    )
  })
}

/** As `putDocuments` does, and before the documents themselves, as it does. */
const tell = (trx: Trx, some: readonly { key: string }[]) =>
  sql`
  insert into search_outbox (key) select unnest(${some.map(({ key }) => key).sort()}::text[])
  on conflict (key) do update set seq = nextval('search_revisions'), since = clock_timestamp(), tries = 0, problem = null`.execute(
    trx,
  )

async function forgetOthers(
  db: Db,
  { source, given, rev }: { source: string; given: ReadonlySet<string>; rev: number },
): Promise<number> {
  const { rows } = await sql<{ key: string }>`
    select key from search_documents where source = ${source} and kind <> '' and rev < ${rev}::bigint`.execute(
    db,
  )
  const others = rows.filter(({ key }) => !given.has(key))
  if (others.length === 0) return 0
  return transact(db, async (trx) => {
    await tell(trx, others)
    const { rows: still } = await sql<{ key: string }>`
      select key from search_documents where key = any (${others.map(({ key }) => key)}::text[])
      and kind <> '' and rev < ${rev}::bigint order by key for update`.execute(trx)
    await forgetDocuments(
      trx,
      still.map(({ key }) => key),
    )
    return still.length
  })
}
