import { type Selectable, sql } from 'kysely'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { importDue } from './events.ts'
import type { ImportTables, MoveKind } from './tables.ts'

export type Move = Selectable<ImportTables['importMoves']> & {
  /** Who had the import run, in whose name things move. */
  by: Id<'person'>
  address: string
}
/** What was there before and what is there now, so that it can be undone; or why it was left as it is. */
export type Settled =
  | { before: Record<string, unknown>; after: Record<string, unknown> }
  | { why: 'closed' | 'changed-since' | 'last-administrator' | 'gone' }

/**
 * Does every move of these kinds that an import has written down, each in a transaction with its note that it is done:
 * told twice, or by several processes at once, each is done once. After the last of them the import goes on.
 *
 * @param work does one move, or says why not; a Refusal of its is a reason too
 */
export async function workOffMoves(
  { db }: Pick<Deps, 'db'>,
  importId: Id<'import'>,
  which: { kinds: readonly MoveKind[]; back: boolean },
  work: (trx: Trx, move: Move) => Promise<Settled>,
) {
  for (;;) {
    const done = await transact(db, async (trx) => {
      const move = await nextMove(trx, importId, which)
      if (!move) return false
      await settle(trx, move, await work(trx, move), which.back)
      return true
    }).catch(async (error) => {
      if (!(error instanceof Refusal) || error.code !== 'last-administrator') throw error
      // The refused work has left no trace; only the reason is kept.
      return transact(db, async (trx) => {
        const move = await nextMove(trx, importId, which)
        if (move) await settle(trx, move, { why: 'last-administrator' }, which.back)
        return move !== undefined
      })
    })
    if (!done) break
  }
  await transact(db, (trx) => tellIfLast(trx, importId))
}

const nextMove = async (
  trx: Trx,
  importId: Id<'import'>,
  { kinds, back }: { kinds: readonly MoveKind[]; back: boolean },
): Promise<Move | undefined> =>
  trx
    .selectFrom('importMoves as m')
    .innerJoin('imports as i', 'i.id', 'm.importId')
    .selectAll('m')
    .select(({ fn }) => ['i.address', fn.coalesce('i.runBy', 'i.madeBy').as('by')])
    .where('m.importId', '=', importId)
    .where('m.kind', 'in', kinds)
    .where('m.state', '=', back ? 'undo-waiting' : 'waiting')
    .orderBy('m.rowNo')
    .orderBy('m.target')
    .limit(1)
    .forUpdate('m')
    .skipLocked()
    .executeTakeFirst()

const settle = (trx: Trx, { importId, kind, target }: Move, settled: Settled, back: boolean) =>
  trx
    .updateTable('importMoves')
    .set(
      'why' in settled
        ? { state: back ? 'undo-left' : 'left', why: settled.why }
        : back
          ? { state: 'undone' }
          : {
              state: 'done',
              before: JSON.stringify(settled.before),
              after: JSON.stringify(settled.after),
            },
    )
    .where('importId', '=', importId)
    .where('kind', '=', kind)
    .where('target', '=', target)
    .execute()

async function tellIfLast(trx: Trx, importId: Id<'import'>) {
  const waiting = await trx
    .selectFrom('importMoves')
    .select(sql`1`.as('one'))
    .where('importId', '=', importId)
    .where('state', 'in', ['waiting', 'undo-waiting'])
    .limit(1)
    .executeTakeFirst()
  if (!waiting) await emit(trx, importDue, { importId })
}
