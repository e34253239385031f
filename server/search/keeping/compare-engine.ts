import { sql } from 'kysely'
import type { SearchEngine } from '../../../search/port.ts'
import type { Db } from '../../platform/database/database.ts'
import { sendAgain } from './outbox.ts'

const PAGE = 1000

type Revision = { key: string; rev: number }

/**
 * Compares what an engine has with what the database has, by revisions, and has what differs sent again. What waits to
 * be sent, or was changed since this began, is no difference.
 * @throws EngineAway
 */
export async function compareEngine(
  { db, engine }: { db: Db; engine: SearchEngine },
  signal: AbortSignal,
): Promise<{ documents: number; repaired: number }> {
  const began = await lastRevision(db)
  let documents = 0
  let repaired = 0
  for (let after = ''; ; ) {
    signal.throwIfAborted()
    // First the engine, then the database: what is newer there may have been sent meanwhile, never the other way.
    const held = await engine.revisions(after, PAGE)
    const last = held.length < PAGE ? undefined : held.at(-1)?.key
    const kept = await revisionsBetween(db, after, last)
    documents += kept.filter(({ isThere }) => isThere).length
    await overtake(db, held, kept)
    repaired += await sendAgain(db, different(held, kept, began))
    if (last === undefined) return { documents, repaired }
    after = last
  }
}

type KeptRevision = Revision & { isThere: boolean }

async function revisionsBetween(db: Db, after: string, last: string | undefined): Promise<KeptRevision[]> {
  const until = last === undefined ? sql`true` : sql`key collate "C" <= ${last}`
  const { rows } = await sql<KeptRevision>`
    select key, rev::float8 as rev, kind <> '' as "isThere" from search_documents
    where key collate "C" > ${after} and ${until}`.execute(db)
  return rows
}

/** The keys of what one has and the other has not, or has otherwise, but for what was changed since. */
function different(held: readonly Revision[], kept: readonly KeptRevision[], since: number): string[] {
  const there = new Map(kept.map((one) => [one.key, one]))
  const known = new Map(held.map(({ key, rev }) => [key, rev]))
  return [...new Set([...there.keys(), ...known.keys()])].filter((key) => {
    const one = there.get(key)
    if (one && one.rev > since) return false
    return known.get(key) !== (one?.isThere ? one.rev : undefined)
  })
}

/**
 * A database that was restored from a backup counts where it was then. What the engine has of later is newer than what
 * it would be told: so these are counted beyond it, and so is everything that is changed from now on.
 */
async function overtake(db: Db, held: readonly Revision[], kept: readonly KeptRevision[]) {
  const known = new Map(kept.map(({ key, rev }) => [key, rev]))
  const ahead = held.filter(({ key, rev }) => rev > (known.get(key) ?? Number.POSITIVE_INFINITY))
  const farthest = Math.max(...held.map(({ rev }) => rev), 0)
  if ((await lastRevision(db)) < farthest)
    await sql`select setval('search_revisions', ${farthest}::bigint)`.execute(db)
  if (ahead.length === 0) return
  const keys = ahead.map(({ key }) => key)
  await sql`
    with behind as materialized (
      select key from search_documents where key = any (${keys}::text[]) order by key for update)
    update search_documents d set rev = nextval('search_revisions') from behind where d.key = behind.key`.execute(
    db,
  )
}

export async function lastRevision(db: Db): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select last_value::float8 as last from search_revisions`.execute(db)
  return rows[0]!.last
}
