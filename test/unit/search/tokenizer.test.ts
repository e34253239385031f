import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, tokensOf } from '../../../search/tokenizer.ts'
import { anyText } from '../../support/any-text.ts'

test('Chinese is cut into pairs of neighbours, a character alone stays itself', () => {
  expect(tokensOf('公務人員')).toEqual(['公務', '務人', '人員'])
  expect(tokensOf('薪')).toEqual(['薪'])
})

test('words and numbers of other scripts stay whole, also inside Chinese', () => {
  expect(tokensOf('登入WebHR後出現錯誤115-000731')).toEqual([
    '登入',
    'webhr',
    '後出',
    '出現',
    '現錯',
    '錯誤',
    '115',
    '000731',
  ])
  expect(tokensOf('Pemis2K')).toEqual(['pemis2k'])
})

test('width, case and variant forms make no difference', () => {
  expect(fold('ＷｅｂＨＲ')).toBe('webhr')
  expect(tokensOf('臺北')).toEqual(tokensOf('台北'))
  expect(tokensOf('撫卹金入賬')).toEqual(tokensOf('撫恤金入帳'))
  expect(tokensOf('身分證')).toEqual(tokensOf('身份證'))
})

test('rare characters, also those without a code of their own, are cut like others', () => {
  expect(tokensOf('𡈽𤭢𠮷')).toEqual(['𡈽𤭢', '𤭢𠮷'])
  expect(tokensOf('王\u{F0000}明')).toEqual(['王\u{F0000}', '\u{F0000}明'])
})

test('what every question says is left out', () => {
  expect(tokensOf('請問')).toEqual([])
  expect(tokensOf('如何請假')).not.toContain('如何')
})

test('any text at all gives tokens without spaces, the same ones after folding', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const tokens = tokensOf(text)
      expect(tokens.every((token) => token !== '' && !/\s/.test(token))).toBe(true)
      expect(tokensOf(fold(text))).toEqual(tokens)
    }),
  )
})
