import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Emitted } from '../../platform/database/database.ts'
import { holdConnection } from '../../platform/database/held-connection.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Source } from '../source.ts'
import { beginTenure } from './tenure.ts'

/** A process that died, or lost its connection, is followed by another within this time. */
const LOOK_EVERY_MS = 1000
/** Our kind of advisory lock: who keeps the index. */
const KEEPING = 0x73_65_65_6b

type Lock = Awaited<ReturnType<typeof holdConnection>>

/**
 * Keeps what can be found true: of all processes that have begun to, one at a time, by a lock that dies with its
 * connection, and another as soon as that one is gone. Of what a process that was thought dead sends late, the next
 * comparison finds what is wrong.
 *
 * @param deps its database is asked by nobody else who might have to wait
 */
export function keepSearch(
  deps: Pick<Deps, 'db' | 'log' | 'searchIndex'>,
  sources: readonly Source[],
): { start(): void; note(event: Pick<Emitted, 'name'>): void; stop(): Promise<void> } {
  const ending = new AbortController()
  let lock: Lock | undefined
  let tenure: ReturnType<typeof beginTenure> | undefined
  let running: Promise<void> | undefined

  async function look() {
    lock ??= await holdConnection(deps.db)
    if (tenure) return void (await sql`select 1`.execute(lock.connection))
    const { rows } = await sql<{ got: boolean }>`
      select pg_try_advisory_lock(${KEEPING}, 0) as got`.execute(lock.connection)
    if (rows[0]?.got && !ending.signal.aborted) tenure = beginTenure(deps, sources)
  }

  async function giveUp() {
    await tenure?.stop()
    tenure = undefined
    if (lock) await sql`select pg_advisory_unlock_all()`.execute(lock.connection).catch(() => {})
    await lock?.giveBack()
    lock = undefined
  }

  async function run() {
    while (!ending.signal.aborted) {
      await look().catch(async (err) => {
        deps.log.warn({ err }, 'search: the index is not kept while the database is away')
        await giveUp()
      })
      await wait(LOOK_EVERY_MS, undefined, { signal: ending.signal }).catch(() => {})
    }
    await giveUp()
  }

  return {
    start() {
      running ??= run()
    },
    /** Right after a commit: what can be found may have changed. What nobody says of is found out within a second. */
    note({ name }) {
      if (name.startsWith('knowledge.')) tenure?.hurry()
    },
    async stop() {
      ending.abort()
      await running
    },
  }
}
