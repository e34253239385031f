import type { Updateable } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import type { ImportTables } from './tables.ts'
import type { StoredImport } from './work/claim.ts'

/** As an import begins: nothing read, nothing counted, nobody at work. */
export const EMPTY = {
  phase: null,
  startedAt: null,
  endedAt: null,
  cancelAskedAt: null,
  pauseAskedAt: null,
  total: 0,
  cursor: 0,
  created: 0,
  changed: 0,
  unchanged: 0,
  failed: 0,
  effects: null,
  problem: null,
  workedBy: null,
  leaseUntil: null,
  tries: 0,
} as const

export const notNow = () => new Refusal('conflict', 'import-not-now')

/** @throws Refusal 'conflict' `import-not-now` */
export function demandState({ state }: StoredImport, allowed: readonly StoredImport['state'][]) {
  if (!allowed.includes(state)) throw notNow()
}

/** What is written is known by its rows: they are not read anew. */
export function demandUnwritten(row: StoredImport) {
  demandState(row, ['draft', 'checked', 'failed'])
  if (row.runBy !== null) throw notNow()
}

export const change = (trx: Trx, id: Id<'import'>, to: Updateable<ImportTables['imports']>) =>
  trx.updateTable('imports').set(to).where('id', '=', id).execute()
