import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '../platform/refusal.ts'
import type { StoredCase } from './tables.ts'

const TYPE_OF = {
  openedAt: 'timestamptz',
  closedAt: 'timestamptz',
  dueAt: 'timestamptz',
  updatedAt: 'timestamptz',
  priority: 'smallint',
  id: 'uuid',
} as const satisfies Partial<Record<keyof StoredCase, string>>

export type SortColumn = keyof typeof TYPE_OF

/** In which order a list goes: columns that an index has, the last one unique. */
export type Ordering = { columns: readonly SortColumn[]; direction: 'asc' | 'desc' }

const PATTERN_OF = {
  timestamptz: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  smallint: /^\d{1,4}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
}

/** Where a page ends: the next begins right after it, whatever has changed meanwhile. Opaque to clients. */
export const cursorAt = ({ columns }: Ordering, row: Pick<StoredCase, SortColumn>): string =>
  Buffer.from(columns.map((column) => wordOf(row[column])).join(' ')).toString('base64url')

const wordOf = (value: Date | string | number | null) =>
  value instanceof Date ? value.toISOString() : String(value)

/**
 * Rows after a cursor, compared as one row so that the index is entered at the right place.
 * @param names the ordering's columns as the query calls them
 * @throws Refusal 'invalid' `input-invalid`: not a cursor of such a list
 */
export function after(
  { columns, direction }: Ordering,
  cursor: string,
  names: readonly string[] = columns.map((column) => `cases.${column}`),
): RawBuilder<boolean> {
  const words = Buffer.from(cursor, 'base64url').toString().split(' ')
  const isOurs = columns.every(
    (column, n) => PATTERN_OF[TYPE_OF[column]].test(words[n] ?? '') && isMoment(column, words[n]!),
  )
  if (words.length !== columns.length || !isOurs)
    throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/after', rule: 'cursor' }] })
  const values = columns.map((column, n) => sql`${words[n]}::${sql.raw(TYPE_OF[column])}`)
  return sql`(${sql.join(names.map((name) => sql.ref(name)))}) ${sql.raw(direction === 'asc' ? '>' : '<')} (${sql.join(values)})`
}

const isMoment = (column: SortColumn, word: string) =>
  TYPE_OF[column] !== 'timestamptz' || !Number.isNaN(Date.parse(word))

/** Compares two rows as the database does. */
export const comparing =
  ({ columns, direction }: Ordering) =>
  (a: Pick<StoredCase, SortColumn>, b: Pick<StoredCase, SortColumn>): number => {
    for (const column of columns) {
      const [x, y] = [a[column] ?? 0, b[column] ?? 0]
      if (x < y) return direction === 'asc' ? -1 : 1
      if (x > y) return direction === 'asc' ? 1 : -1
    }
    return 0
  }
