import { test as base, expect } from 'vitest'
import type { Searchable } from '../../search/port.ts'
import { forgetDocuments, keepDocuments } from '../../search/postgres/keep.ts'
import { documentsIn, documentsOf, rankCandidates } from '../../search/postgres/read.ts'
import { countTerms } from '../../search/postgres/vocabulary.ts'
import { freshPostgresEngine } from '../support/search-postgres.ts'
import { batches, document, found } from '../support/search-suite/ground.ts'

const test = base
  .extend('ground', { scope: 'file' }, async ({}, { onCleanup }) => {
    const ground = await freshPostgresEngine()
    onCleanup(() => ground.engine.close())
    return ground
  })
  .extend('search', async ({ ground }) => {
    await ground.engine.rebuild(batches())
    return ground
  })

test('what is changed in a transaction is found when it is committed, and not when it is not', async ({
  search,
}) => {
  const { db, engine } = search
  await engine.keep([document({ key: 'a', title: '俸給調整' })])
  await db
    .transaction()
    .execute(async (trx) => {
      await keepDocuments(trx, [document({ key: 'b', title: '俸給差額' })])
      await forgetDocuments(trx, ['a'])
      expect(await found(engine, '俸給')).toEqual(['a'])
      throw new Error('no')
    })
    .catch(() => {})
  expect(await found(engine, '俸給')).toEqual(['a'])
  await db.transaction().execute((trx) => keepDocuments(trx, [document({ key: 'b', title: '俸給差額' })]))
  expect((await found(engine, '俸給')).sort()).toEqual(['a', 'b'])
})

test('two who keep the same documents in other orders both succeed, and the newest stays', async ({
  search,
}) => {
  const { engine } = search
  const all = (rev: number) =>
    Array.from({ length: 60 }, (_, i) => document({ key: `k${i}`, title: `考績${rev}`, rev }))
  await Promise.all([1, 2, 3, 4].map((rev) => engine.keep(rev % 2 ? all(rev) : all(rev).toReversed())))
  expect((await engine.revisions('', 100)).every(({ rev }) => rev === 4)).toBe(true)
  expect(await found(engine, '考績4')).toHaveLength(60)
})

test('what comes twice in what is kept is there once, the newer of it', async ({ search }) => {
  const { engine } = search
  await engine.keep([
    document({ key: 'a', title: '俸給', rev: 2 }),
    document({ key: 'a', title: '考績', rev: 1 }),
  ])
  expect(await found(engine, '俸給')).toEqual(['a'])
  expect(await found(engine, '考績')).toEqual([])
})

test('how rare a term is, is known once counted; two who count at once do not wait for each other', async ({
  search,
}) => {
  const { db, vocabulary, engine } = search
  await engine.keep(
    Array.from({ length: 9 }, (_, i) => document({ key: `k${i}`, title: i < 3 ? '差勤' : '考績' })),
  )
  expect(await vocabulary.rarity(['差勤'])).toEqual(new Map())
  expect(
    (await Promise.all([countTerms(db), countTerms(db), countTerms(db)])).filter(Boolean).length,
  ).toBeGreaterThan(0)
  const rarity = await vocabulary.rarity(['差勤', '考绩', '螺旋'])
  expect([...rarity.keys()].sort()).toEqual(['差勤', '考绩'].sort())
  expect(rarity.get('差勤')).toBeGreaterThan(rarity.get('考绩')!)
  await engine.forget(['k0', 'k1', 'k2'])
  await countTerms(db)
  expect([...(await vocabulary.rarity(['差勤'])).keys()]).toEqual([])
})

test('what an engine found is put in order, without what the reader may not see any more', async ({
  search,
}) => {
  const { db, vocabulary, engine } = search
  await engine.rebuild(
    batches([
      document({ key: 'text', title: '請假規定', body: '考績委員會' }),
      document({ key: 'title', title: '考績委員會' }),
      document({ key: 'hidden', title: '考績委員會', seenBy: ['internal'] }),
    ]),
  )
  const candidates = ['text', 'hidden', 'title', 'gone'].map((key) => ({ key }))
  const ranked = await rankCandidates(
    { db, vocabulary },
    { text: '考績委員會', reader: ['public'] },
    candidates,
  )
  expect(ranked.hits.map(({ key }) => key)).toEqual(['title', 'text'])
  expect(ranked.terms.map(({ term }) => term)).toContain('委员')
})

test('other engines are fed with everything that can be found, and with what became of some', async ({
  search,
}) => {
  const { db, engine } = search
  const many = Array.from({ length: 1203 }, (_, i) => document({ key: `k${i}`, title: '差勤', rev: i + 1 }))
  await engine.keep(many)
  await engine.forget(['k7'])
  const fed: Searchable[][] = []
  for await (const some of documentsIn(db)) fed.push(some)
  expect(
    fed
      .flat()
      .map(({ key, rev }) => `${key} ${rev}`)
      .sort(),
  ).toEqual(many.flatMap(({ key, rev }) => (key === 'k7' ? [] : [`${key} ${rev}`])).sort())
  expect(fed[0]?.[0]).toMatchObject({ seenBy: ['public'], systemIds: [1], kind: 'entry', year: 2026 })
  expect((await documentsOf(db, ['k7', 'k8', 'never'])).map(({ key }) => key)).toEqual(['k8'])
})
