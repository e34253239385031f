import { describe, expect } from 'vitest'
import { addAgency, addPerson } from '../support/directory.ts'
import { lines, test } from '../support/imports.ts'

const HEADER = '機關代碼,機關名稱,上級機關代碼,人事系統,地址,備註'

const agenciesOf = (db: Parameters<typeof addAgency>[0]) =>
  db
    .selectFrom('agencies as a')
    .leftJoin('agencies as above', 'above.id', 'a.parentId')
    .select(['a.code', 'a.name', 'above.code as parent', 'a.hrSystem', 'a.county', 'a.shortName'])
    .orderBy('a.code')
    .execute()

describe('agencies', () => {
  test('come in with parents that stand later in the same file, and go again child first', async ({
    imports,
  }) => {
    const { db, as } = imports
    const admin = await as('administrator')
    await addAgency(db, { name: '舊機關', code: 'A0' })
    const done = await admin.import(
      'agencies',
      lines(
        HEADER,
        'A3,第三層,A2,WebHR,,',
        'A2,第二層,A1,pemis 2k,,',
        'A1,第一層,A0,自建,青嵐縣示範路一段1號,',
        'A0,新名稱,,,,',
      ),
    )
    expect(done.counts).toEqual({ created: 3, changed: 1, unchanged: 0, failed: 0 })
    expect(await agenciesOf(db)).toEqual([
      { code: 'A0', name: '新名稱', parent: null, hrSystem: 'WebHR', county: '南投縣', shortName: '舊機關' },
      { code: 'A1', name: '第一層', parent: 'A0', hrSystem: 'own', county: '青嵐縣', shortName: '第一層' },
      { code: 'A2', name: '第二層', parent: 'A1', hrSystem: 'Pemis2K', county: '', shortName: '第二層' },
      { code: 'A3', name: '第三層', parent: 'A2', hrSystem: 'WebHR', county: '', shortName: '第三層' },
    ])
    expect((await admin.undo(done.id)).undone).toEqual({ restored: 1, removed: 3, left: 0 })
    expect(await agenciesOf(db)).toMatchObject([{ code: 'A0', name: '舊機關' }])
  })

  test('more than fit into one batch keep their parents', async ({ imports }) => {
    const { db, as } = imports
    const admin = await as('administrator')
    // The root stands last, its 2500 children before it.
    const rows = Array.from({ length: 2500 }, (_, n) => `B${n},第${n}所,ROOT,WebHR,,`)
    const done = await admin.import('agencies', lines(HEADER, ...rows, 'ROOT,總部,,WebHR,,'))
    expect(done.counts).toMatchObject({ created: 2501, failed: 0 })
    const orphans = await db.selectFrom('agencies').select('code').where('parentId', 'is', null).execute()
    expect(orphans).toEqual([{ code: 'ROOT' }])
  })

  test('whose parent is nowhere, refused itself, or below them are refused with a sentence each', async ({
    imports,
  }) => {
    const { db, as } = imports
    const admin = await as('administrator')
    const top = await addAgency(db, { name: '上', code: 'T1' })
    await addAgency(db, { name: '下', code: 'T2', parentId: top })
    const checked = await admin.check(
      'agencies',
      lines(
        HEADER,
        'C1,一,NOWHERE,WebHR,,',
        'C2,二,C1,WebHR,,',
        'C3,三,C2,WebHR,,',
        'D1,甲,D2,WebHR,,',
        'D2,乙,D1,WebHR,,',
        'T1,上,T2,,,',
        'E1,沒有系統,,,,',
        'E2,怪系統,,XYZ,,',
        'OK,好的,T2,WebHR,,',
      ),
    )
    expect(checked.counts).toEqual({ created: 1, changed: 0, unchanged: 0, failed: 8 })
    const reasons = Object.fromEntries(
      (await admin.failures(checked.id)).map((failure) => [failure.no, failure.reasons.join()]),
    )
    expect(reasons[2]).toContain('找不到上級機關代碼「NOWHERE」')
    expect(reasons[3]).toContain('那一列有誤')
    expect(reasons[4]).toContain('那一列有誤')
    for (const no of [5, 6, 7]) expect(reasons[no]).toContain('互為上下級')
    expect(reasons[8]).toContain('必須有「人事系統」')
    expect(reasons[9]).toContain('「XYZ」不在清單')
  })

  test('may change places: what was below comes above, in one file', async ({ imports }) => {
    const { db, as } = imports
    const admin = await as('administrator')
    const top = await addAgency(db, { name: '上', code: 'T1' })
    await addAgency(db, { name: '下', code: 'T2', parentId: top })
    const done = await admin.import('agencies', lines('機關代碼,上級機關代碼', 'T1,T2', 'T2,-'))
    expect(done.counts).toMatchObject({ changed: 2, failed: 0 })
    expect(await agenciesOf(db)).toMatchObject([
      { code: 'T1', parent: 'T2' },
      { code: 'T2', parent: null },
    ])
    await admin.undo(done.id)
    expect(await agenciesOf(db)).toMatchObject([
      { code: 'T1', parent: null },
      { code: 'T2', parent: 'T1' },
    ])
  })
})

test('systems come in with owner, vendor and old names; who has left or is not there cannot own one', async ({
  imports,
}) => {
  const { db, as } = imports
  const admin = await as('administrator')
  const owner = await addPerson(db, { personnelNo: 'P1', name: '負責人' })
  await addPerson(db, { personnelNo: 'P2', name: '已離職' })
  await db.updateTable('people').set({ leftOn: '2026-01-01' }).where('personnelNo', '=', 'P2').execute()
  const { id: vendorId } = await db
    .insertInto('vendors')
    .values({ name: '資訊公司', email: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const done = await admin.import(
    'systems',
    lines(
      '系統代碼;系統名稱;業務別;舊名;負責人;廠商',
      'S1;差勤系統;差勤;舊差勤、WebTime;P1;資訊公司',
      'S2;沒人;差勤;;P9;',
      'S3;走了;差勤;;P2;',
      'S4;沒廠商;差勤;;;別家',
      'S5;怪業務;其他;;;',
    ),
  )
  expect(done.reading.separator).toBe(';')
  expect(done.counts).toEqual({ created: 1, changed: 0, unchanged: 0, failed: 4 })
  expect(
    await db.selectFrom('systems').select(['code', 'shortName', 'oldNames', 'ownerId', 'vendorId']).execute(),
  ).toEqual([
    { code: 'S1', shortName: '差勤系統', oldNames: ['舊差勤', 'WebTime'], ownerId: owner, vendorId },
  ])
  expect((await admin.undo(done.id)).undone.removed).toBe(1)
})

describe('a file', () => {
  test('in UTF-16 with tabs is read as what it is, and can be read otherwise by hand', async ({
    imports,
  }) => {
    const admin = await imports.as('administrator')
    const { body } = await admin.begin(
      'agencies',
      Buffer.from(`\uFEFF${lines('機關代碼\t全銜\t別的', 'A1\t一\tWebHR')}`, 'utf16le'),
    )
    expect(body.reading).toEqual({
      encoding: 'utf-16le',
      separator: '\t',
      headerRow: 1,
      columns: ['code', 'name', null],
    })
    const otherwise = await admin.ask(`PUT /imports/${body.id}/reading`, {
      columns: ['name', 'code', 'hrSystem'],
    })
    expect(otherwise.body).toMatchObject({
      reading: { columns: ['name', 'code', 'hrSystem'] },
      missing: [],
      preview: { header: ['機關代碼', '全銜', '別的'], rows: [{ no: 2, cells: ['A1', '一', 'WebHR'] }] },
    })
    const twice = await admin.ask(`PUT /imports/${body.id}/reading`, { columns: ['name', 'name', null] })
    expect(twice.body.code).toBe('import-columns-twice')
  })

  test('without a column for the code is not checked before one is chosen', async ({ imports }) => {
    const admin = await imports.as('administrator')
    const { body } = await admin.begin('people', lines('甲,姓名', 'P1,王'))
    expect(body).toMatchObject({ missing: ['personnelNo'], actions: ['read', 'cancel'] })
    const refused = await admin.ask(`POST /imports/${body.id}/check`)
    expect([refused.status, refused.body.code]).toEqual([400, 'import-columns-missing'])
  })

  test('that is empty, no table or cut off is refused with a sentence, nothing is begun', async ({
    imports,
  }) => {
    const admin = await imports.as('administrator')
    const codeOf = async (bytes: Uint8Array | string, name: string) =>
      (await admin.begin('people', bytes, name)).body.code
    expect(await codeOf('\r\n\r\n', '空.csv')).toBe('import-nothing-in-it')
    expect(await codeOf('說明', '說明.txt')).toBeUndefined()
    expect(await codeOf('# 說明', '說明.log')).toBe('import-format-unsupported')
    expect((await admin.ask('GET /imports')).body).toHaveLength(1)
  })

  test('whose quote is never closed ends the check with a sentence, and can be read otherwise', async ({
    imports,
  }) => {
    const admin = await imports.as('administrator')
    const rows = Array.from({ length: 900 }, (_, n) => `P${n},王`)
    const checked = await admin.check('people', lines('人員代碼,姓名', ...rows, '"P999,王'))
    expect(checked).toMatchObject({ state: 'failed', actions: ['read', 'check'] })
    expect(checked.problem).toContain('讀不到表格')
  })
})
