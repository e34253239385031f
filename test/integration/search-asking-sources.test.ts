import { expect } from 'vitest'
import { documentsIn } from '../../search/postgres/read.ts'
import type { Findable } from '../../server/search/put-documents.ts'
import { isIndexed } from '../../server/search/source.ts'
import { searched } from '../../server/search-sources.ts'
import { testAlone as test } from '../support/database.ts'
import { aReader } from '../support/knowledge-app.ts'
import { layEntry, laySystem, layVendor, takeBack } from '../support/knowledge-ground.ts'
import { layFindable } from '../support/search-app.ts'

test('what an index is made anew of is what each change had put into it', async ({ db }) => {
  const systemIds = [await laySystem(db, '甲'), await laySystem(db, '乙')]
  const vendorId = await layVendor(db, '甲公司')
  await layFindable(db, { title: '公開', body: '# 標題\n\n**粗體**', systemIds, tags: ['補休'] })
  await layFindable(db, { title: '內部', visibility: 'internal', expertBody: '簡式' })
  await layFindable(db, { title: '廠商', visibility: 'vendor', vendorId })
  await layEntry(db, { title: '草稿', state: 'draft' })
  await takeBack(db, await layEntry(db, { title: '撤下' }))
  const folded = async (batches: AsyncIterable<readonly Findable[]>) => {
    const all: Findable[] = []
    for await (const some of batches) all.push(...some)
    return all
      .map(({ key, source, seenBy, systemIds, kind, year }) => ({
        key,
        source,
        seenBy,
        systemIds,
        kind,
        year,
      }))
      .toSorted((one, other) => (one.key < other.key ? -1 : 1))
  }
  const [source] = searched.sources.filter(isIndexed)
  const anew = await folded(source!.documents(db))
  expect(anew).toHaveLength(3)
  expect(anew).toEqual(await folded(documentsIn(db)))
})

test('a source shows what it is asked for to those who may see it, and what is read most of that', async ({
  db,
}) => {
  const [source] = searched.sources.filter(isIndexed)
  const open = await layFindable(db, { title: '公開', body: '1. 一\n2. **二**', views: 3 })
  const inside = await layFindable(db, { title: '內部', visibility: 'internal', views: 9 })
  const keys = [open, inside].map(({ id }) => `qa-${id}`)
  const staff = await aReader(db, { permissions: ['knowledge:read-internal'] })
  const titles = (some: readonly { title: string }[] | undefined) => some?.map(({ title }) => title)
  const [shown, ...others] = await source!.show(db, undefined, keys)
  expect(others).toEqual([])
  expect(shown).toMatchObject({ number: open.number, href: `/qa/${open.number}`, kind: '差勤' })
  expect(shown!.text).toContain('1. 一\n2. 二')
  expect(titles(await source!.show(db, staff, keys))?.toSorted()).toEqual(['公開', '內部'].toSorted())
  expect(titles(await source!.mostRead?.(db, undefined, 5))).toEqual(['公開'])
  expect(titles(await source!.mostRead?.(db, staff, 5))).toEqual(['內部', '公開'])
  expect(await source!.numbered?.(db, inside.number.slice(1))).toBe(keys[1])
  expect(await source!.numbered?.(db, '補休')).toBeUndefined()
})
