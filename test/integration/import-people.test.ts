import { describe, expect } from 'vitest'
import { addAgency, addPerson } from '../support/directory.ts'
import { lines, test } from '../support/imports.ts'
import { ods, xlsx } from '../support/sheets.ts'

const HEADER = '人員代碼,姓名,機關代碼,職稱,電子郵件,電話,分機,手機'

describe('people', () => {
  test('from a table are added, changed or left as they are, and each kind is counted before anything is written', async ({
    imports,
  }) => {
    const { db, as } = imports
    const admin = await as('administrator')
    const agencyId = await addAgency(db, { name: '臺松市政府', code: 'A1' })
    await addPerson(db, { personnelNo: 'P2', name: '陳舊名', agencyId })
    await addPerson(db, { personnelNo: 'P3', name: '不變', agencyId, phones: [['+886223979298', '123']] })
    const checked = await admin.check(
      'people',
      lines(
        HEADER,
        'ｐ１, 王　小明 ,A1,科員,Wang@a1.gov.example,０２－２３９７－９２９８ 轉 456、049-222-2106,,0912345678',
        'P2,陳新名,,,,,,',
        'P3,不變,A1,,,02-2397-9298,123,',
      ),
    )
    expect(checked).toMatchObject({
      state: 'checked',
      counts: { created: 1, changed: 1, unchanged: 1, failed: 0 },
      reading: { encoding: 'utf-8', separator: ',', headerRow: 1 },
      actions: ['read', 'check', 'run', 'cancel'],
    })
    expect(await db.selectFrom('people').select('name').where('personnelNo', '=', 'P2').execute()).toEqual([
      { name: '陳舊名' },
    ])
    expect(await admin.run(checked.id)).toMatchObject({
      state: 'done',
      counts: { created: 1, changed: 1, unchanged: 1, failed: 0 },
      actions: ['undo'],
    })
    const people = await db
      .selectFrom('people')
      .select(['personnelNo', 'name', 'agencyId', 'title', 'email'])
      .where('personnelNo', 'like', 'P%')
      .orderBy('personnelNo')
      .execute()
    expect(people).toEqual([
      { personnelNo: 'P1', name: '王 小明', agencyId, title: '科員', email: 'Wang@a1.gov.example' },
      { personnelNo: 'P2', name: '陳新名', agencyId, title: '', email: null },
      { personnelNo: 'P3', name: '不變', agencyId, title: '', email: null },
    ])
    const phones = await db
      .selectFrom('personPhones')
      .innerJoin('people', 'people.id', 'personId')
      .select(['e164', 'extension'])
      .where('personnelNo', '=', 'P1')
      .orderBy('e164')
      .execute()
    expect(phones).toEqual([
      { e164: '+886223979298', extension: '456' },
      { e164: '+886492222106', extension: '' },
      { e164: '+886912345678', extension: '' },
    ])
  })

  test('imported again from the same table are all unchanged', async ({ imports }) => {
    const { db, as } = imports
    const admin = await as('administrator')
    await addAgency(db, { name: '臺松市政府', code: 'A1' })
    const table = lines(
      `${HEADER},離職日期,在職狀態`,
      'P1,王小明,A1,科員,w@a.example,02-2397-9298,456,0912345678,,在職',
      'P2,李大華,A1,,,,,,115/10/31,',
      'P3,林去職,A1,,,,,,,退休',
    )
    expect((await admin.import('people', table)).counts).toMatchObject({ created: 3 })
    imports.clock.advance({ hours: 48 })
    const nextAdmin = await as('administrator')
    expect((await nextAdmin.import('people', table)).counts).toEqual({
      created: 0,
      changed: 0,
      unchanged: 3,
      failed: 0,
    })
    const [left] = await db
      .selectFrom('people')
      .select((eb) => eb.cast<string>('leftOn', 'text').as('leftOn'))
      .where('personnelNo', '=', 'P2')
      .execute()
    expect(left).toEqual({ leftOn: '2026-10-31' })
  })

  test('whose rows are at fault are told row by row, the others are imported all the same', async ({
    imports,
  }) => {
    const { db, as } = imports
    const admin = await as('administrator')
    await addAgency(db, { name: '臺松市政府', code: 'A1' })
    const checked = await admin.check(
      'people',
      lines(
        '人員名冊,,,,,,',
        '人員代碼,姓名,機關代碼,電子郵件,電話,離職日期,接任者人員代碼',
        'P1,好的,A1,ok@a.example,02-2397-9298,,',
        ',沒有代碼,A1,,,,',
        'P3,,A1,,,,',
        'P4,壞信箱,A1,not-a-mail,,,',
        'P5,壞電話,A1,,12345,,',
        'P6,沒機關,ZZ,,,,',
        'P1,重複,A1,,,,',
        'A123456789,身分證,A1,,,,',
        'P9,沒這天,A1,,,115/02/30,',
        'P10,還沒到,A1,,,116/01/01,',
        'P11,沒接任,A1,,,115/11/01,P99',
        'P12,自己接,A1,,,115/11/01,P12',
        '',
      ),
    )
    expect(checked.counts).toEqual({ created: 1, changed: 0, unchanged: 0, failed: 11 })
    const failures = await admin.failures(checked.id)
    expect(failures.map(({ no, reasons }) => [no, reasons.length])).toEqual(
      [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((no) => [no, 1]),
    )
    const reasons = failures.map((failure) => failure.reasons[0])
    expect(reasons[0]).toContain('「人員代碼」沒有填寫')
    expect(reasons[1]).toContain('必須有「姓名」')
    expect(reasons[2]).toContain('not-a-mail')
    expect(reasons[3]).toContain('12345')
    expect(reasons[4]).toContain('找不到機關代碼「ZZ」')
    expect(reasons[5]).toContain('與第 3 列重複')
    expect(reasons[6]).toContain('身分證字號')
    expect(reasons[7]).toContain('看不懂「離職日期」的「115/02/30」')
    expect(reasons[8]).toContain('還沒到')
    expect(reasons[9]).toContain('找不到接任者「P99」')
    expect(reasons[10]).toContain('接任者就是本人')
    const done = await admin.run(checked.id)
    expect(done.counts).toEqual({ created: 1, changed: 0, unchanged: 0, failed: 11 })
    const file = await imports.app.inject({
      url: `/api/imports/${checked.id}/failed-rows?format=csv`,
      headers: { cookie: `onewindow_session=${admin.token}` },
    })
    expect(file.body.slice(0, 1)).toBe('\uFEFF')
    expect(file.body.split('\r\n')[0]).toBe(
      '\uFEFF人員代碼,姓名,機關代碼,電子郵件,電話,離職日期,接任者人員代碼,未匯入的原因',
    )
    expect(file.body.split('\r\n')).toHaveLength(13)
    // Corrected in one cell, the downloaded file is imported as it is.
    const again = await admin.check('people', file.body.replace('not-a-mail', 'right@a.example'))
    expect(again.counts).toMatchObject({ created: 1, changed: 1, failed: 9 })
  })

  test('come from ODS and XLSX as from CSV', async ({ imports }) => {
    const { db, as } = imports
    const admin = await as('administrator')
    await addAgency(db, { name: '臺松市政府', code: 'A1' })
    const rows = [
      ['人員代碼', '姓名', '機關代碼', '電話'],
      ['P1', '王𡍼', 'A1', '02-2397-9298 #12'],
    ]
    const fromOds = await admin.check('people', await ods(rows), '名冊.ods')
    expect(fromOds).toMatchObject({ format: 'ods', counts: { created: 1, failed: 0 } })
    await admin.run(fromOds.id)
    const fromXlsx = await admin.check(
      'people',
      xlsx([...rows, ['P2', '李大華', 'A1', 912_345_678], ['P3', '林一', 'A1', null]]),
      '名冊.xlsx',
    )
    expect(fromXlsx).toMatchObject({ format: 'xlsx', counts: { created: 2, unchanged: 1, failed: 0 } })
  })
})
