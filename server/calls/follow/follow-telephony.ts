import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { unplugged } from '../../../telephony-adapter/unplugged.ts'
import { holdConnection } from '../../platform/database/held-connection.ts'
import type { Deps } from '../../platform/deps.ts'
import { followOnce } from './follow-once.ts'
import { SAY_SO_EVERY_MS } from './telephony-link.ts'

/** A process that died, or lost its connection, is followed by another within this time. */
const LOOK_EVERY_MS = 1000
/** Our kind of advisory lock: who follows the telephone. */
const FOLLOWING = 0x74_65_6c_65

type Lock = Awaited<ReturnType<typeof holdConnection>>

/**
 * Follows the telephone: of all processes that do this, one at a time, and another as soon as that one is gone.
 * Without the database nobody follows; the adapter keeps what happens, and routes by itself.
 */
export function followTelephony(deps: Pick<Deps, 'db' | 'now' | 'log' | 'telephony'>): {
  stop(): Promise<void>
} {
  if (deps.telephony === unplugged) return { stop: async () => {} }
  const ending = new AbortController()
  let lock: Lock | undefined
  let following: ReturnType<typeof followOnce> | undefined
  let saidAt = 0

  async function look() {
    lock ??= await holdConnection(deps.db)
    if (!following) {
      const { rows } = await sql<{ got: boolean }>`
        select pg_try_advisory_lock(${FOLLOWING}, 0) as got`.execute(lock.connection)
      if (!rows[0]?.got || ending.signal.aborted) return
      following = followOnce(deps)
      saidAt = 0
    } else await sql`select 1`.execute(lock.connection)
    if (performance.now() - saidAt < SAY_SO_EVERY_MS) return
    await following.say()
    saidAt = performance.now()
  }

  async function giveUp() {
    await following?.stop()
    following = undefined
    if (lock) await sql`select pg_advisory_unlock_all()`.execute(lock.connection).catch(() => {})
    await lock?.giveBack()
    lock = undefined
  }

  const running = (async () => {
    while (!ending.signal.aborted) {
      await look().catch(async (err) => {
        deps.log.warn({ err }, 'the telephone is not followed while the database is away')
        await giveUp()
      })
      await wait(LOOK_EVERY_MS, undefined, { signal: ending.signal }).catch(() => {})
    }
    await giveUp()
  })()

  return {
    async stop() {
      ending.abort()
      await running
    },
  }
}
