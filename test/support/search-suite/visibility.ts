import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countsOf } from '../../../search/counts.ts'
import type { Searchable } from '../../../search/port.ts'
import { batches, document, found, type There } from './ground.ts'

const TOKENS = ['public', 'signed-in', 'internal', 'vendor:1', 'vendor:2', 'person:a']
const WORDS = ['差勤', '考績', '退撫', '保險', '津貼', '憑證', 'webhr', '帳號停用', '補休期限']
const MOST = 25
const SOURCES = ['qa', 'news', 'case']

const anyDocument = fc.record({
  seenBy: fc.uniqueArray(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 3 }),
  title: fc.shuffledSubarray(WORDS, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
  body: fc.shuffledSubarray(WORDS, { maxLength: 4 }).map((words) => words.join('，')),
  source: fc.constantFrom(...SOURCES),
  systemIds: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
  year: fc.integer({ min: 2024, max: 2026 }),
})
const anyReader = fc.uniqueArray(fc.constantFrom(...TOKENS, 'vendor:', '"] OR key EXISTS', 'vendor:*'), {
  maxLength: 4,
})

export function tellsNobodyElse(there: There) {
  describe('who may not see a document is told nothing of it', () => {
    test('whatever anybody asks, what is found and counted is theirs to see', async () => {
      await there().rebuild(batches([document({ key: 'd0', title: WORDS.join(' ') })]))
      let rev = 1
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyDocument, { minLength: 5, maxLength: MOST }),
          fc.array(anyReader, { minLength: 4, maxLength: 4 }),
          async (some, readers) => {
            rev++
            const all = some.map((one, i) => document({ key: `d${i}`, rev, ...one }))
            await there().forget(Array.from({ length: MOST - all.length }, (_, i) => `d${all.length + i}`))
            await there().keep(all)
            for (const reader of readers) for (const text of WORDS) await asksInVain(there, all, reader, text)
          },
        ),
        { numRuns: 8 },
      )
    })

    test('what is hidden is gone at once, what is shown is there at once', async () => {
      const secret = document({ key: 'secret', title: '內部處理原則', seenBy: ['internal'] })
      await there().rebuild(batches([document({ key: 'open', title: '處理原則' }), secret]))
      expect(await found(there(), '處理原則')).toEqual(['open'])
      expect(await found(there(), '處理原則', { reader: ['internal'] })).toEqual(['secret'])
      await there().keep([{ ...secret, seenBy: ['public'], rev: 2 }])
      expect((await found(there(), '處理原則')).sort()).toEqual(['open', 'secret'])
      await there().keep([{ ...secret, rev: 3 }])
      expect(await found(there(), '處理原則')).toEqual(['open'])
    })

    test('a reader of nothing finds nothing', async () => {
      await there().rebuild(batches([document({ key: 'open', title: '處理原則' })]))
      expect(await found(there(), '處理原則', { reader: [] })).toEqual([])
    })
  })
}

/** What is found is what is visible of it: all that says the word in its title, and nothing else that is not. */
async function asksInVain(there: There, all: readonly Searchable[], reader: readonly string[], text: string) {
  const visible = all.filter(({ seenBy }) => seenBy.some((token) => reader.includes(token)))
  const candidates = await there().find({ text, reader, most: 1000 })
  const keys = candidates.map(({ key }) => key)
  const allowed = new Set(visible.map(({ key }) => key))
  expect(keys.filter((key) => !allowed.has(key))).toEqual([])
  expect(new Set(keys).size).toBe(keys.length)
  for (const { key, title } of visible) if (title.includes(text)) expect(keys).toContain(key)
  const counts = countsOf(candidates, {})
  expect(counts.all).toBeLessThanOrEqual(visible.length)
  for (const source of SOURCES)
    expect(counts.sources[source] ?? 0).toBeLessThanOrEqual(
      visible.filter((one) => one.source === source).length,
    )
}
