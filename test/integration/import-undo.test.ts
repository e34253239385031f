import { describe, expect } from 'vitest'
import { forgetImports } from '../../server/directory/import/forget.ts'
import { addAgency, addPerson } from '../support/directory.ts'
import { lines, test } from '../support/imports.ts'

const HEADER = '人員代碼,姓名,機關代碼'
const many = (count: number) => lines(HEADER, ...Array.from({ length: count }, (_, n) => `M${n},第${n}位,A1`))
const countOf = async (db: Parameters<typeof addAgency>[0], like: string) =>
  (
    await db
      .selectFrom('people')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('personnelNo', 'like', like)
      .executeTakeFirstOrThrow()
  ).n

describe('undoing', () => {
  test('puts back exactly what was there; what somebody has changed since, or refers to, stays and is listed', async ({
    imports,
  }) => {
    const { db, as } = imports
    const admin = await as('administrator')
    const agencyId = await addAgency(db, { name: '臺松市政府', code: 'A1' })
    await addAgency(db, { name: '青嵐縣政府', code: 'B1' })
    for (const n of [1, 2])
      await addPerson(db, {
        personnelNo: `M${n}`,
        name: `原名${n}`,
        agencyId,
        email: `m${n}@a.example`,
        phones: [['+886223979298', '1']],
        refreshedAt: new Date('2026-01-01T00:00:00.123Z'),
      })
    const image = () =>
      db
        .selectFrom('people')
        .selectAll()
        .where('personnelNo', 'in', ['M1', 'M2'])
        .orderBy('personnelNo')
        .execute()
    const before = await image()
    const done = await admin.import(
      'people',
      lines(
        `${HEADER},電話`,
        'M1,新名1,B1,0912345678',
        'M2,新名2,B1,',
        'M3,新人3,A1,',
        'M4,新人4,A1,',
        'M5,新人5,A1,',
      ),
    )
    const idOf = async (personnelNo: string) =>
      (
        await db
          .selectFrom('people')
          .select('id')
          .where('personnelNo', '=', personnelNo)
          .executeTakeFirstOrThrow()
      ).id
    await db.updateTable('people').set({ title: '有人改過' }).where('personnelNo', '=', 'M2').execute()
    await db
      .insertInto('accounts')
      .values({ personId: await idOf('M4'), login: 'm4', passwordHash: null, disabledAt: null })
      .execute()
    const undone = await admin.undo(done.id)
    expect(undone).toMatchObject({
      state: 'undone',
      undone: { restored: 1, removed: 2, left: 2 },
      actions: [],
    })
    const [first, second] = await image()
    expect(first).toEqual(before[0])
    expect(second).toMatchObject({ name: '新名2', title: '有人改過' })
    expect(
      await db.selectFrom('personPhones').select('e164').where('personId', '=', first!.id).execute(),
    ).toEqual([{ e164: '+886223979298' }])
    const { body } = await admin.ask(`GET /imports/${done.id}/rows?which=left`)
    expect(body.rows.map(({ no, key }: { no: number; key: string }) => [no, key])).toEqual([
      [3, 'M2'],
      [5, 'M4'],
    ])
    expect(await countOf(db, 'M%')).toBe(3)
  })

  test('is possible for 24 hours and once', async ({ imports }) => {
    const { as, clock, db } = imports
    await addAgency(db, { name: '臺松市政府', code: 'A1' })
    const { id } = await (await as('administrator')).import('people', many(2))
    clock.advance({ hours: 24, seconds: 1 })
    const late = await (await as('administrator')).ask(`POST /imports/${id}/undo`)
    expect([late.status, late.body.code]).toEqual([410, 'import-undo-too-late'])
    clock.advance({ hours: -2 })
    const intime = await as('administrator')
    expect((await intime.undo(id)).state).toBe('undone')
    expect((await intime.ask(`POST /imports/${id}/undo`)).body.code).toBe('import-not-now')
  })
})

test('a week after it ended, the rows of an import are gone; that there was one, and with what result, stays', async ({
  imports,
}) => {
  const { db, as, clock } = imports
  await addAgency(db, { name: '臺松市政府', code: 'A1' })
  const { id } = await (await as('administrator')).import('people', many(3))
  const rows = async () =>
    (
      await db
        .selectFrom('importRows')
        .select('rowNo')
        .where('importId', '=', id as never)
        .execute()
    ).length
  clock.advance({ hours: 7 * 24 - 1 })
  await forgetImports(imports.deps)
  expect(await rows()).toBe(3)
  clock.advance({ hours: 2 })
  await forgetImports(imports.deps)
  expect(await rows()).toBe(0)
  const later = await (await as('administrator')).ask('GET /imports')
  expect(later.body).toMatchObject([{ id, state: 'done', counts: { created: 3 } }])
  const { preview } = await db
    .selectFrom('imports')
    .select('preview')
    .where('id', '=', id as never)
    .executeTakeFirstOrThrow()
  expect(preview.rows).toEqual([])
})
