import type { Db } from '../../platform/database/database.ts'
import { readSetting } from '../../platform/settings.ts'

const USUAL = '人事資訊系統客服中心'

/** Who gives what everybody may take: the setting `centre.name`. */
export async function publisherOf(db: Db): Promise<string> {
  const name = await readSetting(db, 'centre.name')
  return typeof name === 'string' && name.trim() !== '' ? name : USUAL
}
