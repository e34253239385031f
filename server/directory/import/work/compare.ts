import { sql } from 'kysely'
import { kindOf } from '../kind.ts'
import { type Claim, note, RELEASED, step, type WorkDeps } from './claim.ts'
import { addEffects, NO_EFFECTS } from './effects.ts'
import { countOf, refuseRows } from './rows.ts'

/**
 * Holds the rows against what is stored, changing nothing: how many are new, changed, at fault, and what would follow.
 * @returns `stopped` when somebody asked for it
 */
export async function compareRows(
  deps: WorkDeps,
  claim: Claim,
  told: () => void,
): Promise<'checked' | 'stopped'> {
  for (;;) {
    const state = await compareSome(deps, claim)
    if (state !== 'more') return state
    told()
  }
}

const compareSome = (deps: WorkDeps, claim: Claim) =>
  step(deps, claim, async (trx, row) => {
    if (row.cancelAskedAt) return 'stopped'
    const { work, atOnce } = kindOf(deps, row.subject)
    const range = { importId: row.id, after: row.cursor, most: atOnce.compare }
    const { decisions, last } = await work.decide(trx, range, 'check', deps.now())
    if (decisions.length === 0) {
      await note(trx, row.id, {
        ...RELEASED,
        state: 'checked',
        phase: null,
        cursor: row.total,
        endedAt: deps.now(),
        effects: JSON.stringify(row.effects ?? NO_EFFECTS),
      })
      return 'checked'
    }
    await refuseRows(trx, row.id, decisions)
    const counts = countOf(decisions)
    const named = await namedSuccessors(trx, row.id, decisions)
    const offices = decisions.flatMap(({ office }) =>
      office ? [{ ...office, named: named.has(office.rowNo) }] : [],
    )
    await note(trx, row.id, {
      cursor: last,
      created: row.created + counts.created,
      changed: row.changed + counts.changed,
      unchanged: row.unchanged + counts.unchanged,
      failed: row.failed + counts.failed,
      effects: JSON.stringify(await addEffects(trx, row.effects ?? NO_EFFECTS, offices)),
    })
    return 'more'
  })

/** Rows that name a successor, who may be made only by the file itself. */
async function namedSuccessors(
  trx: Parameters<typeof refuseRows>[0],
  importId: Parameters<typeof refuseRows>[1],
  decisions: Parameters<typeof refuseRows>[2],
) {
  const rowNos = decisions.flatMap(({ office }) => (office ? [office.rowNo] : []))
  if (rowNos.length === 0) return new Set<number>()
  const named = await trx
    .selectFrom('importRows')
    .select('rowNo')
    .where('importId', '=', importId)
    .where('rowNo', 'in', rowNos)
    .where(sql<boolean>`data ->> 'successorNo' is not null`)
    .execute()
  return new Set(named.map(({ rowNo }) => rowNo))
}
