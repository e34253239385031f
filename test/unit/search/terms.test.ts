import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likeLatin, slipsBetween } from '../../../search/latin.ts'
import { endsIn, termsOf } from '../../../search/terms.ts'
import { anyText } from '../../support/any-text.ts'

const said = (text: string, kind: string, of = {}) =>
  termsOf(text, of).flatMap((one) => (one.kind === kind ? [one.term] : []))

test('Chinese is cut into pairs of neighbours, a character alone stays itself', () => {
  expect(said('公務人員', 'pair')).toEqual(['公务', '务人', '人员'])
  expect(said('薪', 'pair')).toEqual(['薪'])
})

test('words and numbers of other scripts stay whole, also inside Chinese', () => {
  expect(said('登入WebHR後出現錯誤115-000731', 'latin')).toEqual(['webhr', '115', '000731'])
  expect(said('Pemis2K', 'latin')).toEqual(['pemis2k'])
})

test('what sounds alike has a sound in common', () => {
  const sounds = (text: string) => said(text, 'sound', { sounds: true })
  expect(sounds('複審')).toEqual(sounds('復審'))
  expect(sounds('提撥')).toEqual(sounds('提播'))
  expect(sounds('差勤')).not.toEqual(sounds('差假'))
})

test('rare characters, also those without a code of their own, are cut like others', () => {
  expect(said('𡈽𤭢𠮷', 'pair')).toEqual(['𡈽𤭢', '𤭢𠮷'])
  expect(said('王\u{F0000}明', 'pair')).toEqual(['王\u{F0000}', '\u{F0000}明'])
})

test('longer words are found whole as well', () => {
  expect(said('公務人員考績', 'word')).toContain('公务人员')
})

test('each run has an end, so that a character alone is found wherever it stands', () => {
  expect(endsIn('加薪，webhr年資 𠮷𡈽 薪')).toEqual(['薪', '資', '𡈽', '薪'])
})

test('what is too long to be a word is none', () => {
  expect(termsOf('a'.repeat(65))).toEqual([])
  expect(termsOf('a'.repeat(64))).toHaveLength(1)
})

test('what every question says is left out', () => {
  expect(termsOf('請問')).toEqual([])
  expect(said('如何請假', 'pair')).not.toContain('如何')
})

test('a slip of a letter, and a word that is still being typed, are understood', () => {
  const known = ['webhr', 'pemis2k', 'ecpa', 'web']
  expect(likeLatin('wehbr', known).map(({ term }) => term)).toContain('webhr')
  expect(likeLatin('pemis', known).map(({ term }) => term)).toEqual(['pemis2k'])
  expect(likeLatin('gis', known)).toEqual([])
  expect(likeLatin('pemis2000', known).map(({ term }) => term)).toEqual(['pemis2k'])
  // Another number is no slip.
  expect(likeLatin('q000949', ['q000948', 'q000949x'])).toEqual([{ term: 'q000949x', weight: 0.5 }])
  expect([slipsBetween('webhr', 'webhr'), slipsBetween('wehbr', 'webhr'), slipsBetween('', 'abc')]).toEqual([
    0, 1, 3,
  ])
})

test('any text at all gives terms without spaces', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      for (const { term } of termsOf(text, { sounds: true })) expect(term).toMatch(/^[^\s\0]+$/u)
    }),
  )
})
