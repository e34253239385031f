import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrations } from '../../migrations/index.ts'
import type { Tables } from '../../tables.ts'
import type { Db } from './database.ts'
import { rememberPlans } from './planned-once.ts'

const POOL_SIZE = 10
const CONNECT_TIMEOUT_MS = 5000

type Opening = {
  url: string
  onError?: (error: Error) => void
  /** At most so many connections. */
  connections?: number
  /**
   * Of statements that are `plannedOnce` also the first runs on a connection take the one plan: for work that somebody
   * waits for, where the values make no difference to the way. PostgreSQL would plan the first five by their values.
   */
  plansOnce?: boolean
}

/** Opens a pool of connections. bigint (counts, sizes) arrives as a number, as all of ours are below 2^53. */
export function openDatabase({ url, onError, connections = POOL_SIZE, plansOnce = false }: Opening): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types: {
      getTypeParser: ((oid: number, format: 'text' | 'binary') =>
        oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)) as never,
    },
  })
  // A connection that PostgreSQL closed (a restart) is replaced by the pool; without listeners it would end us: the
  // pool's for idle ones, the connection's own for one in use that is just not asking (between two statements).
  const told = (error: Error) => onError?.(error)
  pool.on('error', told)
  pool.on('connect', (connection) => {
    connection.on('error', told)
    rememberPlans(connection)
    // Asked before anything else; a connection that fails here fails there as well, and says so.
    if (plansOnce) connection.query('set plan_cache_mode = force_generic_plan').catch(told)
  })
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/** Brings the schema up to date. Several processes may call it at once: one works, the others wait. */
export async function migrate(db: Db) {
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest()
  if (error) throw error
}
