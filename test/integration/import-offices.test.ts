import { describe, expect } from 'vitest'
import { sessionReader } from '../../server/identity/queries.ts'
import { employ } from '../support/accounts.ts'
import { lines, test } from '../support/imports.ts'
import { anOffice, caseOf, linesOf, ownerOf } from '../support/office.ts'

const HEADER = '人員代碼,姓名,機關代碼,職稱,離職日期,接任者人員代碼'

describe('somebody who moves to another agency', () => {
  test('keeps their open cases, which get the new agency, if that rule is chosen', async ({ imports }) => {
    const { db, as, clock } = imports
    const office = await anOffice(db, clock.now)
    const admin = await as('administrator')
    const checked = await admin.check('people', lines(HEADER, 'P1,甲,B1,,,'))
    expect(checked.effects.moved).toEqual({
      people: 1,
      cases: 2,
      casesWithSuccessor: 0,
      systems: 1,
      systemsWithSuccessor: 0,
    })
    const done = await admin.run(checked.id, { moved: 'new-agency', left: 'keep' })
    expect(done).toMatchObject({ state: 'done', moves: { waiting: 0, cases: 2, systems: 0, left: 0 } })
    for (const id of office.cases) {
      expect(await caseOf(db, id)).toMatchObject({ requesterId: office.one, agencyId: office.there })
      expect(await linesOf(db, id)).toEqual([
        {
          actorId: admin.account.id,
          body: { fields: ['agency'], from: '臺松市政府', to: '青嵐縣政府' },
        },
      ])
    }
    expect(await caseOf(db, office.closed)).toMatchObject({ agencyId: office.here })
    expect(await ownerOf(db, office.systemId)).toBe(office.one)
    const undone = await admin.undo(checked.id)
    expect(undone).toMatchObject({ state: 'undone', undone: { restored: 1, removed: 0, left: 0 } })
    for (const id of office.cases) {
      expect(await caseOf(db, id)).toMatchObject({ agencyId: office.here })
      expect(await linesOf(db, id)).toHaveLength(2)
    }
  })

  test('leaves the cases of the office to the successor, in a row of three too, if that rule is chosen', async ({
    imports,
  }) => {
    const { db, as, clock } = imports
    const office = await anOffice(db, clock.now)
    const ofTwo = await office.file(office.two, '乙')
    const admin = await as('administrator')
    const checked = await admin.check(
      'people',
      lines(HEADER, 'P1,甲,B1,,,P2', 'P2,乙,,科長,,P3', 'P3,丙,,,,', 'P4,丁,A1,,,'),
    )
    expect(checked.effects.moved).toMatchObject({ people: 2, cases: 3, casesWithSuccessor: 3, systems: 1 })
    const done = await admin.run(checked.id, { moved: 'successor', left: 'keep' })
    expect(done.moves).toMatchObject({ cases: 3, systems: 1, left: 0 })
    for (const id of office.cases)
      expect(await caseOf(db, id)).toEqual({
        requesterId: office.two,
        requesterName: '乙',
        requesterEmail: 'two@a.example',
        agencyId: office.here,
      })
    expect(await caseOf(db, ofTwo)).toMatchObject({ requesterId: office.three, requesterName: '丙' })
    expect(await ownerOf(db, office.systemId)).toBe(office.two)
    await admin.undo(checked.id)
    expect(await caseOf(db, office.cases[0]!)).toEqual({
      requesterId: office.one,
      requesterName: '甲',
      requesterEmail: '甲@case.example',
      agencyId: office.here,
    })
    expect(await ownerOf(db, office.systemId)).toBe(office.one)
    expect(await db.selectFrom('people').select('id').where('personnelNo', '=', 'P4').execute()).toEqual([])
  })
})

describe('somebody who leaves', () => {
  test('hands cases and systems to the successor, new in the same file; their account is suspended at once', async ({
    imports,
  }) => {
    const { db, as, clock } = imports
    const office = await anOffice(db, clock.now)
    const leaver = await employ(db, { name: '去職', roles: ['tier2'] })
    await db.updateTable('people').set({ personnelNo: 'P9' }).where('id', '=', leaver.id).execute()
    await office.file(leaver.id, '去職')
    const admin = await as('administrator')
    const { token } = await imports.signIn(leaver)
    expect(await sessionReader({ db, now: clock.now }, { believedMs: 0 })(token)).toBeDefined()
    const checked = await admin.check(
      'people',
      lines(HEADER, 'P9,去職,,,115/11/19,N1', 'P1,甲,,,115/11/19,N1', 'N1,新來,A1,科員,,'),
    )
    expect(checked).toMatchObject({
      counts: { created: 1, changed: 2, failed: 0 },
      effects: { left: { people: 2, cases: 3, casesWithSuccessor: 3, systemsWithSuccessor: 1, accounts: 1 } },
    })
    const done = await admin.run(checked.id, { moved: 'new-agency', left: 'successor' })
    expect(done).toMatchObject({ state: 'done', moves: { cases: 3, accounts: 1, systems: 1, left: 0 } })
    const { id: newcomer } = await db
      .selectFrom('people')
      .select('id')
      .where('personnelNo', '=', 'N1')
      .executeTakeFirstOrThrow()
    expect(await caseOf(db, office.cases[0]!)).toMatchObject({ requesterId: newcomer, requesterName: '新來' })
    expect(await ownerOf(db, office.systemId)).toBe(newcomer)
    expect(await sessionReader({ db, now: clock.now }, { believedMs: 0 })(token)).toBeUndefined()
    expect((await imports.signIn(leaver)).status).toBe(401)

    // Undone, everything is as it was, and the newcomer whose cases these were for a while is gone.
    const undone = await admin.undo(checked.id)
    expect(undone).toMatchObject({ state: 'undone', undone: { restored: 2, removed: 1, left: 0 } })
    expect(await caseOf(db, office.cases[0]!)).toMatchObject({ requesterId: office.one, requesterName: '甲' })
    expect(await ownerOf(db, office.systemId)).toBe(office.one)
    expect((await imports.signIn(leaver)).status).toBe(201)
  })

  test('is never the last administrator: that account stays, and it is said why', async ({ imports }) => {
    const { db, as } = imports
    const admin = await as('administrator')
    await db.updateTable('people').set({ personnelNo: 'P9' }).where('id', '=', admin.account.id).execute()
    const checked = await admin.check('people', lines(HEADER, 'P9,最後一位,,,115/11/19,'))
    const done = await admin.run(checked.id, { moved: 'keep', left: 'keep' })
    expect(done).toMatchObject({ state: 'done', moves: { accounts: 0, left: 1 } })
    const { body } = await admin.ask(`GET /imports/${checked.id}/moves`)
    expect(body).toEqual([
      expect.objectContaining({ row: 2, kind: 'account', reason: expect.stringContaining('最後一個') }),
    ])
  })

  test('takes their account along only by somebody who may manage accounts', async ({ imports }) => {
    const { db, as } = imports
    const leaver = await employ(db, { name: '去職', roles: ['user'] })
    await db.updateTable('people').set({ personnelNo: 'P9' }).where('id', '=', leaver.id).execute()
    const supervisor = await as('supervisor')
    const checked = await supervisor.check('people', lines(HEADER, 'P9,去職,,,115/11/19,'))
    const refused = await supervisor.ask(`POST /imports/${checked.id}/run`, { moved: 'keep', left: 'keep' })
    expect([refused.status, refused.body.code]).toEqual([403, 'import-needs-accounts'])
    expect((await supervisor.read(checked.id)).state).toBe('checked')
    const admin = await as('administrator')
    expect((await admin.run(checked.id)).moves).toMatchObject({ accounts: 1 })
  })
})

test('a case that was given to somebody else since stays there when the import is undone, and is listed', async ({
  imports,
}) => {
  const { db, as, clock } = imports
  const office = await anOffice(db, clock.now)
  const admin = await as('administrator')
  const done = await admin.import('people', lines(HEADER, 'P1,甲,,,115/11/19,P2'), {
    moved: 'keep',
    left: 'successor',
  })
  const [moved, other] = office.cases
  await db.updateTable('cases').set({ requesterId: office.three }).where('id', '=', moved!).execute()
  const undone = await admin.undo(done.id)
  expect(undone).toMatchObject({ state: 'undone', moves: { left: 1 } })
  expect(await caseOf(db, moved!)).toMatchObject({ requesterId: office.three })
  expect(await caseOf(db, other!)).toMatchObject({ requesterId: office.one })
  const { number } = await db
    .selectFrom('cases')
    .select('number')
    .where('id', '=', moved!)
    .executeTakeFirstOrThrow()
  const { body } = await admin.ask(`GET /imports/${done.id}/moves`)
  expect(body).toEqual([
    expect.objectContaining({ name: number, reason: expect.stringContaining('他人變更') }),
  ])
})
