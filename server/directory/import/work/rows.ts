import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/database.ts'
import type { Id } from '../../../platform/values.ts'
import type { Decision, SubjectWork } from '../subjects/subject.ts'

/** How many of each outcome. */
export function countOf(decisions: readonly Decision[]) {
  const counts = { created: 0, changed: 0, unchanged: 0, failed: 0 }
  for (const { outcome } of decisions) counts[outcome] += 1
  return counts
}

/** Writes beside each row what has become of it, what was there before, and a fingerprint of what is there now. */
export async function settleRows(
  trx: Trx,
  id: Id<'import'>,
  { digest }: Pick<SubjectWork, 'digest'>,
  decisions: readonly Decision[],
) {
  const settled = decisions.map(({ rowNo, outcome, recordId, before, faults, record }) => ({
    rowNo,
    outcome,
    recordId: recordId ?? null,
    before: before ?? null,
    faults: faults ?? null,
    isWritten: record !== undefined,
  }))
  await sql`
    update import_rows r set outcome = d.outcome, record_id = d."recordId", before = nullif(d.before, 'null'),
      faults = nullif(d.faults, 'null'),
      after_digest = case when d."isWritten" then ${digest(sql`d."recordId"`)} end
    from jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) as d ("rowNo" integer, outcome text,
      "recordId" text, before jsonb, faults jsonb, "isWritten" boolean)
    where r.import_id = ${id} and r.row_no = d."rowNo"`.execute(trx)
}

/** Rows that turn out to be at fault lose their place. */
export async function refuseRows(trx: Trx, id: Id<'import'>, decisions: readonly Decision[]) {
  const refused = decisions.filter(({ outcome }) => outcome === 'failed')
  if (refused.length === 0) return
  await sql`
    update import_rows r set outcome = 'failed', faults = d.faults, place = null
    from jsonb_to_recordset(${JSON.stringify(refused)}::jsonb) as d ("rowNo" integer, faults jsonb)
    where r.import_id = ${id} and r.row_no = d."rowNo"`.execute(trx)
}
