import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/database.ts'
import { emit } from '../../../platform/events/outbox.ts'
import { officesRestored } from '../events.ts'
import { kindOf } from '../kind.ts'
import type { SubjectWork } from '../subjects/subject.ts'
import { type Claim, note, RELEASED, type StoredImport, step, type WorkDeps } from './claim.ts'
import { isOfData } from './write.ts'

/** So many rows are tried by themselves before many at once are tried again. */
const ONE_BY_ONE = 1000

type Row = {
  rowNo: number
  place: number
  recordId: string
  outcome: 'created' | 'changed'
  before: Record<string, unknown> | null
  isAsLeft: boolean
}

/**
 * Takes back what followed from the import: systems at once, cases and accounts by an event. Called again when those
 * are back, as nobody can be removed while a case is theirs.
 *
 * @returns false while they are not
 */
export const takeBack = (deps: WorkDeps, claim: Claim) =>
  step(deps, claim, async (trx, { id }) => {
    await sql`
      with mine as (select target, person_id, successor_id from import_moves
        where import_id = ${id} and kind = 'system' and state = 'done'),
      returned as (
        update systems s set owner_id = mine.person_id from mine
        where s.id::text = mine.target and s.owner_id = mine.successor_id returning s.id::text as target)
      update import_moves m set
        state = case when r.target is null then 'undo-left' else 'undone' end,
        why = case when r.target is null then 'changed-since' end
      from mine left join returned r using (target)
      where m.import_id = ${id} and m.kind = 'system' and m.target = mine.target`.execute(trx)
    const { numUpdatedRows } = await trx
      .updateTable('importMoves')
      .set({ state: 'undo-waiting' })
      .where('importId', '=', id)
      .where('kind', '<>', 'system')
      .where('state', '=', 'done')
      .executeTakeFirst()
    if (numUpdatedRows > 0n) {
      await emit(trx, officesRestored, { importId: id })
      await note(trx, id, RELEASED)
      return false
    }
    const { last } = await trx
      .selectFrom('importRows')
      .select(({ fn }) => fn.max('place').as('last'))
      .where('importId', '=', id)
      .executeTakeFirstOrThrow()
    await note(trx, id, { phase: 'restoring', cursor: (last ?? 0) + 1 })
    return true
  })

/** Puts records back, the last written first; what somebody has changed since stays, and is noted. */
export async function restoreRows(deps: WorkDeps, claim: Claim, told: () => void) {
  for (;;) {
    const goesOn = await restoreSome(deps, claim).catch(async (error) => {
      if (!isOfData(error)) throw error
      return oneByOne(deps, claim)
    })
    told()
    if (!goesOn) return
  }
}

/** @returns false when everything is back */
const restoreSome = (deps: WorkDeps, claim: Claim, most?: number, isInUse = false) =>
  step(deps, claim, async (trx, row) => {
    const { work, atOnce } = kindOf(deps, row.subject)
    const rows = await nextRows(trx, row, work, most ?? atOnce.write)
    const last = rows.at(-1)
    if (!last) {
      await note(trx, row.id, { ...RELEASED, state: 'undone', phase: null, endedAt: deps.now(), cursor: 0 })
      return false
    }
    const asLeft = isInUse ? [] : rows.filter(({ isAsLeft }) => isAsLeft)
    const made = asLeft.filter(({ outcome }) => outcome === 'created')
    const changed = asLeft.filter(({ outcome }) => outcome === 'changed')
    if (changed.length > 0)
      await work.restore(
        trx,
        changed.map(({ recordId, before }) => ({ recordId, before: before ?? {} })),
        deps.now(),
      )
    if (made.length > 0)
      await work.remove(
        trx,
        made.map(({ recordId }) => recordId),
        deps.now(),
      )
    const undone = rows.map(({ rowNo, outcome, isAsLeft }) => ({
      rowNo,
      undone: !isAsLeft
        ? 'changed-since'
        : isInUse
          ? 'in-use'
          : outcome === 'changed'
            ? 'restored'
            : 'removed',
    }))
    await sql`
      update import_rows r set undone = u.undone
      from jsonb_to_recordset(${JSON.stringify(undone)}::jsonb) as u ("rowNo" integer, undone text)
      where r.import_id = ${row.id} and r.row_no = u."rowNo"`.execute(trx)
    await note(trx, row.id, { cursor: last.place })
    return true
  })

async function nextRows(
  trx: Trx,
  { id, cursor }: StoredImport,
  work: SubjectWork,
  most: number,
): Promise<Row[]> {
  const { rows } = await sql<{ recordId: string }>`
    select record_id from import_rows where import_id = ${id} and place < ${cursor}
      and outcome in ('created', 'changed') order by place desc limit ${most}`.execute(trx)
  await work.lock(
    trx,
    rows.map(({ recordId }) => recordId),
  )
  return (
    await sql<Row>`
      select row_no, place, record_id, outcome, before,
        after_digest is not distinct from ${work.digest(sql`r.record_id`)} as is_as_left
      from import_rows r where import_id = ${id} and place < ${cursor}
        and outcome in ('created', 'changed') order by place desc limit ${most}`.execute(trx)
  ).rows
}

/** Something refers to one of them: that one stays, the others go. */
async function oneByOne(deps: WorkDeps, claim: Claim) {
  for (let n = 0; n < ONE_BY_ONE; n++) {
    const goesOn = await restoreSome(deps, claim, 1).catch((error) => {
      if (!isOfData(error)) throw error
      return restoreSome(deps, claim, 1, true)
    })
    if (!goesOn) return false
  }
  return true
}
