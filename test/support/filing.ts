import { acceptCase, type NewCase } from '../../server/cases/open.ts'
import type { Db } from '../../server/platform/database/database.ts'

/** The system that the tests of filing ask about. */
export const someSystem = async (db: Db, { id = 1, code = 'webhr', shortName = 'WebHR' } = {}) => {
  await db
    .insertInto('systems')
    .values({
      id,
      code,
      name: `${shortName} 人力資源管理資訊系統`,
      shortName,
      domain: '個人資料',
      ownerId: null,
      vendorId: null,
    })
    .onConflict((known) => known.doNothing())
    .execute()
  return id
}

/** A case as the web form files it. */
export async function fileCase(db: Db, given: Partial<NewCase> = {}, now = () => new Date()) {
  const leadSystemId = given.leadSystemId ?? (await someSystem(db))
  return acceptCase(
    { db, now },
    {
      channel: 'web',
      leadSystemId,
      systemIds: [],
      title: '匯出清冊後姓名變成問號',
      text: '在人員清冊按匯出，部分姓名變成問號。',
      fileIds: [],
      requesterId: null,
      requesterName: '王小明',
      requesterEmail: 'wang@k012.example.tw',
      requesterPhone: null,
      keyedById: null,
      actorId: null,
      agencyId: null,
      priority: 3,
      language: 'zh-TW',
      origin: 'web 192.0.2.1',
      ...given,
    },
  )
}
