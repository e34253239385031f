import { beforeEach, describe, expect, test } from 'vitest'
import type { Searchable } from '../../../search/port.ts'
import { batches, document, found, type There } from './ground.ts'

const one = (key: string, title: string, rev = 1) => document({ key, title, rev })

export function keepsWhatItIsTold(there: There) {
  // Revisions of what other tests kept would be newer.
  const empty = () => there().rebuild(batches())

  describe('what it is told is kept', () => {
    beforeEach(empty)

    test('a document is found as soon as it is kept, by words that no other has', async () => {
      await there().rebuild(batches([one('a', '差勤系統')]))
      await there().keep([one('b', '螺旋槳保養手冊')])
      expect(await found(there(), '螺旋槳')).toEqual(['b'])
    })

    test('a change is found by its new words, and no longer by its old ones', async () => {
      await there().rebuild(batches([one('a', '差勤系統'), one('b', '考績清冊')]))
      await there().keep([one('b', '俸給調整', 2)])
      expect(await found(there(), '俸給')).toEqual(['b'])
      expect(await found(there(), '考績')).toEqual([])
    })

    test('what is older than what is kept changes nothing', async () => {
      await there().rebuild(batches([one('a', '俸給調整', 5)]))
      await there().keep([one('a', '考績清冊', 4)])
      expect(await found(there(), '考績')).toEqual([])
      expect(await there().revisions('', 10)).toEqual([{ key: 'a', rev: 5 }])
    })

    test('what is forgotten is not found, and may come back changed', async () => {
      await there().rebuild(batches([one('a', '俸給調整'), one('b', '俸給差額')]))
      await there().forget(['a', 'never-there'])
      expect(await found(there(), '俸給')).toEqual(['b'])
      expect(await there().revisions('', 10)).toEqual([{ key: 'b', rev: 1 }])
      await there().keep([one('a', '俸給補發', 2)])
      expect((await found(there(), '俸給')).sort()).toEqual(['a', 'b'])
    })

    test('revisions are paged by key', async () => {
      const keys = ['Z', 'a', '-x', '_y', 'b', '10', '9']
      await there().rebuild(batches(keys.map((key, i) => one(key, '差勤', i + 1))))
      const pages: string[] = []
      for (let after = ''; ; ) {
        const page = await there().revisions(after, 3)
        pages.push(...page.map(({ key }) => key))
        const last = page.at(-1)
        if (!last) break
        after = last.key
      }
      expect(pages).toEqual(keys.toSorted())
    })
  })

  describe('a rebuild', () => {
    beforeEach(empty)

    test('finds what was given, and no longer what was not', async () => {
      await there().rebuild(batches([one('a', '考績清冊'), one('b', '考績獎金')]))
      await there().rebuild(batches([one('b', '考績獎金'), one('c', '考績復審')], []))
      expect((await found(there(), '考績')).sort()).toEqual(['b', 'c'])
    })

    test('loses nothing of what is written meanwhile, and finds what was there until it is done', async () => {
      const old = ['changed', 'hidden', 'same', 'gone'].map((key) => one(key, `考績${key}`))
      await there().rebuild(batches(old))
      let seen: string[] = []
      async function* slowly(): AsyncGenerator<readonly Searchable[]> {
        yield [one('same', '考績same')]
        await there().keep([one('new', '考績new', 7), one('changed', '俸給changed', 2)])
        await there().forget(['hidden'])
        seen = await found(there(), '考績')
        // Read before they changed, and given afterwards.
        yield [one('changed', '考績changed'), one('hidden', '考績hidden')]
        await there().keep([one('last', '考績last')])
      }
      await there().rebuild(slowly())
      expect(seen.sort()).toEqual(expect.arrayContaining(['gone', 'new', 'same']))
      expect(seen).not.toContain('hidden')
      expect((await found(there(), '考績')).sort()).toEqual(['last', 'new', 'same'])
      expect(await found(there(), '俸給')).toEqual(['changed'])
    })

    test('that breaks off leaves what was found', async () => {
      await there().rebuild(batches([one('a', '考績清冊'), one('b', '考績獎金')]))
      async function* broken(): AsyncGenerator<readonly Searchable[]> {
        yield [one('a', '考績清冊')]
        throw new Error('The database went away.')
      }
      await expect(there().rebuild(broken())).rejects.toThrow('The database went away.')
      expect((await found(there(), '考績')).sort()).toEqual(['a', 'b'])
      await there().rebuild(batches([one('b', '考績獎金')]))
      expect(await found(there(), '考績')).toEqual(['b'])
    })
  })
}
