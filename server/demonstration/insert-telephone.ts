import type { Trx } from '../platform/database/database.ts'

/** What the menu offers by key, by the short names of systems. */
const MENU = [
  ['1', 'WebHR'],
  ['2', 'WebITR'],
  ['3', 'Pemis2K'],
  ['4', 'eCPA'],
  ['5', '退撫平臺'],
  ['6', '薪資'],
  ['7', '生活津貼'],
  ['8', '終身學習'],
] as const

/** Invented service numbers: one in Chinese, one in English, one for faxes; and the menu that callers hear. */
export async function insertTelephone(trx: Trx) {
  const systems = await trx.selectFrom('systems').select(['id', 'shortName']).orderBy('id').execute()
  const systemId = (shortName: string) =>
    (systems.find((system) => system.shortName === shortName) ?? systems[0]!).id
  const line = (number: string, name: string, kind: 'voice' | 'fax', language: 'zh-TW' | 'en') => ({
    ...{ number, name, kind, language, defaultSystemId: systemId('WebHR') },
    hasMenu: kind === 'voice' && language === 'zh-TW',
    // Whoever tries the product does so at any hour.
    alwaysOpen: true,
  })
  await trx
    .insertInto('serviceLines')
    .values([
      line('0255509001', '客服專線', 'voice', 'zh-TW'),
      line('0255509002', '客服專線（英語）', 'voice', 'en'),
      line('0255509099', '客服傳真', 'fax', 'zh-TW'),
    ])
    .execute()
  await trx
    .insertInto('menuChoices')
    .values([
      ...MENU.map(([digit, name]) => ({ digit, systemId: systemId(name), action: 'system' as const })),
      { digit: '9', systemId: null, action: 'operator' },
      { digit: '*', systemId: null, action: 'again' },
    ])
    .execute()
}
