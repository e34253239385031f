import type { Trx } from '../platform/database/database.ts'

const SIGNATURE = '人事資訊系統客服中心\n服務時間：週一至週五 08:30–17:30'

/**
 * Three mailboxes that nobody fetches from: what is delivered to `MAIL_IN_LISTEN` for them is taken, and screens have
 * something to show.
 */
export async function insertMailboxes(trx: Trx) {
  const systems = await trx.selectFrom('systems').select(['id', 'shortName']).orderBy('id').execute()
  const systemId = (shortName: string) =>
    (systems.find((system) => system.shortName === shortName) ?? systems[0]!).id
  const box = (address: string, name: string, kind: 'mail' | 'fax', system: string) => ({
    address: `${address}@onewindow.example`,
    name,
    kind,
    queueId: 1,
    defaultSystemId: systemId(system),
    signature: SIGNATURE,
    source: 'none' as const,
    imap: null,
    wrappedPassword: null,
    pausedAt: null,
    lastError: null,
    lastReadAt: null,
  })
  await trx
    .insertInto('mailboxes')
    .values([
      box('service', '客服信箱', 'mail', 'WebHR'),
      box('pemis', 'Pemis2K 專用信箱', 'mail', 'Pemis2K'),
      box('fax', '傳真信箱', 'fax', 'WebHR'),
    ])
    .execute()
}
