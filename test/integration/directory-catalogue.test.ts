import { describe, expect } from 'vitest'
import { loadDemonstration } from '../../server/demonstration/load.ts'
import { agencySubtreeIds } from '../../server/directory/agencies.ts'
import { systemsOfOwner, systemsOfVendorPerson } from '../../server/directory/queries.ts'
import { stoppedClock } from '../support/clock.ts'
import { test, testAlone } from '../support/database.ts'
import { addAgency } from '../support/directory.ts'
import { directoryFor } from '../support/directory-app.ts'
import { quietLog } from '../support/quiet-log.ts'

const { now } = stoppedClock()

describe('agencies', () => {
  test('are found by part of a name or code, 台 for 臺, those beginning with it first, without signing in', async ({
    db,
  }) => {
    const { ask } = await directoryFor(db)
    const top = await addAgency(db, { name: '臺松市政府', code: 'L10000001X' })
    await addAgency(db, { name: '國立臺松大學', code: 'C30000002X', parentId: top })
    const found = async (text: string) =>
      (await ask(`GET /agencies?text=${encodeURIComponent(text)}`)).body.map(
        ({ name }: { name: string }) => name,
      )
    expect(await found('台松')).toEqual(['臺松市政府', '國立臺松大學'])
    expect(await found('臺松大')).toEqual(['國立臺松大學'])
    expect(await found('ｌ１０００００')).toEqual(['臺松市政府'])
    expect(await found('台_市')).toEqual([])
    expect(await found('%')).toEqual([])
  })

  test('know their authority; an authority has none above it, and what is not there is not found', async ({
    db,
  }) => {
    const { get } = await directoryFor(db)
    const top = await addAgency(db, { name: '琉璃縣政府' })
    const below = await addAgency(db, { name: '琉璃縣政府民政局', parentId: top })
    expect(await get(`/agencies/${top}`)).toMatchObject({ body: { authorityId: null, authorityName: null } })
    expect(await get(`/agencies/${below}`)).toMatchObject({
      body: { authorityId: top, authorityName: '琉璃縣政府' },
    })
    expect(await get('/agencies/2000000000')).toMatchObject({ status: 404 })
  })

  test('have everything below them in their subtree, however deep, and end even in a circle', async ({
    db,
  }) => {
    const [top, other] = [await addAgency(db, { name: '頂' }), await addAgency(db, { name: '旁' })]
    const middle = await addAgency(db, { name: '中', parentId: top })
    const [one, two] = [
      await addAgency(db, { name: '下一', parentId: middle }),
      await addAgency(db, { name: '下二', parentId: middle }),
    ]
    expect(await agencySubtreeIds(db, top)).toEqual([top, middle, one, two])
    expect(await agencySubtreeIds(db, middle)).toEqual([middle, one, two])
    expect(await agencySubtreeIds(db, other)).toEqual([other])
    await db.updateTable('agencies').set({ parentId: one }).where('id', '=', top).execute()
    expect(await agencySubtreeIds(db, middle)).toEqual([top, middle, one, two])
  })
})

describe('the catalogue of systems', () => {
  testAlone(
    'says of every system who answers for it, what it needs, and all that a fault on it reaches',
    async ({ db }) => {
      await loadDemonstration({ db, now, log: quietLog })
      const { get, ask } = await directoryFor(db)
      const { body: systems } = await ask('GET /systems')
      expect(systems).toHaveLength(45)
      const idOf = (code: string) =>
        systems.find((system: { code: string }) => system.code === code).id as number
      const codesOf = (list: { code: string }[]) => list.map(({ code }) => code)
      const { body } = await get(`/systems/${idOf('QUOTA')}`)
      expect(body).toMatchObject({
        shortName: '員額管理',
        domain: '組織編制',
        ownerName: expect.any(String),
        vendorName: null,
      })
      expect(codesOf(body.dependsOn).sort()).toEqual(['ECPA', 'ORG'])
      expect(codesOf(body.dependants)).toEqual(expect.arrayContaining(['QEVAL', 'CONTRACT', 'EXAM']))

      const { body: entrance } = await get(`/systems/${idOf('ECPA')}`)
      expect(codesOf(entrance.dependants)).toEqual(expect.arrayContaining(['WEBHR', 'ORG', 'QUOTA', 'QEVAL']))
      expect(codesOf(entrance.dependants)).not.toContain('ECPA')
      expect(await get('/systems/30000')).toMatchObject({ status: 404, body: { code: 'system-not-found' } })
      expect(await get('/systems/x')).toMatchObject({ status: 400 })
    },
  )

  testAlone('ends where systems need each other in a circle', async ({ db }) => {
    const { get } = await directoryFor(db)
    const nobody = { ownerId: null, vendorId: null }
    for (const id of [1, 2, 3])
      await db
        .insertInto('systems')
        .values({ id, code: `S${id}`, name: `系統${id}`, shortName: `系統${id}`, domain: '差勤', ...nobody })
        .execute()
    await db
      .insertInto('systemDependencies')
      .values([
        { systemId: 1, dependsOnId: 2 },
        { systemId: 2, dependsOnId: 3 },
        { systemId: 3, dependsOnId: 1 },
      ])
      .execute()
    const { body } = await get('/systems/1')
    expect(body.dependants.map(({ id }: { id: number }) => id)).toEqual([2, 3])
    expect(body.dependsOn.map(({ id }: { id: number }) => id)).toEqual([2])
  })

  testAlone('tells an owner and a vendor’s people which are theirs, and nobody else any', async ({ db }) => {
    await loadDemonstration({ db, now, log: quietLog })
    const { id: owner } = await db
      .selectFrom('accounts')
      .select('personId as id')
      .where('login', '=', 'owner1')
      .executeTakeFirstOrThrow()
    const { id: vendor } = await db
      .selectFrom('accounts')
      .select('personId as id')
      .where('login', '=', 'vendor1')
      .executeTakeFirstOrThrow()
    const all = await db.selectFrom('systems').select(['id', 'ownerId', 'vendorId']).orderBy('id').execute()
    const owned = all.filter(({ ownerId }) => ownerId === owner).map(({ id }) => id)
    const served = all.filter(({ vendorId }) => vendorId === 1).map(({ id }) => id)
    expect(await systemsOfOwner(db, owner)).toEqual(owned)
    expect(await systemsOfVendorPerson(db, vendor)).toEqual(served)
    expect([owned.length > 0, served.length > 0]).toEqual([true, true])
    expect(await systemsOfOwner(db, vendor)).toEqual([])
    expect(await systemsOfVendorPerson(db, owner)).toEqual([])
  })
})

testAlone('sites and seats are those of the organisation', async ({ db }) => {
  await loadDemonstration({ db, now, log: quietLog })
  const { get } = await directoryFor(db)
  expect((await get('/sites')).body).toEqual([
    { id: 'nantou', name: '南投', kind: 'own' },
    { id: 'taipei', name: '台北', kind: 'outsourced' },
  ])
  const { body: seats } = await get('/seats')
  expect(seats).toHaveLength(19)
  expect(seats[7]).toEqual({ id: 8, siteId: 'taipei', name: '台北1號席', extension: '801' })
})
