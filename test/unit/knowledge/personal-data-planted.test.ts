import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { personalDataOf, withoutPersonalData } from '../../../server/knowledge/personal-data.ts'
import { isNationalId } from '../../../server/platform/zh/national-id.ts'

const digits = (n: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }).map((list) => list.join(''))
const wide = (text: string) =>
  text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
/** As it is typed, in capitals or not, in full width or not. */
const typed = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.boolean()).map(([it, isWide]) => (isWide ? wide(it) : it))

const nationalId = fc
  .tuple(fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), fc.constantFrom(...'1289ABCD'), digits(7))
  .map((start) => {
    const id = start.join('')
    return id + [...'0123456789'].find((last) => isNationalId(id + last))!
  })
const mobile = fc
  .tuple(fc.constantFrom('', '-', ' ', '.'), digits(2), digits(3), digits(3))
  .map(([between, a, b, c]) => [`09${a}`, b, c].join(between))
const landline = fc
  .tuple(
    fc.constantFrom(['02', '2397'], ['04', '2228'], ['07', '799'], ['03', '332'], ['049', '222']),
    digits(4),
    fc.constantFrom('', '分機123', '#45', ' 轉 6', ' ext. 7890'),
    fc.boolean(),
  )
  .map(([[area, exchange], rest, extension, isBracketed]) =>
    [isBracketed ? `(${area})` : `${area}-`, exchange, '-', rest, extension].join(''),
  )
const mail = fc
  .tuple(
    fc.stringMatching(/^[a-z][a-z0-9._]{0,20}[a-z0-9]$/),
    fc.constantFrom('mail.gov.tw', 'ntcg.gov.tw', 'a.b.example.com'),
  )
  .map(([name, domain]) => `${name}@${domain}`)
const day = fc
  .tuple(
    fc.integer({ min: 30, max: 99 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.boolean(),
  )
  .map(([year, month, date, isLong]) =>
    isLong ? `民國${year}年${month}月${date}日` : `${year}/${month}/${date}`,
  )
const address = fc
  .tuple(
    fc.constantFrom('臺北市信義區', '南投縣南投市', '高雄市', ''),
    fc.constantFrom('中正路', '中山北路', '光明街', '市府路'),
    fc.constantFrom('', '二段', '12巷', '3巷4弄'),
    fc.integer({ min: 1, max: 999 }),
    fc.constantFrom('號', '號3樓', '之2號'),
  )
  .map((parts) => parts.join(''))
const person = fc
  .tuple(fc.constantFrom(...'王陳林黃張李吳劉蔡楊'), fc.stringMatching(/^[小大明美華志芳玲傑文]{1,2}$/))
  .map((parts) => parts.join(''))

/** What is planted, and the words before it that say what it is. */
const planted = fc.oneof(
  typed(nationalId).map((it) => ['', it, ''] as const),
  typed(mobile).map((it) => ['', it, ''] as const),
  typed(landline).map((it) => ['', it, ''] as const),
  typed(mail).map((it) => ['', it, ''] as const),
  fc
    .tuple(fc.integer({ min: 100, max: 130 }), digits(6))
    .map(([year, n]) => ['', `${year}-${n}`, ''] as const),
  fc
    .tuple(fc.constantFrom('生日：', '出生日期為', '出生年月日 '), typed(day))
    .map(([w, it]) => [w, it, ''] as const),
  fc.tuple(fc.constantFrom('', '住', '地址：'), address).map(([w, it]) => [w, it, ''] as const),
  fc.tuple(fc.constantFrom('姓名：', '申請人：', '承辦人為'), person).map(([w, it]) => [w, it, ''] as const),
  fc.tuple(person, fc.constantFrom('先生', '小姐', '科長', '主任')).map(([it, t]) => ['', it, t] as const),
  fc
    .tuple(fc.constantFrom('帳號：', '使用者代碼是', '帳號 '), fc.stringMatching(/^[a-z]{2,8}[0-9]{2,4}$/))
    .map(([w, it]) => [w, it, ''] as const),
  fc.tuple(fc.constantFrom('員工編號：', '工號'), digits(6)).map(([w, it]) => [w, it, ''] as const),
)

const AROUND = [
  '差勤系統無法登入',
  '依請假規則第3條辦理',
  '謝謝',
  ' WebHR ',
  'Q000948',
  '\n',
  '🙂',
  '𠮷',
  '\ud800',
  '<b>',
  '3,500元',
  '、',
  '115年',
]
const around = fc
  .tuple(
    fc.array(fc.constantFrom(...AROUND), { maxLength: 6 }),
    fc.constantFrom('，', '。', '\n', '（', '「', '　'),
  )
  .map(([words, edge]) => [words.join(''), edge] as const)

describe('personal data in any surroundings', () => {
  test('is found where it was planted, and nothing of it remains', () => {
    fc.assert(
      fc.property(around, planted, around, ([before, edge], [label, it, after], [end, mark]) => {
        const head = `${before}${edge}${label}`
        const text = `${head}${it}${after}${mark}${end}`
        const items = personalDataOf(text)
        const covered = items.some(({ from, to }) => from <= head.length && to >= head.length + it.length)
        expect(covered, `${it} in ${JSON.stringify(text)}: ${JSON.stringify(items)}`).toBe(true)
        expect(withoutPersonalData(text, items)).not.toContain(it)
      }),
      { numRuns: 1000 },
    )
  })

  test('of a known person is found wherever it stands', () => {
    fc.assert(
      fc.property(person, fc.array(fc.constantFrom(...AROUND, '他'), { maxLength: 8 }), (name, words) => {
        const text = [...words, name, ...words, name].join('')
        const clean = withoutPersonalData(text, personalDataOf(text, [{ kind: 'name', text: name }]))
        expect(clean).not.toContain(name)
        expect(clean.split('〔姓名〕').length).toBeGreaterThan(2)
      }),
    )
  })

  test('is told by places that do not overlap, in their order, and that say what stands there', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            planted.map((parts) => parts.join('')),
            fc.constantFrom(...AROUND),
          ),
        ),
        (words) => {
          const text = words.join('')
          let at = 0
          for (const item of personalDataOf(text)) {
            expect(item.from).toBeGreaterThanOrEqual(at)
            expect(item.to).toBeGreaterThan(item.from)
            expect(text.slice(item.from, item.to)).toBe(item.text)
            at = item.to
          }
        },
      ),
    )
  })

  test('that was not chosen stays, letter by letter', () => {
    fc.assert(
      fc.property(
        fc.array(
          planted.map((parts) => parts.join('')),
          { maxLength: 6 },
        ),
        (words) => {
          const text = words.join('，')
          expect(withoutPersonalData(text, [])).toBe(text)
        },
      ),
    )
  })
})
