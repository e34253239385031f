import type { Db } from './database/database.ts'

/** What an administrator has set under this key, as JSON; undefined when nothing is set. docs/operations.md lists the keys. */
export const readSetting = async (db: Db, key: string): Promise<unknown> =>
  (await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst())?.value
