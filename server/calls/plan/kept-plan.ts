import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database/database.ts'

const PLAN_SETTING = 'calls.plan'

/** `hash`: of what the latest version contains. `keptVersion`: the one that the adapter has said it keeps. */
type KeptPlan = { version: number; hash: string; keptVersion: number | null }

export const readKept = async (db: Db): Promise<KeptPlan | undefined> =>
  (await db.selectFrom('settings').select('value').where('key', '=', PLAN_SETTING).executeTakeFirst())
    ?.value as KeptPlan | undefined

/** The number of a plan with this content: the latest one's when nothing has changed, otherwise the next. */
export async function versionOf(trx: Trx, hash: string): Promise<number> {
  const first: KeptPlan = { version: 1, hash, keptVersion: null }
  const { rows } = await sql<{ version: number }>`
    insert into settings (key, value, updated_by) values (${PLAN_SETTING}, ${JSON.stringify(first)}::jsonb, null)
    on conflict (key) do update set updated_at = clock_timestamp(), value = settings.value || case
      when settings.value ->> 'hash' = ${hash} then '{}'::jsonb
      else jsonb_build_object('hash', ${hash}::text, 'version', (settings.value ->> 'version')::int + 1) end
    returning (value ->> 'version')::int as version`.execute(trx)
  return rows[0]!.version
}

/** The adapter keeps this version now; an older one that arrives late changes nothing. */
export const noteKept = (db: Db, version: number) =>
  sql`
    update settings set value = value || jsonb_build_object('keptVersion', ${version}::int)
    where key = ${PLAN_SETTING} and coalesce((value ->> 'keptVersion')::int, 0) < ${version}`.execute(db)
