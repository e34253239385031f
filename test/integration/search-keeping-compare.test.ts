import { sql } from 'kysely'
import { describe, expect, vi } from 'vitest'
import { askForComparison, lastNight } from '../../server/search/keeping/compare-nightly.ts'
import { countChangedTerms } from '../../server/search/keeping/count-terms.ts'
import { readState } from '../../server/search/keeping/state.ts'
import { foundThings, inStep, SOON, test } from '../support/search-keeping.ts'
import { fillThings, hideThing, setThing } from '../support/search-things.ts'

vi.setConfig({ testTimeout: 60_000 })

const THREE = { a: '考績清冊', b: '差勤系統', c: '俸給調整' }

/** The comparison of this night, as it was told. */
async function compared(db: Parameters<typeof readState>[0]) {
  await askForComparison({ db, now: () => new Date(Date.now() + 86_400_000) })
  return vi.waitFor(async () => {
    const state = await readState(db)
    expect(state.compareWantedAt).toBe(null)
    expect(state.comparedAt).not.toBe(null)
    return state
  }, SOON)
}

describe.each([
  ['in memory', () => undefined],
  ['beside a server', (server: string) => server],
] as const)('the comparison of the night, %s', (_, urlOf) => {
  test('finds what the engine has otherwise, and mends it', async ({ db, meili, open }) => {
    await fillThings(db, THREE)
    const process = open.process(urlOf(meili.url))
    process.keeper.start()
    await vi.waitFor(async () => expect((await process.find('考績')).isFallback).toBe(false), SOON)
    expect(await compared(db)).toMatchObject({
      repairedInEngine: 0,
      repairedInDatabase: 0,
      comparedDocuments: 3,
    })

    await process.engine.forget(['thing-a'])
    const { rev } = await db
      .selectFrom('searchDocuments')
      .select('rev')
      .where('key', '=', 'thing-b')
      .executeTakeFirstOrThrow()
    const other = {
      source: 'thing',
      seenBy: ['public'],
      keywords: '',
      body: '',
      systemIds: [],
      kind: 'thing',
      year: 2026,
      quality: 0,
    }
    await process.engine.keep([
      // Never was.
      { ...other, key: 'thing-x', title: '考績幽靈', rev: 1 },
      // As in an engine beside a database that was restored from a backup.
      { ...other, key: 'thing-b', title: '考績未來', rev: Number(rev) + 1_000_000 },
    ])
    expect((await process.find('考績')).keys).toEqual(['thing-b', 'thing-x'])
    await db.updateTable('searchIndex').set({ comparedAt: null }).execute()
    expect(await compared(db)).toMatchObject({ repairedInEngine: 3, repairedInDatabase: 0 })
    await inStep(db, process.engine)
    expect((await process.find('考績')).keys).toEqual(['thing-a'])
    // What is changed from now on is newer than what the engine has had.
    await setThing(db, 'c', '考績獎金')
    await vi.waitFor(
      async () => expect((await process.find('考績')).keys).toEqual(['thing-a', 'thing-c']),
      SOON,
    )
  })

  test('finds what nobody said of a change: new names, what is hidden, what was never told', async ({
    db,
    meili,
    open,
  }) => {
    await fillThings(db, { ...THREE, d: '留職停薪' })
    const process = open.process(urlOf(meili.url))
    process.keeper.start()
    await vi.waitFor(async () => expect((await process.find('考績')).isFallback).toBe(false), SOON)
    await hideThing(db, 'd')
    await sql`update things set title = '螺旋槳保養' where key = 'a'`.execute(db)
    await sql`update things set is_hidden = true where key = 'b'`.execute(db)
    await sql`insert into things (key, title) values ('e', '退撫基金')`.execute(db)
    expect(await compared(db)).toMatchObject({ repairedInDatabase: 3 })
    expect(await foundThings(db)).toHaveLength(3)
    await inStep(db, process.engine)
    expect(await process.find('螺旋槳')).toEqual({ keys: ['thing-a'], isFallback: false })
    expect((await process.find('差勤')).keys).toEqual([])
    expect((await process.find('退撫')).keys).toEqual(['thing-e'])
    expect((await process.find('留職')).keys).toEqual([])
  })

  test('a start finds what was forgotten by whoever ended before', async ({ db, meili, open }) => {
    await fillThings(db, THREE)
    const first = open.process(urlOf(meili.url))
    first.keeper.start()
    await vi.waitFor(async () => expect((await first.find('考績')).isFallback).toBe(false), SOON)
    await first.close()
    await setThing(db, 'b', '考績獎金')
    // As one does that dies when it has told the engine, and before that has written it down.
    await db.deleteFrom('searchOutbox').execute()
    const second = open.process(urlOf(meili.url))
    second.keeper.start()
    await vi.waitFor(
      async () =>
        expect(await second.find('考績')).toEqual({ keys: ['thing-a', 'thing-b'], isFallback: false }),
      SOON,
    )
    await inStep(db, second.engine)
  })
})

test('an engine that was emptied is filled again', async ({ db, meili, open }) => {
  await fillThings(db, THREE)
  const process = open.process(meili.url)
  process.keeper.start()
  await vi.waitFor(async () => expect((await process.find('考績')).isFallback).toBe(false), SOON)
  meili.indexes.clear()
  expect(await process.find('考績')).toEqual({ keys: ['thing-a'], isFallback: true })
  await setThing(db, 'b', '考績獎金')
  await vi.waitFor(
    async () =>
      expect(await process.find('考績')).toEqual({ keys: ['thing-a', 'thing-b'], isFallback: false }),
    SOON,
  )
})

test('documents that were cut otherwise are made anew by whoever starts next', async ({ db, open }) => {
  await fillThings(db, THREE)
  await sql`update search_documents set tokens = '', title = '' where key = 'thing-a'`.execute(db)
  await db.updateTable('searchIndex').set({ madeBy: 'another version' }).execute()
  const process = open.process('none')
  expect((await process.find('考績')).keys).toEqual([])
  process.keeper.start()
  await vi.waitFor(async () => expect((await process.find('考績')).keys).toEqual(['thing-a']), SOON)
})

test('how rare a word is, is counted when something has changed', async ({ db }) => {
  const dfOf = async (term: string) =>
    (await db.selectFrom('searchTerms').select('df').where('term', '=', term).executeTakeFirst())?.df
  await fillThings(db, THREE)
  await countChangedTerms({ db })
  expect(await dfOf('差勤')).toBe(1)
  await sql`update search_terms set df = 7 where term = '差勤'`.execute(db)
  await countChangedTerms({ db })
  expect(await dfOf('差勤')).toBe(7)
  await setThing(db, 'a', '差勤加班')
  await countChangedTerms({ db })
  expect(await dfOf('差勤')).toBe(2)
})

test.for([
  ['2026-11-22T18:59:59Z', '2026-11-21T19:00:00.000Z'],
  ['2026-11-22T19:00:00Z', '2026-11-22T19:00:00.000Z'],
  ['2026-11-23T03:00:00Z', '2026-11-22T19:00:00.000Z'],
])('at %s the last night began at %s: three in the morning in Taipei', ([at, night]) => {
  expect(lastNight(new Date(at!)).toISOString()).toBe(night)
})
