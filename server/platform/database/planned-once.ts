import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type pg from 'pg'

const MARK = '/* planned once */'

/**
 * Has a statement planned once a connection instead of each time: for those that join so much that finding the way
 * takes longer than going it. Their words must be the same each time; what differs are parameters.
 */
export const plannedOnce = <T>(statement: RawBuilder<T>): RawBuilder<T> =>
  sql<T>`${sql.raw(MARK)}${statement}`

/** Lets a new connection remember the plans of statements that `plannedOnce` has marked. */
export function rememberPlans(connection: pg.PoolClient) {
  const ask = connection.query.bind(connection) as (...asked: unknown[]) => unknown
  const asking = (text: unknown, values: unknown, ...more: unknown[]) =>
    typeof text === 'string' && text.startsWith(MARK) && Array.isArray(values)
      ? ask({ name: createHash('sha256').update(text).digest('base64url'), text, values }, ...more)
      : ask(text, values, ...more)
  connection.query = asking as typeof connection.query
}
