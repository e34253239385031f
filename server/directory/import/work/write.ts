import { faultOf } from '../faults.ts'
import type { SubjectWork } from '../subjects/subject.ts'
import { subjects } from '../subjects/subjects.ts'
import { type Claim, note, type StoredImport, step, type WorkDeps } from './claim.ts'
import { moveOffices } from './move-offices.ts'
import { countOf, settleRows } from './rows.ts'

const AT_ONCE = 1000

/** Writes the rows, many in one short transaction, each with all that belongs to it, and says how far it has come. */
export async function writeRows(deps: WorkDeps, claim: Claim, told: () => void) {
  for (;;) {
    const goesOn = await writeSome(deps, claim, AT_ONCE).catch(async (error) => {
      if (!isOfData(error)) throw error
      deps.log.warn(
        { err: error, importId: claim.id },
        'rows refused by the database; each is tried by itself',
      )
      return oneByOne(deps, claim)
    })
    told()
    if (!goesOn) return
  }
}

/** @returns false when all is written, or somebody asked to stop */
const writeSome = (deps: WorkDeps, claim: Claim, most: number) =>
  step(deps, claim, async (trx, row) => {
    if (row.cancelAskedAt) return end(trx, row)
    const range = { importId: row.id, after: row.cursor, most }
    const subject: SubjectWork = subjects[row.subject]
    const { decisions, last } = await subject.decide(trx, range, 'write')
    if (decisions.length === 0) return end(trx, row)
    await subject.write(trx, decisions, deps.now())
    await settleRows(trx, row, decisions)
    await moveOffices(
      trx,
      row,
      decisions.flatMap(({ office }) => office ?? []),
    )
    const counts = countOf(decisions)
    await note(trx, row.id, {
      cursor: last,
      created: row.created + counts.created,
      changed: row.changed + counts.changed,
      unchanged: row.unchanged + counts.unchanged,
      failed: row.failed + counts.failed,
    })
    return true
  })

/** Nothing more is written; cases and accounts that have not followed yet do so before the import is done. */
async function end(trx: Parameters<typeof note>[0], row: StoredImport) {
  await note(trx, row.id, { phase: 'following' })
  return false
}

/** A batch that holds a row which the database refuses: that row alone is at fault. */
async function oneByOne(deps: WorkDeps, claim: Claim) {
  for (let n = 0; n < AT_ONCE; n++) {
    const goesOn = await writeSome(deps, claim, 1).catch(async (error) => {
      if (!isOfData(error)) throw error
      return refuseNext(deps, claim)
    })
    if (!goesOn) return false
  }
  return true
}

const refuseNext = (deps: WorkDeps, claim: Claim) =>
  step(deps, claim, async (trx, row) => {
    const next = await trx
      .selectFrom('importRows')
      .select(['rowNo', 'place'])
      .where('importId', '=', row.id)
      .where('place', '>', row.cursor)
      .orderBy('place')
      .limit(1)
      .executeTakeFirst()
    if (!next) return end(trx, row)
    await settleRows(trx, row, [{ rowNo: next.rowNo, outcome: 'failed', faults: [faultOf('not-storable')] }])
    await note(trx, row.id, { cursor: next.place!, failed: row.failed + 1 })
    return true
  })

/** PostgreSQL's classes 22 (a value) and 23 (a constraint): the data's fault, not the connection's. */
export const isOfData = (error: unknown) =>
  /^2[23]/.test((error as { code?: string } | undefined)?.code ?? '')
