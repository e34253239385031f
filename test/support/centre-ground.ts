import { sql } from 'kysely'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'

export const WEBHR = 1
export const PEMIS = 2

export type AgentGiven = {
  site?: string | null
  tier?: number
  capacity?: number
  /** Level by system. */
  skills?: Record<number, number>
  agencies?: number[]
  presence?: 'ready' | 'break' | 'away'
  desk?: boolean
  vendorId?: number
  idleSeconds?: number
}

/** Two sites, two systems (WebHR of vendor 1), an authority with an agency below it, and one apart. */
export async function layGround(db: Db) {
  await db
    .insertInto('sites')
    .values([
      { id: 'nantou', name: '南投', kind: 'own' },
      { id: 'taipei', name: '台北', kind: 'outsourced' },
    ])
    .onConflict((known) => known.doNothing())
    .execute()
  await sql`insert into vendors (id, name) values (1, '資拓科技') on conflict do nothing`.execute(db)
  await sql`insert into systems (id, code, name, short_name, domain, vendor_id) values
    (${WEBHR}, 'webhr', '人力資源管理系統', 'WebHR', '個人資料', 1),
    (${PEMIS}, 'pemis', '公務人力資料庫', 'Pemis2K', '任免', null) on conflict do nothing`.execute(db)
  await sql`insert into agencies (id, code, name, short_name, parent_id, hr_system, address, county) values
    (1, 'A1', '南投縣政府', '南投縣府', null, 'WebHR', '', '南投縣'),
    (2, 'A2', '南投縣政府人事處', '南投人事處', 1, 'WebHR', '', '南投縣'),
    (3, 'A3', '臺北市政府', '北市府', null, 'Pemis2K', '', '臺北市') on conflict do nothing`.execute(db)
}

/** A person with an account. */
export async function employ(db: Db, { vendorId = null }: { vendorId?: number | null } = {}) {
  const id = newId<'person'>()
  const person = { id, name: `專員${id.slice(-4)}`, agencyId: null, vendorId, personnelNo: null, email: null }
  await db.insertInto('people').values(person).execute()
  await db
    .insertInto('accounts')
    .values({ personId: id, login: id, passwordHash: null, disabledAt: null })
    .execute()
  return id
}

/** An agent of tier 1 in Nantou who knows WebHR, ready for one case, unless told otherwise. */
export async function hire(db: Db, at: Date, given: AgentGiven): Promise<Id<'person'>> {
  const personId = await employ(db, given)
  await db
    .insertInto('agents')
    .values({
      personId,
      siteId: given.site === undefined ? 'nantou' : given.site,
      tier: given.tier ?? 1,
      capacity: given.capacity ?? 1,
      presence: given.presence ?? 'ready',
      presenceSince: at,
      idleSince: new Date(at.getTime() - (given.idleSeconds ?? 0) * 1000),
    })
    .execute()
  const skills = Object.entries(given.skills ?? { [WEBHR]: 2 })
  if (skills.length > 0)
    await db
      .insertInto('agentSkills')
      .values(skills.map(([systemId, level]) => ({ personId, systemId: Number(systemId), level })))
      .execute()
  if (given.agencies?.length)
    await db
      .insertInto('agentAgencies')
      .values(given.agencies.map((agencyId) => ({ personId, agencyId })))
      .execute()
  return personId
}

export type CaseGiven = { systemId: number; agencyId: number | null; priority: number; queueId: number }

/** A case as intake opens it. */
export async function openCase(
  db: Db,
  at: Date,
  { systemId = WEBHR, agencyId = null, priority = 3, queueId = 1 }: Partial<CaseGiven> = {},
): Promise<Id<'case'>> {
  const id = newId<'case'>(at.getTime())
  const soon = new Date(at.getTime() + 3_600_000)
  const given = {
    id,
    openedAt: at,
    responseDueAt: soon,
    dueAt: soon,
    agencyId,
    queueId,
    leadSystemId: systemId,
    systemIds: [systemId],
    priority,
    channel: 'web',
    title: '匯出清冊後姓名變成問號',
    requesterName: '王小明',
    stateEntryId: newId(),
    messageEntryId: newId(),
    eventId: newId(),
    origin: '',
    message: { text: '請協助' },
  }
  await sql`select accept_cases(${JSON.stringify([given])}::jsonb)`.execute(db)
  return id
}
