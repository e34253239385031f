import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { holdConnection } from '../../platform/database/held-connection.ts'

/** Our two kinds of advisory locks: who works on an upload, and who would like to. */
const HOLDING = 0x75_70_6c_31
const WANTING = 0x75_70_6c_32

/**
 * One connection of the pool, taken while uploads are being written: PostgreSQL frees its locks by itself when the
 * process dies. A lock is the connection's, so in one process the caller must keep equal keys apart.
 */
export type LockSession = {
  tryHold(key: number): Promise<boolean>
  letGo(key: number): Promise<void>
  /** Others see that somebody waits for `key`. */
  want(key: number): Promise<void>
  wantNoMore(key: number): Promise<void>
  /** Which of `keys` somebody, at any server, waits for. */
  wanted(keys: readonly number[]): Promise<number[]>
  /** Frees everything and gives the connection back. */
  end(): Promise<void>
}

export async function openLockSession(db: Db): Promise<LockSession> {
  const { connection, giveBack } = await holdConnection(db)
  const ask = async <T>(question: ReturnType<typeof sql<T>>) => (await question.execute(connection)).rows
  return {
    async tryHold(key) {
      const [answer] = await ask(
        sql<{ got: boolean }>`select pg_try_advisory_lock(${HOLDING}, ${key}) as got`,
      )
      return answer!.got
    },
    letGo: async (key) => void (await ask(sql`select pg_advisory_unlock(${HOLDING}, ${key})`)),
    want: async (key) => void (await ask(sql`select pg_try_advisory_lock_shared(${WANTING}, ${key})`)),
    wantNoMore: async (key) => void (await ask(sql`select pg_advisory_unlock_shared(${WANTING}, ${key})`)),
    async wanted(keys) {
      const rows = await ask(sql<{ key: number }>`
        select distinct objid::bigint::int as key from pg_locks
        where locktype = 'advisory' and granted and objsubid = 2 and classid::bigint = ${WANTING}
          and objid::bigint::int = any (${keys}::int[])
          and database = (select oid from pg_database where datname = current_database())`)
      return rows.map(({ key }) => key)
    },
    async end() {
      await ask(sql`select pg_advisory_unlock_all()`).catch(() => {})
      await giveBack()
    },
  }
}
