import { expect, test } from 'vitest'
import { countCharacters } from '../../../client/platform/graphemes.ts'
import { isImeKey, isUnfinishedZhuyin, searchable } from '../../../client/platform/ime.ts'
import { findItems } from '../../../client/ui/searchable-items.ts'

const key = (init: { isComposing?: boolean; keyCode?: number }) =>
  ({ isComposing: false, keyCode: 13, ...init }) as KeyboardEvent

test('Enter that ends a composition is not ours, in Chromium and in Safari', () => {
  expect(isImeKey(key({ isComposing: true, keyCode: 229 }))).toBe(true)
  expect(isImeKey(key({ keyCode: 229 }))).toBe(true)
  expect(isImeKey({ nativeEvent: key({ isComposing: true }) })).toBe(true)
  expect(isImeKey(key({}))).toBe(false)
})

test('syllables that were not chosen yet are not searched for', () => {
  expect(isUnfinishedZhuyin('ㄔㄞ')).toBe(true)
  expect(isUnfinishedZhuyin('ㄐㄧˋ ')).toBe(true)
  expect(isUnfinishedZhuyin('差ㄑ')).toBe(false)
  expect(isUnfinishedZhuyin('')).toBe(false)
})

test('a search sees one width, one case, and full-width spaces as spaces', () => {
  expect(searchable('　ＷｅｂＨＲ　考績 ')).toBe('webhr 考績')
})

test('characters are counted as people count them', () => {
  expect(countCharacters('𠮷'.repeat(50))).toBe(50)
  expect(countCharacters('瓦歷斯‧諾幹')).toBe(6)
  expect(countCharacters('👩‍💻')).toBe(1)
})

const systems = [
  { id: '1', label: 'WebHR 考績', keywords: ['PERF', '考績系統'] },
  { id: '2', label: '差勤線上簽核', detail: '差勤' },
  { id: '3', label: 'Pemis2K', keywords: ['人事資料'] },
]
const found = (text: string) => findItems(systems, text).map((item) => item.id)

test('an item is found by name, old name and code, in any width and order', () => {
  expect(found('webhr')).toEqual(['1'])
  expect(found('ｐｅｒｆ')).toEqual(['1'])
  expect(found('考績　WEB')).toEqual(['1'])
  expect(found('差')).toEqual(['2'])
  expect(found('人事資料')).toEqual(['3'])
  expect(found('沒有')).toEqual([])
})

test('an empty search shows everything', () => {
  expect(found('　')).toEqual(['1', '2', '3'])
})
