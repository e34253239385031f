import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Excerpt, excerptOf, highlighted } from '../../../search/excerpt.ts'
import { termsOf } from '../../../search/terms.ts'
import { anyText } from '../../support/any-text.ts'

const asked = (text: string) => termsOf(text).map(({ term }) => ({ term, weight: 1 }))
const marked = ({ text, ranges }: Excerpt) => ranges.map(([from, to]) => text.slice(from, to))

test('what was asked is marked in the text as it was written, pairs that touch as one', () => {
  expect(marked(highlighted('對考績結果不服如何提起復審', asked('考績結果')))).toEqual(['考績結果'])
  expect(marked(highlighted('臺灣銀行 ＷｅｂＨＲ 账号', asked('台灣 webhr 帳號')))).toEqual([
    '臺灣',
    'ＷｅｂＨＲ',
    '账号',
  ])
  expect(marked(highlighted('㈱公司', asked('株公司')))).toEqual(['公司'])
})

test('a Latin word is marked only where it is a word', () => {
  expect(marked(highlighted('eHR 與 WebHR 與 hr系統', asked('hr')))).toEqual(['hr'])
})

const long = `${'前言說明若干事項。'.repeat(30)}加班補休須於兩年內休畢，逾期發給加班費。${'後續說明若干事項。'.repeat(30)}`

test('an excerpt is where most of what was asked stands, and begins with its sentence', () => {
  const excerpt = excerptOf(long, asked('補休 休畢'), 60)
  expect(excerpt.text).toMatch(/^加班補休須於兩年內休畢/)
  expect(excerpt.text.length).toBeLessThanOrEqual(60)
  expect(marked(excerpt)).toEqual(['補休', '休畢'])
  expect([excerpt.isCutBefore, excerpt.isCutBehind]).toEqual([true, true])
})

test('different words count for more than one word said often', () => {
  const text = `${'差勤差勤差勤差勤。'}${'其他事項。'.repeat(40)}差勤系統的請假時數計算。`
  expect(marked(excerptOf(text, asked('差勤 請假 時數'), 40))).toEqual(['差勤', '請假時數'])
})

test('a short text is shown whole, one without what was asked from its beginning', () => {
  expect(excerptOf('短短一句。', asked('補休'))).toEqual({
    text: '短短一句。',
    ranges: [],
    isCutBefore: false,
    isCutBehind: false,
  })
  expect(excerptOf(long, asked('退撫'), 60).text).toBe(long.slice(0, 60))
})

test('of any text the excerpt is a part, in order marked, and no character is cut in half', () => {
  fc.assert(
    fc.property(anyText(200), anyText(6), fc.integer({ min: 1, max: 80 }), (text, question, most) => {
      const excerpt = excerptOf(text, asked(question), most)
      expect(text).toContain(excerpt.text)
      if (text.isWellFormed()) expect(excerpt.text.isWellFormed()).toBe(true)
      let last = -1
      for (const [from, to] of excerpt.ranges) {
        expect(from).toBeGreaterThan(last)
        expect(to).toBeGreaterThan(from)
        expect(to).toBeLessThanOrEqual(excerpt.text.length)
        last = to
      }
    }),
  )
})
