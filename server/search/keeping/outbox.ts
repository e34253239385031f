import { type QueryExecutorProvider, sql } from 'kysely'

export type Waiting = { key: string; seq: number }

/** What an engine outside has yet to hear of, in the order in which it changed. */
export async function readOutbox(db: QueryExecutorProvider, most: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select key, seq::float8 as seq from search_outbox where problem is null order by seq limit ${most}`.execute(
    db,
  )
  return rows
}

// What somebody is just changing is left alone, and never waited for: it is sent again after their commit. So whoever
// changes documents, in whichever order, is never in each other's way with us.
const unchanged = (keys: readonly string[], seqs: readonly number[]) => sql`
  select o.key from search_outbox o
  join unnest(${keys}::text[], ${seqs}::bigint[]) s (key, seq) on s.key = o.key and s.seq = o.seq
  order by o.key for update of o skip locked`

/** The engine has said that it has these; what was changed since stays. @returns how many wait no longer */
export async function removeSent(db: QueryExecutorProvider, sent: readonly Waiting[]): Promise<number> {
  if (sent.length === 0) return 0
  const keys = sent.map(({ key }) => key)
  const seqs = sent.map(({ seq }) => seq)
  const { numAffectedRows } = await sql`
    with done as materialized (${unchanged(keys, seqs)})
    delete from search_outbox o using done where o.key = done.key`.execute(db)
  return Number(numAffectedRows ?? 0)
}

export type Refused = Waiting & { problem: string }

/** The engine refuses these: they wait for a change, or for somebody who has them tried again. @returns how many */
export async function park(db: QueryExecutorProvider, refused: readonly Refused[]): Promise<number> {
  if (refused.length === 0) return 0
  const keys = refused.map(({ key }) => key)
  const seqs = refused.map(({ seq }) => seq)
  const problems = refused.map(({ problem }) => problem.slice(0, 1000))
  const { numAffectedRows } = await sql`
    with refused as materialized (${unchanged(keys, seqs)})
    update search_outbox o set tries = least(o.tries + 1, 1000), problem = p.problem
    from refused, unnest(${keys}::text[], ${problems}::text[]) p (key, problem)
    where o.key = refused.key and p.key = o.key`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Has what was refused tried again, but for `still`. @returns how many */
export async function retryParked(db: QueryExecutorProvider, still: readonly string[] = []): Promise<number> {
  const { numAffectedRows } = await sql`
    with again as materialized (
      select key from search_outbox where problem is not null and key <> all (${still}::text[])
      order by key for update skip locked)
    update search_outbox o set problem = null, seq = nextval('search_revisions'), since = clock_timestamp()
    from again where o.key = again.key`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** Has these sent once more, those that do not wait anyhow. @returns how many */
export async function sendAgain(db: QueryExecutorProvider, keys: readonly string[]): Promise<number> {
  if (keys.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into search_outbox (key) select unnest(${[...keys].sort()}::text[])
    on conflict (key) do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** By how many seconds an engine outside is behind what has changed; what it refuses does not count. */
export async function behindSeconds(db: QueryExecutorProvider): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from clock_timestamp() - since)::float8 as seconds
    from search_outbox where problem is null order by seq limit 1`.execute(db)
  return Math.max(rows[0]?.seconds ?? 0, 0)
}

export async function countParked(db: QueryExecutorProvider): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from search_outbox where problem is not null`.execute(db)
  return rows[0]!.n
}

/** Parks what was refused though nothing of it waited; what was changed since is sent first. */
export async function parkNow(db: QueryExecutorProvider, refused: ReadonlyMap<string, string>) {
  if (refused.size === 0) return
  const keys = [...refused.keys()].sort()
  const problems = keys.map((key) => refused.get(key)!.slice(0, 1000))
  await sql`
    insert into search_outbox as o (key, problem, tries)
    select key, problem, 1 from unnest(${keys}::text[], ${problems}::text[]) r (key, problem)
    on conflict (key) do update set problem = excluded.problem, tries = least(o.tries + 1, 1000)
    where o.problem is not null`.execute(db)
}
