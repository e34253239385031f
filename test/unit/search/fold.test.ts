import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, folded } from '../../../search/fold.ts'
import { anyText } from '../../support/any-text.ts'

test('width, case, variants and both ways of writing make no difference', () => {
  expect(fold('ＷｅｂＨＲ')).toBe('webhr')
  for (const [one, other] of [
    ['臺北', '台北'],
    ['撫卹金入賬', '抚恤金入帐'],
    ['身分證', '身份证'],
    ['復審', '复审'],
    ['計劃', '計畫'],
    ['计划', '計畫'],
    ['週休', '周休'],
    ['裡面', '里面'],
    ['乾淨', '干净'],
    ['人事服務網授權', '人事服务网授权'],
  ])
    expect(fold(one!), one).toBe(fold(other!))
})

test('of each character it is known where it was written', () => {
  const text = 'ＷebHR ㈱ 差勤'
  const { text: found, at } = folded(text)
  expect(found).toBe('webhr (株) 差勤')
  expect(at).toHaveLength(found.length)
  expect(text.slice(at[found.indexOf('差')])).toBe('差勤')
  expect(at[found.indexOf('株')]).toBe(text.indexOf('㈱'))
})

test('what nobody sees makes no difference, what controls is a space', () => {
  expect(fold('差\u200b勤\ufeff系\u00ad統')).toBe(fold('差勤系統'))
  expect(fold('葛\u{e0100}')).toBe(fold('葛'))
  expect(fold('差勤\0系統\n')).toBe(`${fold('差勤')} ${fold('系統')} `)
})

test('every character of the basic plane is folded once and for all', () => {
  for (let unit = 0; unit <= 0xffff; unit++) {
    const once = fold(String.fromCharCode(unit))
    if (fold(once) !== once) expect(fold(once), unit.toString(16)).toBe(once)
  }
})

test('any text at all is folded, without a lone surrogate, and of all of it the place is known', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const { text: found, at } = folded(text)
      expect(found.isWellFormed()).toBe(true)
      expect(at).toHaveLength(found.length)
      expect(at).toEqual(at.toSorted((a, b) => a - b))
      expect(at.every((place) => place < text.length)).toBe(true)
    }),
  )
})
