import { setTimeout as wait } from 'node:timers/promises'
import { faultOf } from '../faults.ts'
import { kindOf } from '../kind.ts'
import { type Claim, note, RELEASED, type StoredImport, step, type WorkDeps } from './claim.ts'
import { moveOffices } from './move-offices.ts'
import { countOf, settleRows } from './rows.ts'

/** So many rows are tried by themselves before many at once are tried again. */
const ONE_BY_ONE = 1000
const LONGEST_REST_MS = 150

/** Writes the rows, many in one short transaction, each with all that belongs to it, and says how far it has come. */
export async function writeRows(deps: WorkDeps, claim: Claim, told: () => void, rest = 0) {
  for (;;) {
    const began = performance.now()
    const goesOn = await writeSome(deps, claim).catch(async (error) => {
      if (!isOfData(error)) throw error
      deps.log.warn(
        { err: error, importId: claim.id },
        'rows refused by the database; each is tried by itself',
      )
      return oneByOne(deps, claim)
    })
    told()
    if (!goesOn) return
    if (rest > 0) await wait(Math.min(LONGEST_REST_MS, rest * (performance.now() - began)))
  }
}

/** @returns false when all is written, or somebody asked to stop */
const writeSome = (deps: WorkDeps, claim: Claim, most?: number) =>
  step(deps, claim, async (trx, row) => {
    if (row.cancelAskedAt) return end(trx, row)
    if (row.pauseAskedAt) return pause(trx, row)
    const { work, atOnce } = kindOf(deps, row.subject)
    const range = { importId: row.id, after: row.cursor, most: most ?? atOnce.write }
    const { decisions, last } = await work.decide(trx, range, 'write', deps.now())
    if (decisions.length === 0) return end(trx, row)
    await work.write(trx, decisions, deps.now(), row)
    await settleRows(trx, row.id, work, decisions)
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

/** Stands still until somebody has it go on; meanwhile others may import. */
async function pause(trx: Parameters<typeof note>[0], row: StoredImport) {
  await note(trx, row.id, { ...RELEASED, state: 'paused', phase: null, pauseAskedAt: null })
  return false
}

/** A batch that holds a row which the database refuses: that row alone is at fault. */
async function oneByOne(deps: WorkDeps, claim: Claim) {
  for (let n = 0; n < ONE_BY_ONE; n++) {
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
    await settleRows(trx, row.id, kindOf(deps, row.subject).work, [
      { rowNo: next.rowNo, outcome: 'failed', faults: [faultOf('not-storable')] },
    ])
    await note(trx, row.id, { cursor: next.place!, failed: row.failed + 1 })
    return true
  })

/** PostgreSQL's classes 22 (a value) and 23 (a constraint): the data's fault, not the connection's. */
export const isOfData = (error: unknown) =>
  /^2[23]/.test((error as { code?: string } | undefined)?.code ?? '')
