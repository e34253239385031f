import {
  CamelCasePlugin,
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  PostgresDialect,
  type TransactionSettings,
} from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrations } from '../../migrations/index.ts'
import type { Tables } from '../../tables.ts'
import type { Db } from './database.ts'
import { rememberPlans } from './planned-once.ts'

const POOL_SIZE = 10
const CONNECT_TIMEOUT_MS = 5000

const PARSED: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.DATE]: (day) => day,
}

type Opening = {
  url: string
  onError?: (error: Error) => void
  /** At most so many connections. */
  connections?: number
  /**
   * For work that somebody waits for, in a few statements whose values make no difference to the way. Of those that are
   * `plannedOnce` also the first runs on a connection take the one plan, where PostgreSQL would plan the first five by
   * their values; joins are gone in the order they are written in; and a transaction does not wait for its `begin`.
   */
  isHurried?: boolean
}

/**
 * Opens a pool of connections. bigint (counts, sizes) arrives as a number, as all of ours are below 2^53; a day as it is
 * written, `2026-11-22`, whatever time the machine keeps.
 */
export function openDatabase({ url, onError, connections = POOL_SIZE, isHurried = false }: Opening): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    pipeline: isHurried,
    types: {
      getTypeParser: ((oid: number, format: 'text' | 'binary') =>
        PARSED[oid] ?? pg.types.getTypeParser(oid, format)) as never,
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
    if (isHurried) for (const setting of HURRIED) connection.query(`set ${setting}`).catch(told)
  })
  const dialect = new PostgresDialect({ pool })
  return new Kysely<Tables>({
    dialect: isHurried ? beginningAtOnce(dialect) : dialect,
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

const HURRIED = ['plan_cache_mode = force_generic_plan', 'join_collapse_limit = 1', 'from_collapse_limit = 1']

/** Sends `begin` together with what comes next: it fails only with the connection, of which the next one tells. */
function beginningAtOnce(dialect: PostgresDialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver() {
      const driver = dialect.createDriver()
      const begin = driver.beginTransaction.bind(driver)
      return Object.assign(driver, {
        async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
          if (settings.isolationLevel || settings.accessMode) return begin(connection, settings)
          connection.executeQuery(CompiledQuery.raw('begin')).catch(() => {})
        },
      })
    },
  }
}

/** Brings the schema up to date. Several processes may call it at once: one works, the others wait. */
export async function migrate(db: Db) {
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest()
  if (error) throw error
}
