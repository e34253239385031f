import { setTimeout as wait } from 'node:timers/promises'
import { type QueryExecutorProvider, sql } from 'kysely'

const LOOK_EVERY_MS = 20
const PATIENCE_MS = 60_000

/**
 * A revision between what was and what will be: whatever has an older one is committed when this resolves, so that who
 * then reads it reads what is true of it; whatever is changed afterwards has a newer one, and wins over what was read.
 *
 * @throws Error when somebody has not ended a transaction for a minute
 */
export async function cutRevisions(db: QueryExecutorProvider): Promise<number> {
  const { rows } = await sql<{ rev: number }>`select nextval('search_revisions')::float8 as rev`.execute(db)
  const { rev } = rows[0]!
  // A number of our own: what has begun to write before has a smaller one.
  const { rows: begun } = await sql<{ own: string }>`select pg_current_xact_id()::text as own`.execute(db)
  const deadline = performance.now() + PATIENCE_MS
  while (!(await haveEnded(db, begun[0]!.own))) {
    if (performance.now() > deadline)
      throw new Error('Somebody has not ended a transaction for a minute: what changes there cannot be read.')
    await wait(LOOK_EVERY_MS)
  }
  return rev
}

/** Whether all transactions that wrote before this one have ended. */
async function haveEnded(db: QueryExecutorProvider, own: string) {
  const { rows } = await sql<{ ended: boolean }>`
    select pg_snapshot_xmin(pg_current_snapshot()) >= ${own}::xid8 as ended`.execute(db)
  return rows[0]!.ended
}
