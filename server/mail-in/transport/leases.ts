import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { holdConnection } from '../../platform/database/held-connection.ts'

/** Our kind of advisory lock: who reads a mailbox. */
const READING = 0x6d_61_69_6c

/** Who reads which mailbox. PostgreSQL frees it by itself when the process dies or its connection breaks. */
export type Leases = {
  /** @returns whether this process reads it from now on */
  take(mailboxId: number): Promise<boolean>
  letGo(mailboxId: number): Promise<void>
  /** @throws Error when the connection is gone, and every lease with it */
  check(): Promise<void>
  end(): Promise<void>
}

/** Takes one connection of the pool, and keeps it. */
export async function openLeases(db: Db): Promise<Leases> {
  const { connection, giveBack } = await holdConnection(db)
  return {
    async take(mailboxId) {
      const { rows } = await sql<{ got: boolean }>`
        select pg_try_advisory_lock(${READING}, ${mailboxId}) as got`.execute(connection)
      return rows[0]!.got
    },
    letGo: async (mailboxId) =>
      void (await sql`select pg_advisory_unlock(${READING}, ${mailboxId})`.execute(connection)),
    check: async () => void (await sql`select 1`.execute(connection)),
    async end() {
      await sql`select pg_advisory_unlock_all()`.execute(connection).catch(() => {})
      await giveBack()
    },
  }
}
