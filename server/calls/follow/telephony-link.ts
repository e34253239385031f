import { sql } from 'kysely'
import { unplugged } from '../../../telephony-adapter/unplugged.ts'
import { type Db, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { exchangeChanged } from '../events.ts'

/** Kept by whoever follows the telephone, read by everybody: `at` says that they still do. */
const SETTING = 'telephony.link'
/** Whoever follows says so this often; not heard of for three times, nobody does. */
export const SAY_SO_EVERY_MS = 5000
const BELIEVED_MS = 3 * SAY_SO_EVERY_MS

type Kept = { state: 'up' | 'down'; since: string; at: string }
/** `off`: there is no telephone. `since`: when it came or went; of `off` never. */
export type TelephonyLink = { state: 'up' | 'down' | 'off'; since: Date | null }

/** Whether what the exchanges tell arrives here, and since when; the board freezes while it does not. */
export async function telephonyLink({
  db,
  now,
  telephony,
}: Pick<Deps, 'db' | 'now' | 'telephony'>): Promise<TelephonyLink> {
  if (telephony === unplugged) return { state: 'off', since: null }
  const kept = await readLink(db)
  if (!kept) return { state: 'down', since: null }
  const isBelieved = now().getTime() - Date.parse(kept.at) < BELIEVED_MS
  if (kept.state === 'up' && !isBelieved) return { state: 'down', since: new Date(kept.at) }
  return { state: kept.state, since: new Date(kept.since) }
}

/** @throws when the adapter is not followed, or one of its exchanges is not as it should be */
export async function checkTelephony(deps: Pick<Deps, 'db' | 'now' | 'telephony'>): Promise<void> {
  const { state } = await telephonyLink(deps)
  if (state === 'down') throw new Error('the telephone is not followed')
  if (state === 'off') return
  const ill = await deps.db.selectFrom('exchanges').select('name').where('state', '!=', 'up').execute()
  if (ill.length > 0) throw new Error(`not up: ${ill.map(({ name }) => name).join(', ')}`)
}

/** Says how the link is now; who is concerned hears of it when that is news. */
export async function noteLink({ db, now }: Pick<Deps, 'db' | 'now'>, state: 'up' | 'down'): Promise<void> {
  const at = now()
  await transact(db, async (trx) => {
    const before = await readLink(trx)
    const isNews =
      before?.state !== state || (state === 'up' && at.getTime() - Date.parse(before.at) >= BELIEVED_MS)
    const kept: Kept = {
      state,
      since: isNews || !before ? at.toISOString() : before.since,
      at: at.toISOString(),
    }
    const value = JSON.stringify(kept)
    await trx
      .insertInto('settings')
      .values({ key: SETTING, value, updatedBy: null })
      .onConflict((known) => known.column('key').doUpdateSet({ value, updatedAt: sql`clock_timestamp()` }))
      .execute()
    if (isNews) await emit(trx, exchangeChanged, { exchange: 'link' })
  })
}

const readLink = async (db: Db): Promise<Kept | undefined> =>
  (await db.selectFrom('settings').select('value').where('key', '=', SETTING).executeTakeFirst())?.value as
    | Kept
    | undefined
