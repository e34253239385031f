import { randomUUID } from 'node:crypto'
import { type Selectable, sql, type Updateable } from 'kysely'
import { type Db, type Trx, transact } from '../../../platform/database/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import type { Id } from '../../../platform/values.ts'
import type { Scope } from '../kind.ts'
import type { Subject } from '../shapes.ts'
import type { ImportTables } from '../tables.ts'

/** What working off takes of the process, and what can be imported. */
export type WorkDeps = Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'now' | 'live' | 'log'> &
  Pick<Scope, 'kinds'>
export type StoredImport = Selectable<ImportTables['imports']>
export type Claim = { id: Id<'import'>; token: string }

/** Whoever is silent for longer has died: another process goes on. A batch takes a fraction of it. */
const LEASE = sql`interval '15 seconds'`

/** The import is another's now, or nobody's any more: what was begun is not kept. */
export class LostClaim extends Error {}

/** Takes the import that is to be worked on, if nobody else does. One that waits for its cases has nothing to be done. */
export async function claimImport(
  db: Db,
  subjects: readonly Subject[] = ['agencies', 'people', 'systems'],
): Promise<Claim | undefined> {
  const token = randomUUID()
  const { rows } = await sql<{ id: Id<'import'> }>`
    update imports set worked_by = ${token}, lease_until = clock_timestamp() + ${LEASE}, tries = tries + 1
    where id = (
      select id from imports i
      where state in ('checking', 'running', 'undoing') and subject = any (${[...subjects]}::text[])
        and (lease_until is null or lease_until < clock_timestamp())
        and (phase not in ('following', 'taking-back') or not exists (
          select from import_moves m where m.import_id = i.id and m.state in ('waiting', 'undo-waiting')))
      limit 1 for no key update skip locked)
    returning id`.execute(db)
  return rows[0] && { id: rows[0].id, token }
}

/**
 * One step of an import, in a transaction of its own: whole or not at all, and only while the import is ours.
 * @throws LostClaim
 */
export const step = <T>(
  { db }: Pick<Deps, 'db'>,
  { id, token }: Claim,
  work: (trx: Trx, row: StoredImport) => Promise<T>,
): Promise<T> =>
  transact(db, async (trx) => {
    const row = await trx
      .updateTable('imports')
      .set({ leaseUntil: sql`clock_timestamp() + ${LEASE}` })
      .where('id', '=', id)
      .where('workedBy', '=', token)
      .where('state', 'in', ['checking', 'running', 'undoing'])
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new LostClaim()
    return work(trx, row)
  })

/** Notes what a step has done. Done well, earlier failures are forgotten. */
export const note = (trx: Trx, id: Id<'import'>, done: Updateable<ImportTables['imports']>) =>
  trx
    .updateTable('imports')
    .set({ tries: 0, ...done })
    .where('id', '=', id)
    .execute()

/** Nobody works on it any more. */
export const RELEASED = { workedBy: null, leaseUntil: null, tries: 0 } as const
