import { describe, expect, test } from 'vitest'
import { jsonRows } from '../../../server/directory/import/reading/json.ts'
import { tableWithin } from '../../../server/directory/import/reading/table-within.ts'
import {
  attachmentText,
  byId,
  byPlace,
  readAttachments,
} from '../../../server/knowledge/import/attachment-text.ts'
import { guarded, joined, parted, unguarded } from '../../../server/knowledge/import/cells.ts'
import { ENTRY_FIELDS } from '../../../server/knowledge/import/fields.ts'
import { readEntryRow } from '../../../server/knowledge/import/row-data.ts'
import { authorityTexts, readAuthorityTexts } from '../../../server/knowledge/import/variant-text.ts'
import { allOf, chunksOf } from '../../support/sheets.ts'

const [ONE, TWO] = ['0199e7a1-0000-7000-8000-000000000001', '0199e7a1-0000-7000-8000-000000000002']

describe('cells of a table of entries', () => {
  test('never run as a formula, and come back as they were, marks that were there before included', () => {
    for (const cell of [
      '=1+1',
      '+886',
      '@x',
      '-1 點',
      '＝全形',
      "'=留著",
      "''=兩個",
      '平常',
      "'撇號",
      '- 點\n- 點',
      '',
    ]) {
      expect([cell, unguarded(guarded(cell))]).toEqual([cell, cell])
      expect(/^[=+\-@＝＋－＠]/u.test(guarded(cell))).toBe(false)
    }
    expect(guarded('-12.5')).toBe('-12.5')
  })

  test('hold several words, also words that hold what parts them', () => {
    for (const words of [['差勤', '請假'], ['甲、乙', '丙'], ['a,b'], ['一；二', '三;四'], []])
      expect(parted(joined(words))).toEqual(words)
    expect(parted('差勤、請假， 加班')).toEqual(['差勤', '請假', '加班'])
    expect(parted('["a,b", "c"]')).toEqual(['a,b', 'c'])
  })

  test('hold the texts of several authorities, also lines that look like the mark of one', () => {
    const texts = [
      { authority: 'A01', body: '第一行\n【像標題】\n\\【有斜線】\n\n末行' },
      { authority: '387000000A', body: '另一個' },
    ]
    expect(readAuthorityTexts(authorityTexts(texts))).toEqual(texts)
    expect(readAuthorityTexts(JSON.stringify(texts))).toEqual(texts)
    for (const wrong of ['沒有標題', '【A01】', '【A01】\n一\n【A01】\n二', '[{"authority":1}]'])
      expect([wrong, readAuthorityTexts(wrong)]).toEqual([wrong, undefined])
  })

  test('name attachments with kind and title, or just by their path', () => {
    const files = [
      { path: '附件/Q000001/畫面.png', kind: 'picture' as const, title: '登入｜畫面' },
      { path: '附件/Q000001/表.odt', kind: 'form' as const, title: '' },
    ]
    expect(readAttachments(attachmentText(files))).toEqual(files)
    expect(readAttachments('.\\附件\\a.PNG；b.pdf')).toEqual([
      { path: '附件/a.PNG', kind: 'picture', title: '' },
      { path: 'b.pdf', kind: 'attachment', title: '' },
    ])
  })

  test('name files of a text by their place, and paths lead to files', () => {
    const text = `![圖](file:${ONE}) [片](video:${TWO}#${ONE}) 與 file:${TWO.replace('2', '9')}`
    const placed = byPlace(text, [ONE, TWO])
    expect(placed).toBe(`![圖](file:1) [片](video:2#1) 與 file:${TWO.replace('2', '9')}`)
    const files = [
      { fileId: ONE, path: '附件/a b.png' },
      { fileId: TWO, path: 'b.pdf' },
    ]
    expect(byId(placed, files)).toBe(text)
    expect(byId('![圖](<附件/a b.png>) [表](b.pdf) [外](https://b.pdf) file:7', files)).toBe(
      `![圖](file:${ONE}) [表](file:${TWO}) [外](https://b.pdf) file:7`,
    )
  })
})

describe('a row of a table of entries', () => {
  const read = (cells: Record<string, string>) => readEntryRow(Object.keys(cells), Object.values(cells))

  test('says only what stands in it; a - empties, an empty cell says nothing', () => {
    const { key, data, faults } = read({
      ...{ number: 'ｑ948', title: ' 標題 ', body: '一\r\n二', expertBody: '-', domain: '差勤', tags: '' },
      ...{ visibility: '登入可見', reviewOn: '116/1/31', ownerNo: '-' },
    })
    expect([key, faults]).toEqual(['Q000948', []])
    expect(data).toMatchObject({
      number: 'Q000948',
      title: '標題',
      body: '一\n二',
      expertBody: '',
      domain: '差勤',
    })
    expect(data).toMatchObject({ visibility: 'signed-in', reviewOn: '2027-01-31', ownerNo: null })
    expect(data).not.toHaveProperty('tags')
  })

  test('is too long in words of the limit, and garbled where characters could not be read', () => {
    const codes = (cells: Record<string, string>) => read(cells).faults.map(({ code }) => code)
    expect(codes({ title: '長'.repeat(201) })).toEqual(['too-long'])
    expect(codes({ title: '短', body: '長'.repeat(400_000) })).toEqual(['body-too-large'])
    expect(codes({ title: '亂\uFFFD' })).toEqual(['garbled'])
    expect(codes({ title: '題', tags: Array.from({ length: 21 }, (_, n) => `t${n}`).join('；') })).toEqual([
      'too-many',
    ])
    expect(codes({ title: '題', number: 'Q0' })).toEqual(['number-unreadable'])
  })
})

describe('JSON as a table', () => {
  const rows = (text: string, size = 3) =>
    allOf(jsonRows(chunksOf(Buffer.from(text), size), ENTRY_FIELDS, 10_000))
  const fields = Object.keys(ENTRY_FIELDS)
  const at = (row: { cells: string[] } | undefined, field: string) => row?.cells[fields.indexOf(field)]

  test('is read object by object, however it is cut, by Chinese or English names', async () => {
    const said = { 標題: '有 "}" 與 \\ 的題', tags: ['a,b'], body: null, n: 1, 'Short answer': '答' }
    const read = await rows(JSON.stringify({ about: { x: 1 }, entries: [said, { title: '二' }] }, null, 1))
    expect(read).toHaveLength(3)
    expect(at(read[1], 'title')).toBe(said.標題)
    expect([at(read[1], 'tags'), at(read[1], 'body'), at(read[1], 'shortAnswer')]).toEqual([
      '["a,b"]',
      '-',
      '答',
    ])
    expect([at(read[2], 'title'), at(read[2], 'body')]).toEqual(['二', ''])
    expect(await rows('[{"title":"一"}]')).toHaveLength(2)
  })

  test('that is broken or endless is refused, and nothing of it is held', async () => {
    for (const broken of ['', '{}', '[{"title":"一"}', '[{"title":}]', '[1,2]', '[{"a":1}}]'])
      await expect(rows(broken)).rejects.toMatchObject({ code: 'import-file-broken' })
    await expect(rows(`[{"title":"${'長'.repeat(200_000)}`, 4096)).rejects.toMatchObject({
      code: 'import-file-too-large',
    })
  })
})

test('the table of a ZIP is the one outside of folders, or in the one folder that holds everything', () => {
  const nameOf = (...names: string[]) => tableWithin(names)?.name
  expect(nameOf('問答.csv', '附件/a.csv')).toBe('問答.csv')
  expect(nameOf('包/問答.xlsx', '包/附件/a.pdf', '__MACOSX/包/._問答.xlsx')).toBe('包/問答.xlsx')
  expect(nameOf('a.csv', 'b.ods')).toBeUndefined()
  expect(nameOf('附件/一/a.csv', '附件/二/b.csv')).toBeUndefined()
  expect(nameOf()).toBeUndefined()
})
