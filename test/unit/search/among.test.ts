import { expect, test } from 'vitest'
import { findAmong } from '../../../search/among.ts'

const own = [
  {
    key: 1,
    title: '匯出人員清冊後部分姓名變成問號',
    body: '在 WebHR 匯出 ODS，姓名有罕用字的同仁都變成問號。',
  },
  { key: 2, title: '差勤系統請假時數錯誤', body: '加班補休折算後剩餘時數少了 4 小時。' },
  { key: 3, title: '無法登入 eCPA', body: '輸入帳號密碼後畫面空白，換瀏覽器也一樣。' },
  { key: 4, title: '考績清冊列印格式跑掉', body: '列印考績清冊時最後一欄被切掉。' },
  { key: 5, title: '退休試算年資不符', body: '併計義務役年資後，退休試算表的年資少一年。' },
]
const keysFor = (text: string, most = 5) => findAmong(text, own, most).map(({ key }) => key)

test('the case about the same trouble comes first', () => {
  expect(keysFor('姓名變問號')[0]).toBe(1)
  expect(keysFor('請假的時數算錯了')[0]).toBe(2)
  expect(keysFor('登入後畫面空白')[0]).toBe(3)
  expect(keysFor('列印清冊')[0]).toBe(4)
  expect(keysFor('退休年資試算')[0]).toBe(5)
})

test('a word of the system’s name is enough', () => {
  expect(keysFor('ecpa')).toEqual([3])
  expect(keysFor('ＷＥＢＨＲ')).toEqual([1])
})

test('several that fit are put in order, the others are left out', () => {
  const found = keysFor('匯出清冊')
  expect(found[0]).toBe(1)
  expect(found).not.toContain(5)
  expect(keysFor('匯出清冊', 1)).toEqual([1])
})

test('nothing is found for what nobody asked before, for politeness, or for nothing', () => {
  expect(keysFor('訓練研習場次報名額滿')).toEqual([])
  expect(keysFor('請問一下，謝謝您好')).toEqual([])
  expect(keysFor('')).toEqual([])
  expect(findAmong('姓名', [], 5)).toEqual([])
})

test('one chance pair in a long description is not a likeness', () => {
  expect(keysFor('昨天更新後，薪資轉存媒體檔產製失敗，銀行端退件，畫面顯示逾時訊息')).toEqual([])
})

test('a single case of one’s own can be found, too', () => {
  expect(findAmong('差勤時數', [own[1]!], 5)).toHaveLength(1)
})

test('where all of one’s cases are alike, all are found, though none says just the same', () => {
  const alike = Array.from({ length: 60 }, (_, n) => ({
    title: '請假單送出後沒有簽核人',
    body: `第 ${n} 次`,
  }))
  expect(findAmong('請假單簽核', alike, 100)).toHaveLength(60)
  expect(findAmong('薪資單轉存', alike, 100)).toEqual([])
})
