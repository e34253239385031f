import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import { storable } from '../../../platform/storable.ts'
import { dayInTaipei } from '../../../platform/zh/day.ts'
import { kindOf } from '../kind.ts'
import { rowsOf } from '../reading/sheet.ts'
import { isEmpty, type SheetRow, Unreadable } from '../reading/unreadable.ts'
import { type Claim, note, step, type WorkDeps } from './claim.ts'

/** Rows kept in one transaction. Between two, others are answered. */
const AT_ONCE = 500
const MOST_CHARACTERS = 500_000
/** So many rows are looked at before others are answered. */
const BREATH = 20

/**
 * Reads the file into rows, each looked at by itself, from the row after the last one kept: a process that died is made
 * up for by another. Then the rows are held against each other.
 *
 * @throws Unreadable
 */
export async function readRows(deps: WorkDeps, claim: Claim, told: () => void): Promise<void> {
  const first = await step(deps, claim, async (_trx, row) => row)
  const kind = kindOf(deps, first.subject)
  await kind.files?.note(deps, claim, first)
  let waiting: SheetRow[] = []
  let length = 0
  for await (const row of rowsOf(deps, first, first.reading, kind)) {
    if (row.no <= first.reading.headerRow || row.no <= first.cursor || isEmpty(row.cells)) continue
    waiting.push(row)
    length += row.cells.reduce((sum, cell) => sum + cell.length, 0)
    if (waiting.length < AT_ONCE && length < MOST_CHARACTERS) continue
    if (!(await keep(deps, claim, waiting))) return
    waiting = []
    length = 0
    told()
  }
  if (waiting.length > 0 && !(await keep(deps, claim, waiting))) return
  await arrange(deps, claim)
}

/** @returns false when somebody asked to stop */
const keep = (deps: WorkDeps, claim: Claim, rows: readonly SheetRow[]) =>
  step(deps, claim, async (trx, row) => {
    if (row.cancelAskedAt) return false
    const kind = kindOf(deps, row.subject)
    const today = dayInTaipei(deps.now())
    const read = []
    for (const { no, cells } of rows) {
      const { key, data, faults } = kind.readRow(row.reading.columns, cells, today)
      read.push(storable({ no, key, data, raw: cells, faults: faults.length > 0 ? faults : null }))
      if (read.length % BREATH === 0) await breathe()
    }
    const failed = read.filter(({ faults }) => faults !== null).length
    await sql`
      insert into import_rows (import_id, row_no, key, data, raw, faults, outcome)
      select ${row.id}, no, key, data, raw, nullif(faults, 'null'),
        case when jsonb_typeof(faults) = 'array' then 'failed' end
      from jsonb_to_recordset(${JSON.stringify(read)}::jsonb)
        as r (no integer, key text, data jsonb, raw jsonb, faults jsonb)`.execute(trx)
    await note(trx, row.id, {
      cursor: rows.at(-1)!.no,
      total: row.total + rows.length,
      failed: row.failed + failed,
    })
    return true
  })

/** What only all rows together show: the same key twice, and what the subject asks. Each good row gets its place. */
const arrange = (deps: WorkDeps, claim: Claim) =>
  step(deps, claim, async (trx, row) => {
    if (row.cancelAskedAt) return
    if (row.total === 0) throw new Unreadable('import-nothing-in-it')
    const { keyField, work } = kindOf(deps, row.subject)
    await sql`
      update import_rows r set outcome = 'failed', faults = coalesce(r.faults, '[]') || jsonb_build_array(
        jsonb_build_object('code', 'duplicate', 'field', ${keyField}::text, 'value', r.key, 'row', d.first))
      from (select row_no, min(row_no) over (partition by key) as first
        from import_rows where import_id = ${row.id} and key is not null) d
      where r.import_id = ${row.id} and r.row_no = d.row_no and d.first < d.row_no`.execute(trx)
    await work.arrange(trx, row.id)
    const { failed } = await trx
      .selectFrom('importRows')
      .select(({ fn }) => fn.countAll<number>().as('failed'))
      .where('importId', '=', row.id)
      .where('faults', 'is not', null)
      .executeTakeFirstOrThrow()
    await note(trx, row.id, { phase: 'comparing', cursor: 0, failed, created: 0, changed: 0, unchanged: 0 })
  })
