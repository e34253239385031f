import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { personalDataIn } from '../../../server/files/personal-data.ts'
import { isNationalId } from '../../../server/platform/zh/national-id.ts'

const inTable = (...rows: string[][]) => personalDataIn({ name: '表.xlsx', rows })
const inText = (...lines: string[]) => personalDataIn({ name: '文字.txt', rows: lines.map((line) => [line]) })
const named = (name: string) => personalDataIn({ name, rows: [] })

describe('a national identity number', () => {
  test.each(['A123456789', 'F131104093', 'a123456789', 'A800000014', 'AB12345677'])('is %s', (id) => {
    expect(isNationalId(id)).toBe(true)
  })

  test.each(['A123456788', 'A323456789', 'A12345678', 'A1234567890', 'ABCDEFGHIJ', ''])('is not %s', (id) => {
    expect(isNationalId(id)).toBe(false)
  })

  test('has one last digit only', () => {
    const area = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    const middle = fc.integer({ min: 0, max: 9_999_999 }).map((n) => String(n).padStart(7, '0'))
    fc.assert(
      fc.property(area, fc.constantFrom('1', '2', '8', '9'), middle, (letter, second, digits) => {
        const valid = [...'0123456789'].filter((last) => isNationalId(`${letter}${second}${digits}${last}`))
        return valid.length === 1
      }),
    )
  })

  test('is found in a cell, in a sentence, and written in full width', () => {
    expect(inTable(['王小明', 'A123456789'])).toEqual(['national-id'])
    expect(inText('他的身分證是 A123456789，請查。')).toEqual(['national-id'])
    expect(inText('Ａ１２３４５６７８９')).toEqual(['national-id'])
  })

  test('is not what only looks like one: a wrong check digit, or part of something longer', () => {
    expect(inText('A123456788', 'XA123456789', 'A1234567890', '115-000731')).toEqual([])
  })
})

describe('a table', () => {
  test.each([
    [['人事編號', '姓名'], ['D0000123', '王小明'], ['personnel-number']],
    [['Employee ID', 'Name'], ['10023', 'Wang'], ['personnel-number']],
    [['姓名', '出生年月日'], ['王小明', '民國70年1月5日'], ['birth-date']],
    [['姓名', '生日'], ['王小明', '0700105'], ['birth-date']],
    [['姓名', '本俸', '專業加給'], ['王小明', '38,390', '24,700'], ['salary']],
    [['姓名', '實發金額'], ['王小明', '62390 元'], ['salary']],
  ])('with %j above %j holds personal data', (head, row, found) => {
    expect(inTable(['某機關清冊'], head, row)).toEqual(found)
  })

  test('is a form as long as nothing stands under its headings', () => {
    expect(inTable(['人事編號', '出生年月日', '本俸'], ['', '', '0'])).toEqual([])
    expect(inTable(['人事編號', '出生年月日', '本俸'])).toEqual([])
  })

  test('of something else holds none', () => {
    expect(
      inTable(['系統', '版本', '發布日期'], ['差勤', '3.2.1', '115/11/20'], ['待遇', '1.0', '115/10/01']),
    ).toEqual([])
  })
})

describe('a text', () => {
  test.each([
    ['出生日期：70/01/05', ['birth-date']],
    ['本月實發金額 NT$62,390', ['salary']],
    ['員工編號：D0000123', ['personnel-number']],
  ])('that says “%s” holds personal data', (line, found) => {
    expect(inText('您好', line)).toEqual(found)
  })

  test.each([
    '請到薪資系統按「重新計算」。',
    '出生日期欄位空白時會出錯',
    '系統於 115/11/20 更新',
    '錯誤代碼：12345',
  ])('that says “%s” holds none', (line) => {
    expect(inText(line)).toEqual([])
  })
})

describe('the name of a file', () => {
  test.each([
    '115年11月薪資清冊.pdf',
    '員工名冊.docx',
    '王小明身分證.jpg',
    '考績結果.zip',
    'payroll-2026.pdf',
  ])('%s tells of personal data', (name) => {
    expect(named(name)).toEqual(['file-name'])
  })

  test.each([
    '待遇系統操作手冊.pdf',
    '薪資系統操作手冊.pdf',
    '人事資料匯入範本.xlsx',
    '截圖.png',
    '匯出錯誤.log',
  ])('%s tells of none', (name) => {
    expect(named(name)).toEqual([])
  })
})

test('whatever a file holds, it is judged', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.array(fc.string())), (name, rows) =>
      Array.isArray(personalDataIn({ name, rows })),
    ),
  )
})
