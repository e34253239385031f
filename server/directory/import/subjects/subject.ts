import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../../../platform/database/database.ts'
import type { Id } from '../../../platform/values.ts'
import type { Fault } from '../shapes.ts'
import type { StoredImport } from '../work/claim.ts'

/** A row to be written, what is stored under its key now, and what it refers to. */
export type Loaded = { rowNo: number; place: number; key: string; before: Record<string, unknown> | null }

/** Somebody who moves or leaves, and who takes over from them. */
export type OfficeChange = {
  rowNo: number
  personId: Id<'person'>
  office: 'moved' | 'left'
  successorId: Id<'person'> | null
  /** Where they are from now on. */
  agencyId: number | null
}

/** What becomes of a row; `record` is what is written of a new or changed one. */
export type Decision = {
  rowNo: number
  outcome: 'created' | 'changed' | 'unchanged' | 'failed'
  recordId?: string
  record?: Record<string, unknown>
  before?: Record<string, unknown> | null
  faults?: Fault[]
  office?: OfficeChange
}

/** `check`: what the file itself will bring first counts as there; `write`: only what is stored does. */
export type Mode = 'check' | 'write'

export type Range = { importId: Id<'import'>; after: number; most: number }

/** What an import does with one kind of record. Everything is done for many rows at once. */
export type SubjectWork = {
  /** Finds what only the rows together show, and gives each row without fault its place. */
  arrange(trx: Trx, importId: Id<'import'>): Promise<void>
  /** The next rows in their order; in mode `write` what they change is locked until the transaction ends. */
  decide(db: Db, range: Range, mode: Mode, at: Date): Promise<{ decisions: Decision[]; last: number }>
  write(trx: Trx, decisions: readonly Decision[], at: Date, row: StoredImport): Promise<void>
  /** A fingerprint of the record whose id is in this column, as text; null when it is not there. */
  digest(idColumn: RawBuilder<unknown>): RawBuilder<string | null>
  /** Puts these records back as `before` says. */
  restore(
    trx: Trx,
    rows: readonly { recordId: string; before: Record<string, unknown> }[],
    at: Date,
  ): Promise<void>
  /** @throws the database's error when something refers to one of them */
  remove(trx: Trx, recordIds: readonly string[], at: Date): Promise<void>
  /** Nobody else changes these records until the transaction ends. */
  lock(trx: Trx, recordIds: readonly string[]): Promise<void>
}

/** Each row without fault gets its place in the order of the file; those with one come before all, as done. */
export const inOrderOfRows = (trx: Trx, importId: Id<'import'>) =>
  sql`
    update import_rows r set place = o.place from (
      select row_no, (select count(*) from import_rows where import_id = ${importId} and faults is not null)
        + row_number() over (order by row_no) as place
      from import_rows where import_id = ${importId} and faults is null) o
    where r.import_id = ${importId} and r.row_no = o.row_no`.execute(trx)

/**
 * Joins what is found under a key, row by row through its index. A table that has just been filled has no statistics:
 * as plain joins these would be planned as reading all of it for every batch.
 */
export const oneOf = (query: RawBuilder<unknown>) => sql`left join lateral (${query} limit 1)`
