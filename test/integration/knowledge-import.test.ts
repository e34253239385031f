import { strToU8, zipSync } from 'fflate'
import { describe, expect } from 'vitest'
import { lines } from '../support/imports.ts'
import { findable, liveEntries, test } from '../support/knowledge-imports.ts'
import { ods, xlsx } from '../support/sheets.ts'

const HEADER = '來源編號,標題,簡答,內容,業務別'
const TABLE = [
  ['來源編號', '標題', '簡答', '內容', '業務別', '標籤'],
  ['A-1', '如何申請生活津貼', '登入後按「申請」。', '1. 登入系統\n2. 按「申請」', '待遇福利', '津貼；申請'],
  ['A-2', '「考績」如何評定', '由主管評定。', '', '考績', ''],
]
const csv = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')

describe('entries from a table', () => {
  test('come in the same way from CSV, ODS, XLSX, JSON and ZIP, are live at once, and are found', async ({
    imports,
    db,
  }) => {
    const { chief } = imports
    const asJson = TABLE.slice(1).map(([source, title, shortAnswer, body, domain, tags]) => ({
      ...{ source, 標題: title, shortAnswer, body, domain },
      tags: tags === '' ? [] : tags?.split('；'),
    }))
    const files: [string, Uint8Array | string][] = [
      ['一.csv', `\uFEFF${csv(TABLE)}`],
      ['二.ods', await ods(TABLE)],
      ['三.xlsx', xlsx(TABLE)],
      ['四.json', JSON.stringify({ entries: asJson })],
      ['五.zip', zipSync({ '問答.csv': strToU8(csv(TABLE)) })],
    ]
    for (const [n, [name, bytes]] of files.entries()) {
      const checked = await chief.check(bytes, name)
      expect([name, checked.state, checked.missing, checked.counts]).toEqual([
        name,
        'checked',
        [],
        n === 0
          ? { created: 2, changed: 0, unchanged: 0, failed: 0 }
          : { created: 0, changed: 0, unchanged: 2, failed: 0 },
      ])
      expect((await chief.run(checked.id)).state).toBe('done')
    }
    const entries = await liveEntries(db)
    expect(entries).toMatchObject([
      {
        source: 'A-1',
        title: '如何申請生活津貼',
        body: '1. 登入系統\n2. 按「申請」',
        tags: ['津貼', '申請'],
      },
      { source: 'A-2', title: '「考績」如何評定', n: 1, isImported: true, visibility: 'public' },
    ])
    expect(await findable(db)).toHaveLength(2)
  })

  test('change nothing until somebody says so; the same line again is the next version of the same entry', async ({
    imports,
    db,
  }) => {
    const { chief } = imports
    const first = await chief.check(lines(HEADER, 'A-1,標題一,簡答一,,差勤'))
    expect(first.actions).toContain('run')
    expect(await liveEntries(db)).toEqual([])
    await chief.run(first.id)
    const again = await chief.import(lines(HEADER, 'A-1,標題一,簡答改了,,差勤', 'A-2,標題二,簡答二,,考績'))
    expect(again.counts).toEqual({ created: 1, changed: 1, unchanged: 0, failed: 0 })
    const entries = await liveEntries(db)
    expect(entries.map(({ source, n, shortAnswer }) => [source, n, shortAnswer])).toEqual([
      ['A-1', 2, '簡答改了'],
      ['A-2', 1, '簡答二'],
    ])
    const states = await imports.versions(entries[0]!.id)
    expect(states.map(({ state }) => state)).toEqual(['replaced', 'live'])
  })

  test('without a source are known again by their title; an empty cell changes nothing, a - empties', async ({
    imports,
    db,
  }) => {
    const { chief } = imports
    const header = '標題,簡答,內容,業務別,標籤'
    await chief.import(lines(header, '標題一,簡答一,內容一,差勤,請假'))
    const done = await chief.import(lines(header, '標題一,,新內容,,-'))
    expect(done.counts).toMatchObject({ created: 0, changed: 1 })
    expect(await liveEntries(db)).toMatchObject([
      { shortAnswer: '簡答一', body: '新內容', tags: [], domain: '差勤' },
    ])
  })

  test('keep the number that the table brings; new ones never get one that it brings later', async ({
    imports,
    db,
  }) => {
    const { chief } = imports
    const header = '編號,標題,簡答,業務別'
    await chief.import(lines(header, ',沒有編號,簡答,差勤', 'Q000948,有編號,簡答,差勤', 'q3,第三,簡答,考績'))
    const numbers = (await liveEntries(db)).map(({ number, title }) => [number, title])
    expect(numbers).toEqual([
      ['Q000003', '第三'],
      ['Q000948', '有編號'],
      ['Q000949', '沒有編號'],
    ])
    const done = await chief.import(lines(header, 'Q000948,改了標題,,'))
    expect(done.counts).toMatchObject({ changed: 1, created: 0 })
  })

  test('can be drafts, which somebody else then approves', async ({ imports, db }) => {
    const { chief } = imports
    const done = await chief.import(lines(HEADER, 'A-1,標題一,簡答一,,差勤'), '問答.csv', 'draft')
    expect(done.counts.created).toBe(1)
    expect(await liveEntries(db)).toEqual([])
    expect(await findable(db)).toEqual([])
    const { id } = await db.selectFrom('knowledgeEntries').select('id').executeTakeFirstOrThrow()
    await imports.submit(id, chief.actor)
    const { atWork } = await imports.read(id, chief.actor)
    expect(atWork!.can).not.toContain('approve')
    await imports.approve(id, imports.second)
    expect(await liveEntries(db)).toHaveLength(1)
  })

  test('that hold from a later day on wait for it', async ({ imports, db }) => {
    const { chief, clock } = imports
    await chief.import(lines(`${HEADER},生效日`, 'A-1,標題一,簡答一,,差勤,115/12/01'))
    expect(await liveEntries(db)).toEqual([])
    clock.advance({ hours: 24 * 12 })
    await imports.goLive()
    expect(await liveEntries(db)).toHaveLength(1)
  })
})

describe('rows that are wrong', () => {
  test('are told by their number, with what to do; the others come in, and a file says why', async ({
    imports,
    db,
  }) => {
    const { chief } = imports
    const header = '編號,來源編號,標題,簡答,業務別,系統,公開範圍,原因,負責人,失效日,附件'
    const table = lines(
      header,
      ',1,,沒有標題,差勤,,,,,,',
      ',2,沒有業務別,簡答,,,,,,,',
      ',3,業務別不對,簡答,天文,,,,,,',
      ',4,系統不對,簡答,差勤,沒有這個系統,,,,,',
      ',5,沒有原因,簡答,差勤,,內部,,,,',
      ',6,範圍不對,簡答,差勤,,大家,,,,',
      ',7,負責人不對,簡答,差勤,,,,查無此人,,',
      ',8,日期不對,簡答,差勤,,,,,明天,',
      ',9,沒有附件,簡答,差勤,,,,,,說明.pdf',
      'ABC,10,編號不對,簡答,差勤,,,,,,',
      ',11,沒有解答,,差勤,,,,,,',
      ',12,重複,簡答,差勤,,,,,,',
      ',12,重複,簡答,差勤,,,,,,',
      'Q999999999,13,太遠,簡答,差勤,,,,,,',
      ',14,可以的,簡答,差勤,,內部,尚未定案,,,',
    )
    const checked = await chief.check(table)
    expect(checked.counts).toEqual({ created: 2, changed: 0, unchanged: 0, failed: 13 })
    const failures = await chief.failures(checked.id)
    expect(failures.map(({ no }) => no)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15])
    expect(failures.map(({ reasons }) => reasons.join(''))).toEqual([
      expect.stringContaining('「標題」沒有填寫'),
      expect.stringContaining('「業務別」'),
      expect.stringContaining('業務別「天文」'),
      expect.stringContaining('找不到系統「沒有這個系統」'),
      expect.stringContaining('「原因」'),
      expect.stringContaining('公開範圍「大家」'),
      expect.stringContaining('找不到負責人「查無此人」'),
      expect.stringContaining('看不懂「失效日」的「明天」'),
      expect.stringContaining('附件「說明.pdf」不在 ZIP 裡'),
      expect.stringContaining('編號「ABC」'),
      expect.stringContaining('「簡答」與「內容」'),
      expect.stringContaining('第 13 列'),
      expect.stringContaining('太遠'),
    ])
    const file = await chief.download(`/knowledge-imports/${checked.id}/failed-rows?format=csv`)
    expect(file.bytes.toString()).toContain('未匯入的原因')
    expect(file.bytes.toString().split('\r\n').filter(Boolean)).toHaveLength(14)
    await chief.run(checked.id)
    expect((await liveEntries(db)).map(({ title }) => title)).toEqual(['重複', '可以的'])
  })

  test('are those of entries being edited or withdrawn, too', async ({ imports }) => {
    const { chief } = imports
    const edited = await imports.publish({ title: '編修中的' })
    await imports.next(edited.id)
    const gone = await imports.publish({ title: '下架的' })
    await imports.withdraw(gone.id)
    const checked = await chief.check(
      lines('編號,標題,簡答', `${edited.number},新標題,簡答`, `${gone.number},新標題,簡答`),
    )
    expect(checked.counts).toMatchObject({ changed: 0, failed: 2 })
    const [one, other] = await chief.failures(checked.id)
    expect(one!.reasons[0]).toContain('有草稿或審核中的版本')
    expect(other!.reasons[0]).toContain('已下架')
  })

  test('never reach further than what the table is: the template’s example stays out, formulas are text', async ({
    imports,
    db,
  }) => {
    const { chief } = imports
    const { bytes, headers } = await chief.download('/knowledge-imports/template?format=xlsx')
    expect(headers['content-disposition']).toContain('.xlsx')
    const checked = await chief.check(bytes, '範本.xlsx')
    expect(checked.missing).toEqual([])
    expect(checked.reading.columns).not.toContain(null)
    expect((await chief.failures(checked.id))[0]?.reasons[0]).toContain('範例列')
    await chief.import(lines(HEADER, `A-1,"'=HYPERLINK(""http://x"")",簡答,'-1 說明,差勤`))
    expect(await liveEntries(db)).toMatchObject([{ title: '=HYPERLINK("http://x")', body: '-1 說明' }])
  })
})

describe('files that are no tables of entries', () => {
  test('are refused with a sentence: a ZIP without one table, broken JSON, macros, ways out of the folder', async ({
    imports,
  }) => {
    const { chief } = imports
    const two = await chief.begin(zipSync({ 'a.csv': strToU8('標題'), 'b.csv': strToU8('標題') }), 'x.zip')
    expect([two.status, two.body.code]).toEqual([400, 'import-zip-table'])
    const none = await chief.begin(zipSync({ '附件/a.txt': strToU8('x') }), 'x.zip')
    expect(none.body.code).toBe('import-zip-table')
    const broken = await chief.begin('{"entries": [{"title": "a"', 'x.json')
    expect(broken.body.code).toBe('import-file-broken')
    const other = await chief.begin('<資料/>', 'x.xml')
    expect(other.body.code).toBe('import-format-unsupported')
    const table = { '問答.csv': strToU8('標題') }
    await expect(
      chief.upload('x.zip', zipSync({ ...table, '附件/a.docm': strToU8('PK') })),
    ).rejects.toMatchObject({
      code: 'file-refused',
    })
    await expect(
      chief.upload('x.zip', zipSync({ ...table, '../a.txt': strToU8('x') })),
    ).rejects.toMatchObject({
      code: 'file-refused',
    })
  })

  test('nobody but those who review entries imports, and agents who write export what they may read', async ({
    imports,
  }) => {
    const { colleague, ask, hire, chief } = imports
    expect((await ask('GET /knowledge-imports', { as: colleague })).status).toBe(403)
    const user = imports.as(await hire('user'))
    expect((await user.download('/knowledge-export?format=csv')).status).toBe(403)
    const agent = imports.as(colleague)
    expect((await agent.download('/knowledge-export?format=csv')).status).toBe(200)
    expect((await chief.download('/knowledge-export?format=exe')).status).toBe(400)
  })
})
