import { describe, expect, onTestFinished } from 'vitest'
import { DEMONSTRATION_PASSWORD, loadDemonstration } from '../../server/demonstration/load.ts'
import { demoStaff } from '../../server/directory/demo/demo-directory.ts'
import { ROLES } from '../../server/identity/api.ts'
import { argon2Passwords } from '../../server/identity/passwords.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { stoppedClock } from '../support/clock.ts'
import { testAlone as test } from '../support/database.ts'
import { identityApp } from '../support/identity-app.ts'
import { quietLog } from '../support/quiet-log.ts'

const { now } = stoppedClock()

const TABLES = [
  'sites',
  'seats',
  'vendors',
  'agencies',
  'people',
  'personPhones',
  'systems',
  'systemDependencies',
  'calendarDays',
  'accounts',
  'accountRoles',
  'agents',
  'agentSkills',
  'agentAgencies',
  'knowledgeEntries',
  'knowledgeVersions',
  'knowledgeVariants',
] as const

async function counts(db: Db) {
  const counted = TABLES.map(async (table) => {
    const { n } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return [table, n] as const
  })
  return Object.fromEntries(await Promise.all(counted)) as Record<(typeof TABLES)[number], number>
}

describe('the demonstration organisation', () => {
  test('is there after the first start and the same after every other, of two servers at once too', async ({
    db,
    databaseUrl,
  }) => {
    const other = openDatabase({ url: databaseUrl })
    onTestFinished(() => other.destroy())
    const [deps, otherDeps] = [
      { db, now, log: quietLog },
      { db: other, now, log: quietLog },
    ]
    await Promise.all([loadDemonstration(deps), loadDemonstration(otherDeps)])
    const first = await counts(db)
    expect(first).toMatchObject({ sites: 2, seats: 19, vendors: 6, agencies: 300, people: 3000, systems: 45 })
    for (const table of TABLES) expect([table, first[table] > 0]).toEqual([table, true])

    await db.updateTable('people').set({ name: '改過的名字' }).where('personnelNo', '=', 'D0000001').execute()
    await loadDemonstration(deps)
    expect(await counts(db)).toEqual(first)
    expect(
      await db.selectFrom('people').select('id').where('name', '=', '改過的名字').execute(),
    ).toHaveLength(1)
  })

  test('has questions and answers at every stage, each read by another, for everybody, staff and vendors', async ({
    db,
  }) => {
    await loadDemonstration({ db, now, log: quietLog })
    const versions = await db
      .selectFrom('knowledgeVersions')
      .select(['state', 'visibility', 'writtenBy', 'reviewedBy'])
      .execute()
    const of = (column: 'state' | 'visibility') => [...new Set(versions.map((one) => one[column]))].toSorted()
    expect(of('state')).toEqual(['approved', 'draft', 'live', 'replaced', 'review', 'withdrawn'])
    expect(of('visibility')).toEqual(['internal', 'public', 'signed-in', 'vendor'])
    expect(versions.filter(({ state }) => state === 'live').length).toBeGreaterThan(30)
    expect(versions.filter(({ writtenBy, reviewedBy }) => writtenBy === reviewedBy)).toEqual([])
    const withdrawn = await db
      .selectFrom('knowledgeEntries as e')
      .innerJoin('knowledgeEntries as s', 's.id', 'e.successorId')
      .select(['e.liveVersionId', 's.liveVersionId as next'])
      .execute()
    expect(withdrawn).toEqual([{ liveVersionId: null, next: expect.any(String) }])
  })

  test('leaves an organisation that is there already alone', async ({ db }) => {
    await db
      .insertInto('agencies')
      .values({
        code: 'A1',
        name: '真的機關',
        shortName: '真的',
        parentId: null,
        hrSystem: 'own',
        address: '',
        county: '',
      })
      .execute()
    await loadDemonstration({ db, now, log: quietLog })
    expect(await counts(db)).toMatchObject({ agencies: 1, people: 0, accounts: 0 })
  })

  test('goes on numbering after its own agencies, systems and vendors', async ({ db }) => {
    await loadDemonstration({ db, now, log: quietLog })
    const agency = { code: 'A1', name: '新機關', shortName: '新', parentId: 1, hrSystem: 'own' as const }
    const added = await db
      .insertInto('agencies')
      .values({ ...agency, address: '', county: '' })
      .returning('id')
      .executeTakeFirst()
    expect(added).toEqual({ id: 301 })
    const vendor = await db
      .insertInto('vendors')
      .values({ name: '新廠商', email: null })
      .returning('id')
      .executeTakeFirst()
    expect(vendor).toEqual({ id: 7 })
  })

  test('has agents at both sites who can be given work, owners and vendors in the higher tiers', async ({
    db,
  }) => {
    await loadDemonstration({ db, now, log: quietLog })
    const agents = await db
      .selectFrom('agents')
      .select(['siteId', 'tier'])
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('capacity', '>', 0)
      .groupBy(['siteId', 'tier'])
      .orderBy('tier')
      .orderBy('siteId')
      .execute()
    expect(agents).toEqual([
      { siteId: 'nantou', tier: 1, n: 8 },
      { siteId: 'taipei', tier: 1, n: 7 },
      { siteId: 'nantou', tier: 2, n: 3 },
      { siteId: null, tier: 3, n: 4 },
      { siteId: null, tier: 4, n: 2 },
    ])
    const mayWork = await db
      .selectFrom('agents')
      .innerJoin('accountRoles', 'accountRoles.personId', 'agents.personId')
      .innerJoin('rolePermissions', 'rolePermissions.roleId', 'accountRoles.roleId')
      .select('agents.personId')
      .where('permission', '=', 'desk:work')
      .execute()
    expect(mayWork).toHaveLength(26)
  })
})

describe('the accounts of the demonstration', () => {
  test('are shown, users first, and each signs in with the password shown; every role is among them', async ({
    db,
  }) => {
    await loadDemonstration({ db, now, log: quietLog })
    const { ask, signIn } = await identityApp({ db, now, demonstration: true, passwords: argon2Passwords() })
    const { body } = await ask('GET /demonstration-accounts')
    expect(body).toHaveLength(demoStaff().length)
    expect(body[0]).toMatchObject({ login: 'user1', roles: ['user'], password: DEMONSTRATION_PASSWORD })
    const shown = body as { login: string; roles: string[]; password: string }[]
    expect(new Set(shown.flatMap(({ roles }) => roles))).toEqual(new Set(ROLES))
    for (const account of shown.filter(({ login }) => ['user1', 'agent1', 'admin'].includes(login)))
      expect(await signIn(account, account)).toMatchObject({ status: 201, body: { roles: account.roles } })
  })

  test('are shown nowhere else, and not once their password is another', async ({ db }) => {
    await loadDemonstration({ db, now, log: quietLog })
    const elsewhere = await identityApp({ db, now })
    expect(await elsewhere.ask('GET /demonstration-accounts')).toMatchObject({ status: 200, body: [] })
    const here = await identityApp({ db, now, demonstration: true, passwords: argon2Passwords() })
    const { token } = await here.signIn({ login: 'admin' }, { password: DEMONSTRATION_PASSWORD })
    const agent = demoStaff().find(({ login }) => login === 'agent1')!
    await here.ask(`PUT /accounts/${agent.personId}/password`, {
      token,
      body: { password: 'a password of my own' },
    })
    const { body } = await here.ask('GET /demonstration-accounts')
    expect(body.map(({ login }: { login: string }) => login)).not.toContain('agent1')
    expect(body).toHaveLength(demoStaff().length - 1)
  })
})
