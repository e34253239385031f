import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskName } from '../../../server/platform/zh/name.ts'
import { cleanLine, cleanText, graphemeCount } from '../../../server/platform/zh/text.ts'

test('rare characters stay byte for byte', () => {
  for (const rare of ['王𡍼', '𪚥', '瓦歷斯‧諾幹', '\uE000造字', '\uFA0C\u{2F800}', '游錫堃', '👩‍🏫']) {
    expect(cleanText(rare)).toBe(rare)
  }
})

test('what no text should hold is taken out', () => {
  expect(cleanText('甲\u0000乙\u0007丙\u202E丁\u2066戊\uFEFF')).toBe('甲乙丙丁戊')
  expect(cleanText('甲\r\n乙\r丙\n\t丁')).toBe('甲\n乙\n丙\n\t丁')
  expect(cleanText('甲\uD800乙')).toBe('甲\uFFFD乙')
  expect(cleanText('e\u0301')).toBe('é')
  expect(cleanLine('　差勤　\n 系統\t')).toBe('差勤 系統')
})

test('cleaning twice changes nothing more, whatever came', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = cleanText(text)
      expect(cleanText(once)).toBe(once)
      expect(once.isWellFormed()).toBe(true)
    }),
  )
})

test('characters are counted as a reader sees them', () => {
  expect(graphemeCount('𠮷'.repeat(50))).toBe(50)
  expect(graphemeCount('👩‍🏫é王𡍼')).toBe(4)
  expect(graphemeCount('')).toBe(0)
  expect(graphemeCount('好'.repeat(1_000_000), 50)).toBe(51)
})

test.each([
  ['陳美君', '陳○君'],
  ['王𡍼', '王○'],
  ['歐陽小美', '歐○○美'],
  ['瓦歷斯‧諾幹', '瓦○○‧○幹'],
  ['Maria Santos', 'M○ S○'],
  ['陳', '陳'],
  ['', ''],
])('%s is shown in public as %s', (name, shown) => {
  expect(maskName(name)).toBe(shown)
})
