import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../../../search/fold.ts'
import { spelt, tokenOf, tokensOf } from '../../../search/meilisearch/tokens.ts'
import { termsOf } from '../../../search/terms.ts'
import { anyText } from '../../support/any-text.ts'

const words = (text: string) => tokensOf(fold(text)).join(' ').split(' ')

test('pairs of neighbours are kept as words of their own, and the last character of each run', () => {
  expect(words('公務人員')).toEqual(expect.arrayContaining(['公务', '务人', '人员', '员0']))
})

test('what is spaced by itself is apart from what is not, so that no script runs into the next', () => {
  const [spaced, unspaced] = tokensOf(fold('登入WebHR後請假115年'))
  expect(spaced).toBe('webhr 115')
  expect(unspaced).not.toMatch(/[a-z]|115/)
})

test('words, numbers, Chinese and Japanese stay as they are', () => {
  expect(['webhr', 'pemis2k', 'café', '115', '津贴', 'かな'].map(tokenOf)).toEqual([
    'webhr',
    'pemis2k',
    'café',
    '115',
    '津贴',
    'かな',
  ])
})

test('what the engine would cut in two, or leave away, is spelt by its codes', () => {
  expect(tokenOf('2fa')).toBe('u32u66u61')
  expect(tokenOf('𠮷野')).toBe('u20bb7u91ce')
  expect(tokenOf('\ue123')).toBe('ue123z')
  expect(tokenOf('\u0301')).toBe('u301')
})

test('how a pair sounds is one word, and no other', () => {
  const [sound = ''] = termsOf('複審', { sounds: true }).flatMap(({ term, kind }) =>
    kind === 'sound' ? [term] : [],
  )
  expect(tokenOf(sound)).toMatch(/^sounds[a-z]+0[a-z]+$/)
})

test('no pair is two words that are kept, as the engine would find it wherever both are', () => {
  expect(['薪', '津贴', '公务员', '\u{20bb7}'].map(tokenOf)).toEqual(['薪0', '津贴', '公务员0', 'u20bb7z'])
  expect(tokenOf('薪').startsWith(spelt('薪'))).toBe(true)
})

test('what sounds like nothing, such as kana, is spelt by its codes as well', () => {
  expect(tokenOf('~か.な')).toMatch(/^[a-z0-9]+$/)
})

test('whatever a text says, each of its terms is one word of those kept', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const kept = new Set(words(text))
      for (const { term } of termsOf(text)) {
        const token = tokenOf(term)
        expect(token).toMatch(/^[\p{L}\p{N}]+$/u)
        expect(Buffer.byteLength(token)).toBeLessThanOrEqual(250)
        expect(kept).toContain(token)
      }
    }),
  )
})
