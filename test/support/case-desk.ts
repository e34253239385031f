import { sql } from 'kysely'
import { acceptCase, type NewCase } from '../../server/cases/open.ts'
import type { StoredCase } from '../../server/cases/tables.ts'
import type { Role } from '../../server/identity/api.ts'
import { FIRST_PERMISSIONS } from '../../server/identity/permissions.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { stoppedClock } from './clock.ts'

/** Friday 2026-11-20, 09:00 in Taipei: half an hour after opening. */
const MORNING = '2026-11-20T01:00:00Z'

/** A help desk with two systems, a ministry over a bureau, another ministry, and whoever is hired. */
export async function openDesk(db: Db, start = MORNING) {
  const clock = stoppedClock(start)
  const deps = { db, now: clock.now }
  await seedRoles(db)
  const tag = newId().slice(-6)
  const agency = (name: string, parentId: number | null) =>
    db
      .insertInto('agencies')
      .values({
        code: `${name}${tag}`,
        name,
        shortName: name,
        parentId,
        hrSystem: 'WebHR',
        address: '',
        county: '南投縣',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
      .then(({ id }) => id)
  const ministry = await agency('曙光部', null)
  const bureau = await agency('曙光部燈塔局', ministry)
  const elsewhere = await agency('遠山部', null)
  const vendor = await db
    .insertInto('vendors')
    .values({ name: `紙鶴資訊${tag}`, email: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const system = (shortName: string, of: { vendorId?: number; ownerId?: Id<'person'> }) =>
    db
      .insertInto('systems')
      .values({
        code: `${shortName}${tag}`,
        name: shortName,
        shortName,
        domain: '差勤',
        vendorId: null,
        ownerId: null,
        ...of,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
      .then(({ id }) => id)
  const attendance = await system('差勤', { vendorId: vendor.id })
  const payroll = await system('待遇', {})
  await db
    .insertInto('sites')
    .values({ id: 'nantou', name: '南投', kind: 'own' })
    .onConflict((c) => c.doNothing())
    .execute()

  /** Somebody with an account of that role; an agent when they have a tier. */
  async function hire(
    role: Role,
    { name = '林書豪', tier, site = null, agencyId = null, vendorId = null }: Hired = {},
  ): Promise<Actor> {
    const id = newId<'person'>()
    await db
      .insertInto('people')
      .values({ id, name, personnelNo: null, agencyId, vendorId, email: null })
      .execute()
    await db
      .insertInto('accounts')
      .values({ personId: id, login: id, passwordHash: null, disabledAt: null })
      .execute()
    await db.insertInto('accountRoles').values({ personId: id, roleId: role }).execute()
    if (tier !== undefined)
      await db
        .insertInto('agents')
        .values({
          personId: id,
          siteId: site,
          seatId: null,
          tier,
          presenceReason: null,
          pausedAt: null,
          pausedBy: null,
          pausedReason: null,
        })
        .execute()
    return { id, name, roles: [role], permissions: FIRST_PERMISSIONS[role], sessionId: newId() }
  }

  const filing = (given: Partial<NewCase> = {}): NewCase => ({
    channel: 'web',
    leadSystemId: attendance,
    systemIds: [],
    title: '請假單送出後沒有簽核人',
    text: '昨天開始，請假單送出後簽核人是空白的。',
    fileIds: [],
    requesterId: null,
    requesterName: '王小明',
    requesterEmail: 'wang@example.gov.tw',
    requesterPhone: '+886492394000',
    keyedById: null,
    actorId: null,
    agencyId: bureau,
    priority: 3,
    language: 'zh-TW',
    origin: 'web 192.0.2.7',
    ...given,
  })

  return {
    db,
    clock,
    deps,
    ministry,
    bureau,
    elsewhere,
    vendorId: vendor.id,
    attendance,
    payroll,
    hire,
    filing,
    file: (given: Partial<NewCase> = {}) => acceptCase(deps, filing(given)),
    stored: (id: Id<'case'>): Promise<StoredCase> =>
      db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    entries: (id: Id<'case'>) =>
      db.selectFrom('timeline').selectAll().where('caseId', '=', id).orderBy('seq').execute(),
    /** What was emitted of that name, about this case when one is named. */
    told: (name: string, caseId?: Id<'case'>) =>
      db
        .selectFrom('outbox')
        .select('payload')
        .where('name', '=', name)
        .$if(caseId !== undefined, (q) => q.where(sql<boolean>`payload ->> 'caseId' = ${caseId}`))
        .orderBy('id')
        .execute()
        .then((events) => events.map(({ payload }) => payload)),
  }
}

type Hired = {
  name?: string
  tier?: number
  site?: string | null
  agencyId?: number | null
  vendorId?: number | null
}
