import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsOf } from '../../../search/counts.ts'
import { indexTermsOf, textsOf } from '../../../search/document.ts'
import { askedTerms, rankedBy, soughtOf, weigh } from '../../../search/question.ts'
import { rank } from '../../../search/rank.ts'
import { anyText } from '../../support/any-text.ts'

const weighed = (text: string, df: Record<string, number>, documents = 10_000) =>
  weigh(askedTerms({ text }, Object.keys(df)), documents, new Map(Object.entries(df)))

test('the rarer says more', () => {
  const weights = new Map(
    weighed('差勤系统', { 差勤: 50, 系统: 5000 }).map(({ term, weight }) => [term, weight]),
  )
  expect(weights.get('差勤')).toBeGreaterThan(weights.get('系统')!)
})

test('other words weigh what they are sure, and never more than what was typed', () => {
  const also = [
    { text: '差勤', weight: 0.5 },
    { text: '請假', weight: 0.5 },
  ]
  const asked = askedTerms({ text: '差勤', also }, [])
  expect(asked.find(({ term }) => term === '差勤')?.sure).toBe(1)
  expect(asked.find(({ term }) => term === '请假')?.sure).toBe(0.5)
})

test('the rarest are searched by, until enough documents are looked at, and one that was typed always', () => {
  const df = { 差勤: 1500, 勤系: 400, 系统: 9000 }
  expect(soughtOf(weighed('差勤系统', df)).known.map(({ term }) => term)).toEqual(['勤系', '差勤'])
  expect(soughtOf(weighed('系统统计', { 系统: 3000, 统计: 900 })).known).toHaveLength(2)
  expect(soughtOf(weighed('系统统计', { 系统: 9000, 统计: 8000 })).known.map(({ term }) => term)).toEqual([
    '统计',
  ])
  const title = { 系统: 9000, '~xi.ton': 4000 }
  expect(soughtOf(weighed('系统', title)).known.map(({ term }) => term)).toEqual(['~xi.ton', '系统'])
})

test('what may be meant besides never takes the place of what was typed', () => {
  const like = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`webhr${i}`, 1]))
  const terms = soughtOf(
    weighed('webhr 差勤系统', { ...like, webhr: 900, 差勤: 500, 勤系: 40, 系统: 9000 }),
  ).known
  expect(terms.map(({ term }) => term)).toEqual(expect.arrayContaining(['勤系', '差勤', 'webhr']))
  expect(terms.filter(({ isDirect }) => !isDirect)).toHaveLength(8)
})

test('what is in no document does not take the place of what is', () => {
  const text = Array.from({ length: 200 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('')
  const ranked = rankedBy(weighed(`${text}差勤`, { 差勤: 500 }))
  expect(ranked[0]?.term).toBe('差勤')
  expect(ranked).toHaveLength(25)
})

test('however long a question is, few terms are searched by and ranked by', () => {
  const text = Array.from({ length: 5000 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('')
  const asked = askedTerms({ text }, [])
  const weighted = weigh(asked, 100, new Map(asked.map(({ term }) => [term, 1])))
  expect(asked.length).toBeLessThanOrEqual(400)
  expect(soughtOf(weighted).known).toHaveLength(12)
  expect(rankedBy(weighted)).toHaveLength(48)
})

test('a title counts more than a text, and a whole word is not a part of a longer one', () => {
  const one = (key: string, title: string, body: string) => ({
    key,
    quality: 0,
    ...textsOf({ title, keywords: '', body }),
  })
  const ranked = rank(
    [
      { term: 'hr', weight: 1 },
      { term: '差勤', weight: 1 },
    ],
    [one('other', 'WebHR', ''), one('body', '請假', '差勤的規定'), one('title', '差勤', '請假的規定')],
  )
  expect(ranked.map(({ document }) => document.key)).toEqual(['title', 'body', 'other'])
  expect(ranked.at(-1)?.score).toBe(0)
})

test('each facet counts under the filters of the others', () => {
  const one = (source: string, systemIds: number[], year: number) => ({
    source,
    systemIds,
    kind: 'entry',
    year,
  })
  const candidates = [one('qa', [1, 2], 2026), one('qa', [2], 2025), one('news', [1], 2026)]
  expect(countsOf(candidates, { source: 'qa' })).toEqual({
    all: 2,
    sources: { qa: 2, news: 1 },
    systems: { 1: 1, 2: 2 },
    kinds: { entry: 2 },
    years: { 2025: 1, 2026: 1 },
  })
  expect(countsOf(candidates, { systemId: 1, year: 2026 })).toMatchObject({
    all: 2,
    sources: { qa: 1, news: 1 },
    systems: { 1: 2, 2: 1 },
    years: { 2026: 2 },
  })
})

test('of any text a document is found by each term once, and by nothing that cannot be kept', () => {
  fc.assert(
    fc.property(anyText(), anyText(), anyText(), (title, keywords, body) => {
      const terms = indexTermsOf(textsOf({ title, keywords, body }))
      expect(new Set(terms).size).toBe(terms.length)
      for (const term of terms) expect(Buffer.byteLength(term)).toBeLessThan(1000)
    }),
  )
})
