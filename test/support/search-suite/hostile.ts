import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { anyText } from '../any-text.ts'
import { batches, document, found, type There } from './ground.ts'

const HOSTILE = [
  ' ',
  '\0',
  '\ud800',
  '差\udc00勤',
  "'; drop table search_documents; --",
  "差勤' | '考績",
  '差勤:* & !考績 <-> (',
  '\\',
  "\\'差勤\\",
  '"差勤" -考績 *',
  'key:* OR seen_by EXISTS',
  '%_%',
  '__proto__ constructor toString hasOwnProperty',
  '#{差勤} {{差勤}} <script>',
  '~chai.qin',
  '\u202e\u200b\u200d\ufeff',
  '👩‍🏫🇹🇼',
  'e\u0301'.repeat(500),
  '\u0301'.repeat(2000),
  '差勤系統'.repeat(2500),
  'a'.repeat(10_000),
  'ab '.repeat(3333),
  '差a'.repeat(5000),
  '㍿﷽'.repeat(1000),
]

export function takesAnything(there: There) {
  describe('anything may be asked and kept', () => {
    const known = document({ key: 'known', title: '差勤系統請假時數', keywords: 'WebHR' })
    beforeAll(() => there().rebuild(batches([known])))

    test('whatever is asked is answered, and with nothing that may not be seen', async () => {
      for (const text of HOSTILE) {
        expect(await found(there(), text, { reader: ['nobody-at-all'] }), text.slice(0, 40)).toEqual([])
        expect(['', 'known'], text.slice(0, 40)).toContain((await found(there(), text)).join())
      }
    })

    test('also what only a machine would type, as a filter and as another word too', async () => {
      await fc.assert(
        fc.asyncProperty(anyText(), async (text) => {
          expect(['', 'known']).toContain((await found(there(), text)).join())
          expect(await found(there(), '差勤', { source: text || 'x', kind: text })).toEqual([])
          expect(await found(there(), '差勤', { reader: [text] })).toEqual([])
          expect(await found(there(), '差勤', { also: [{ text, weight: 0.5 }] })).toEqual(['known'])
        }),
        { numRuns: 25 },
      )
    })

    test('documents of any text are kept and found among others', async () => {
      const odd = HOSTILE.map((text, i) =>
        document({ key: `odd${i}`, title: text, keywords: text, body: `${text} 螺旋槳`, rev: 2 }),
      )
      await there().keep(odd)
      expect(await there().revisions('', 100)).toHaveLength(odd.length + 1)
      const keys = await found(there(), '螺旋槳')
      for (const { key, body } of odd) if (body.length < 20_000) expect(keys, key).toContain(key)
      await there().forget(odd.map(({ key }) => key))
      expect(await found(there(), '差勤')).toEqual(['known'])
    })

    test('a document of a megabyte is found by its beginning', async () => {
      const body = `螺旋槳 ${'差勤系統請假，重算紀錄。'.repeat(90_000)}`
      await there().keep([document({ key: 'long', title: '長文', body })])
      expect(await found(there(), '螺旋槳')).toEqual(['long'])
      await there().forget(['long'])
    })
  })
}
