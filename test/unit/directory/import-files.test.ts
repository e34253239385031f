import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { csvOf } from '../../../server/directory/import/failed-rows/csv.ts'
import { columnsFor, FIELDS } from '../../../server/directory/import/fields.ts'
import { csvRows } from '../../../server/directory/import/reading/csv.ts'
import { recogniseEncoding, recogniseSeparator } from '../../../server/directory/import/reading/encoding.ts'
import { odsRows } from '../../../server/directory/import/reading/ods.ts'
import { openPackage } from '../../../server/directory/import/reading/package.ts'
import { xlsxRows } from '../../../server/directory/import/reading/xlsx.ts'
import { allOf, chunksOf, ods, odsWith, xlsx } from '../../support/sheets.ts'

/** 機關代碼,機關名稱 / C1,人事總署 as Windows in Taiwan writes it. */
const BIG5 = Buffer.from([
  0xbe, 0xf7, 0xc3, 0xf6, 0xa5, 0x4e, 0xbd, 0x58, 0x2c, 0xbe, 0xf7, 0xc3, 0xf6, 0xa6, 0x57, 0xba, 0xd9, 0x0d,
  0x0a, 0x43, 0x31, 0x2c, 0xa4, 0x48, 0xa8, 0xc6, 0xc1, 0x60, 0xb8, 0x70,
])

describe('a text file', () => {
  test('is known as UTF-8, with or without a mark, as Big5, and as UTF-16 by its mark', async () => {
    const known = (bytes: Uint8Array, size?: number) => recogniseEncoding(chunksOf(bytes, size))
    expect(await known(Buffer.from('機關代碼'))).toBe('utf-8')
    expect(await known(Buffer.from('\uFEFF機關代碼'))).toBe('utf-8')
    expect(await known(BIG5)).toBe('big5')
    expect(await known(Buffer.from('\uFEFF機關', 'utf16le'))).toBe('utf-16le')
    expect(await known(Buffer.from('\uFEFF機關', 'utf16le').swap16())).toBe('utf-16be')
    // A character may lie across two parts of the file.
    expect(await known(Buffer.from('機關代碼'), 2)).toBe('utf-8')
  })

  test('whose only Chinese stands at its very end is still known for what it is', async () => {
    const bytes = Buffer.concat([Buffer.from('code,name\r\n'.repeat(100_000)), BIG5])
    expect(await recogniseEncoding(chunksOf(bytes, 70_000))).toBe('big5')
  })

  test('is separated by what its lines agree on, whatever stands between quotes', () => {
    expect(recogniseSeparator('代碼,名稱\nA,一\nB,二')).toBe(',')
    expect(recogniseSeparator('代碼;名稱\nA;"一,二,三"\nB;二')).toBe(';')
    expect(recogniseSeparator('代碼\t名稱\nA\t一')).toBe('\t')
    expect(recogniseSeparator('只有一欄')).toBe(',')
  })

  test('gives its rows with their numbers, empty ones and line ends in cells counted as a spreadsheet does', async () => {
    const text = '\uFEFF代碼,名稱\r\n\r\nA,"一\n行"\r\nB,"他說""好"""\r\n'
    expect(
      await allOf(csvRows(chunksOf(Buffer.from(text), 3), { encoding: 'utf-8', separator: ',' })),
    ).toEqual([
      { no: 1, cells: ['代碼', '名稱'] },
      { no: 2, cells: [''] },
      { no: 3, cells: ['A', '一\n行'] },
      { no: 4, cells: ['B', '他說"好"'] },
    ])
    const [header] = await allOf(csvRows(chunksOf(BIG5), { encoding: 'big5', separator: ',' }))
    expect(header?.cells).toEqual(['機關代碼', '機關名稱'])
  })

  test('with a quote that is never closed is refused instead of becoming one enormous cell', async () => {
    const text = `代碼,名稱\nA,"${'一'.repeat(300_000)}`
    const rows = csvRows(chunksOf(Buffer.from(text)), { encoding: 'utf-8', separator: ',' })
    await expect(allOf(rows)).rejects.toMatchObject({ code: 'import-file-broken' })
  })
})

describe('a spreadsheet', () => {
  test('in XLSX gives its first sheet: shared words without their reading, numbers as typed, gaps as empty cells', async () => {
    const file = xlsx([
      ['代碼', '電話', '備註'],
      ['A&B', null, '<有>'],
      [null, null, null],
      [1_150_000, 912_345_678, null],
    ])
    expect(await allOf(xlsxRows(openPackage(file)))).toEqual([
      { no: 1, cells: ['代碼', '電話', '備註'] },
      { no: 2, cells: ['A&B', '', '<有>'] },
      { no: 4, cells: ['1150000', '912345678'] },
    ])
  })

  test('in ODS gives its first table, what our own download writes included', async () => {
    const rows = [
      ['代碼', '備註'],
      ['007', '兩  格\n兩行'],
      ['', ''],
      ['𡍼', '=1+1'],
    ]
    expect(await allOf(odsRows(openPackage(await ods(rows))))).toEqual([
      { no: 1, cells: ['代碼', '備註'] },
      { no: 2, cells: ['007', '兩  格\n兩行'] },
      { no: 4, cells: ['𡍼', '=1+1'] },
    ])
  })

  test('in ODS has days and numbers as they are, repeated cells and rows counted, and remarks left out', async () => {
    const cell = (attributes: string, text = '') =>
      `<table:table-cell ${attributes}>${text}</table:table-cell>`
    const file =
      odsWith(`<table:table table:name="一"><table:table-row table:number-rows-repeated="3">${cell('')}</table:table-row>
      <table:table-row table:number-rows-repeated="2">
        ${cell('office:value-type="date" office:date-value="2026-11-21"', '<text:p>115.11.21</text:p>')}
        ${cell('office:value-type="float" office:value="12"', '<text:p>12.00</text:p>')}
        ${cell('office:value-type="string" table:number-columns-repeated="2"', '<office:annotation><text:p>註</text:p></office:annotation><text:p>甲</text:p>')}
        ${cell('table:number-columns-repeated="16000"')}
      </table:table-row></table:table><table:table table:name="二"><table:table-row>${cell('', '<text:p>別張</text:p>')}</table:table-row></table:table>`)
    const rows = await allOf(odsRows(openPackage(file)))
    expect(rows.map(({ no }) => no)).toEqual([4, 5])
    expect(rows[0]?.cells.slice(0, 5)).toEqual(['2026-11-21', '12', '甲', '甲', ''])
    expect(rows[0]?.cells.length).toBeLessThanOrEqual(100)
  })

  test('that unpacks to very much more than it holds is refused while it is unpacked', async () => {
    const bomb = odsWith(`<table:table><table:table-row><table:table-cell><text:p>${' '.repeat(9_000_000)}`)
    await expect(allOf(odsRows(openPackage(bomb)))).rejects.toMatchObject({ code: 'import-file-too-large' })
  })

  test('that says one row a billion times is refused', async () => {
    const file = odsWith(
      '<table:table><table:table-row table:number-rows-repeated="1000000000"><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row></table:table>',
    )
    await expect(allOf(odsRows(openPackage(file)))).rejects.toMatchObject({ code: 'import-too-many-rows' })
  })

  test('that brings its own entities, is cut off or is none at all is refused', async () => {
    const broken = { code: 'import-file-broken' }
    const entities = strToU8('x')
    expect(() => openPackage(entities)).toThrow(expect.objectContaining(broken))
    const whole = await ods([['代碼'], ['A']])
    expect(() => openPackage(whole.subarray(0, whole.length - 30))).toThrow(expect.objectContaining(broken))
    const laughs = odsWith('<!DOCTYPE a [<!ENTITY b "bbbb">]><table:table>&b;</table:table>')
    await expect(allOf(odsRows(openPackage(laughs)))).rejects.toMatchObject(broken)
  })
})

describe('columns', () => {
  test('are known by Chinese and English headers, whatever their width, case, marks and brackets', () => {
    expect(
      columnsFor(FIELDS.people, ['人員代碼', ' 姓 名 ', '服務機關代碼（必填）', 'E-Mail', '*電話', '其他']),
    ).toEqual(['personnelNo', 'name', 'agencyCode', 'email', 'phone', null])
    expect(columnsFor(FIELDS.agencies, ['Agency code', 'AGENCY NAME', 'ｐａｒｅｎｔ', '名稱'])).toEqual([
      'code',
      'name',
      'parentCode',
      null,
    ])
  })
})

test('a downloaded CSV begins with its mark, and nothing in it is run as a formula', async () => {
  const rows = async function* () {
    yield ['=1+1', '+886912345678', '@x', '-1', '007', '逗,號', '引"號', '\t=2']
  }
  const text = (await allOf(csvOf(rows()))).join('')
  expect(text).toBe(`\uFEFF'=1+1,'+886912345678,'@x,-1,007,"逗,號","引""號",'\t=2\r\n`)
})
