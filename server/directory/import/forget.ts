import { sql } from 'kysely'
import type { Deps } from '../../platform/deps.ts'

const DAY_MS = 24 * 3_600_000
const ROWS_KEPT_MS = 7 * DAY_MS
const DRAFTS_KEPT_MS = 30 * DAY_MS
const AT_ONCE = 5000

/**
 * Removes what imports kept of people and entries: their rows a week after they ended, some thousands at a time; drafts
 * nobody came back to after a month. That there was an import, of what file and with what result, stays.
 */
export async function forgetImports({ db, now }: Pick<Deps, 'db' | 'now'>) {
  const at = now().getTime()
  const [rowsBefore, draftsBefore] = [new Date(at - ROWS_KEPT_MS), new Date(at - DRAFTS_KEPT_MS)]
  // Whoever let it stand still for so long does not come back to it; what it has written can still be undone.
  await sql`
    update imports set state = 'cancelled', ended_at = ${new Date(at)}
    where state = 'paused' and started_at < ${rowsBefore}`.execute(db)
  await sql`
    delete from import_files f using imports i
    where i.id = f.import_id and i.phase is null and i.state <> 'paused'
      and coalesce(i.ended_at, i.created_at) < ${rowsBefore}`.execute(db)
  await sql`
    delete from import_rows where (import_id, row_no) in (
      select r.import_id, r.row_no from imports i join import_rows r on r.import_id = i.id
      where i.phase is null and i.state <> 'paused' and coalesce(i.ended_at, i.created_at) < ${rowsBefore} limit ${AT_ONCE})`.execute(
    db,
  )
  await sql`
    update imports set preview = jsonb_set(preview, '{rows}', '[]')
    where phase is null and coalesce(ended_at, created_at) < ${rowsBefore}
      and preview -> 'rows' <> '[]'`.execute(db)
  await sql`
    delete from imports where state in ('draft', 'checked') and created_at < ${draftsBefore}`.execute(db)
}
