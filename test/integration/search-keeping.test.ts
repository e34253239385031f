import { sql } from 'kysely'
import { afterAll, describe, expect, vi } from 'vitest'
import { rankCandidates } from '../../search/postgres/read.ts'
import { retryParked } from '../../server/search/keeping/outbox.ts'
import { sendChanges } from '../../server/search/keeping/send.ts'
import { LIVE } from '../support/meilisearch-ground.ts'
import { realMeilisearch } from '../support/real-meilisearch.ts'
import { allSent, type Ground, inStep, SOON, test } from '../support/search-keeping.ts'
import { outsideAt } from '../support/search-process.ts'
import { fillThings, hideThing, setThing } from '../support/search-things.ts'

vi.setConfig({ testTimeout: 40_000 })

const real = realMeilisearch()
afterAll(() => real?.clean())
if (real === undefined)
  describe.skip('Meilisearch: not run', () => {
    test.skip('TEST_MEILI_URL names no server', () => {})
  })

describe.each([
  ['in memory', ({ open }: Ground) => open.process()],
  ['of the database alone', ({ open }: Ground) => open.process('none')],
  ['beside what stands in for Meilisearch', ({ open, meili }: Ground) => open.process(meili.url)],
  ...(real ? [['beside Meilisearch', ({ open }: Ground) => open.with(real.outside)] as const] : []),
] as const)('search %s', (_, opened) => {
  test('is filled by itself; what is edited is found within five seconds, what is hidden at once', async ({
    db,
    meili,
    open,
  }) => {
    await fillThings(db, { a: '螺旋槳保養', b: '差勤系統' })
    const process = opened({ open, meili })
    // At once, by the database; by the engine when it is filled.
    expect((await process.find('螺旋槳')).keys).toEqual(['thing-a'])
    process.keeper.start()
    await vi.waitFor(
      async () => expect(await process.find('螺旋槳')).toEqual({ keys: ['thing-a'], isFallback: false }),
      SOON,
    )
    await setThing(db, 'b', '俸給差額補發')
    await vi.waitFor(
      async () => expect(await process.find('俸給差額')).toEqual({ keys: ['thing-b'], isFallback: false }),
      { timeout: 5000, interval: 25 },
    )
    await hideThing(db, 'a')
    const { search, ...deps } = process
    const question = { text: '螺旋槳', reader: ['public'], most: 10 }
    const { candidates } = await search.find(question)
    const asked = { db, vocabulary: search.vocabulary }
    expect((await rankCandidates(asked, question, candidates)).hits).toEqual([])
    await vi.waitFor(async () => expect((await process.find('螺旋槳')).keys).toEqual([]), SOON)
    await inStep(db, deps.engine)
  })
})

describe('what an engine outside is told', () => {
  test('a document that it refuses is parked alone, and is tried again when it changes or somebody asks', async ({
    db,
    meili,
    open,
  }) => {
    const process = open.process(meili.url)
    process.keeper.start()
    await vi.waitFor(async () => expect((await process.find('差勤')).isFallback).toBe(false), SOON)
    await fillThings(db, {
      ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`k${i}`, `差勤第${i}`])),
      poison: '差勤毒',
    })
    await allSent(db)
    const parked = () =>
      db
        .selectFrom('searchOutbox')
        .select(['key', 'tries', 'problem'])
        .where('problem', 'is not', null)
        .execute()
    expect(await parked()).toEqual([
      { key: 'thing-poison', tries: 1, problem: expect.stringContaining('no\\"body') },
    ])
    expect((await process.find('差勤')).keys).toHaveLength(40)

    // A fill parks it as well, and goes on.
    await sql`update search_index set rebuild_wanted_at = clock_timestamp()`.execute(db)
    await vi.waitFor(async () => expect((await parked())[0]?.tries).toBe(2), SOON)
    await vi.waitFor(
      async () =>
        expect(await db.selectFrom('searchIndex').select('rebuildWantedAt').execute()).toEqual([
          { rebuildWantedAt: null },
        ]),
      SOON,
    )
    expect((await process.find('差勤')).keys).toHaveLength(40)

    expect(await retryParked(db)).toBe(1)
    await vi.waitFor(async () => expect((await parked())[0]?.tries).toBe(3), SOON)
    await hideThing(db, 'poison')
    await vi.waitFor(async () => expect(await parked()).toEqual([]), SOON)
  })

  test('a document that is refused only when it is there is found among those that came with it', async ({
    db,
    meili,
    open,
  }) => {
    let isNext = false
    meili.on.instead = ({ path, body }) => {
      if (path.endsWith('/documents')) isNext = body.includes('"thing-odd"')
      return undefined
    }
    meili.on.failing = ({ type }) =>
      type === 'documentAdditionOrUpdate' && isNext
        ? { message: 'odd', code: 'invalid_document_fields', type: 'invalid_request', link: '' }
        : undefined
    await fillThings(db, {
      ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`k${i}`, `考績第${i}`])),
      odd: '考績怪',
    })
    const process = open.process(meili.url)
    process.keeper.start()
    await vi.waitFor(
      async () => expect(await process.find('考績')).toMatchObject({ isFallback: false }),
      SOON,
    )
    expect((await process.find('考績')).keys).toHaveLength(30)
    await vi.waitFor(
      async () =>
        expect(await db.selectFrom('searchOutbox').select(['key', 'problem']).execute()).toEqual([
          { key: 'thing-odd', problem: expect.stringContaining('invalid_document_fields') },
        ]),
      SOON,
    )
  })

  test('what changes while it is sent is sent once more', async ({ db, meili, open }) => {
    const process = open.process(meili.url)
    process.keeper.start()
    await vi.waitFor(async () => expect((await process.find('俸給')).isFallback).toBe(false), SOON)
    let changed = false
    meili.on.instead = async ({ method, path }) => {
      if (method === 'POST' && path.endsWith('/documents') && !changed) {
        changed = true
        await setThing(db, 'a', '螺旋槳')
      }
      return undefined
    }
    await setThing(db, 'a', '俸給調整')
    await vi.waitFor(async () => expect((await process.find('螺旋槳')).keys).toEqual(['thing-a']), SOON)
    expect((await process.find('俸給')).keys).toEqual([])
    await inStep(db, process.engine)
  })

  test('of two processes one tells it, and the other when that one is gone', async ({ db, meili, open }) => {
    const first = open.process(meili.url)
    const second = open.process(meili.url)
    first.keeper.start()
    await vi.waitFor(async () => expect((await first.find('差勤')).isFallback).toBe(false), SOON)
    second.keeper.start()
    const locks = async () =>
      (
        await sql<{ pid: number }>`
          select pid from pg_locks where locktype = 'advisory' and classid = ${0x73_65_65_6b}
          and database = (select oid from pg_database where datname = current_database())`.execute(db)
      ).rows
    for (let i = 0; i < 5; i++) {
      await setThing(db, 'a', `差勤第${i}版`)
      await allSent(db)
      expect(await locks()).toHaveLength(1)
    }
    const sent = meili
      .asked(`POST /indexes/${LIVE}/documents`)
      .flatMap(({ body }) => body.split('\n').map((line) => JSON.parse(line).rev as number))
    expect(sent.length).toBeGreaterThanOrEqual(5)
    expect(sent).toEqual(sent.toSorted((one, other) => one - other))
    const [holder] = await locks()
    await first.keeper.stop()
    await setThing(db, 'b', '螺旋槳')
    await vi.waitFor(async () => expect((await second.find('螺旋槳')).keys).toEqual(['thing-b']), SOON)
    expect(await second.find('螺旋槳')).toMatchObject({ isFallback: false })
    expect((await locks())[0]?.pid).not.toBe(holder?.pid)
  })

  test('while it is away the database answers and says so, and nothing of what changes is lost', async ({
    db,
    meili,
    open,
  }) => {
    const process = open.process(meili.url)
    process.keeper.start()
    await setThing(db, 'a', '差勤系統')
    await vi.waitFor(async () => expect((await process.find('差勤')).isFallback).toBe(false), SOON)
    meili.on.instead = () => ({ status: 503 })
    await setThing(db, 'b', '差勤加班')
    await hideThing(db, 'a')
    expect(await process.find('差勤')).toEqual({ keys: ['thing-b'], isFallback: true })
    await expect(process.searchIndex.check()).rejects.toThrow('503')
    await expect(sendChanges(process)).rejects.toThrow('503')
    expect(await db.selectFrom('searchOutbox').select('key').execute()).toHaveLength(2)
    delete meili.on.instead
    await vi.waitFor(
      async () => expect(await process.find('差勤')).toEqual({ keys: ['thing-b'], isFallback: false }),
      SOON,
    )
    await process.searchIndex.check()
    await inStep(db, process.engine)
  })

  test('one that hangs is waited for once, not by everybody who asks', async ({ db, meili, open }) => {
    await setThing(db, 'a', '差勤系統')
    const process = open.with((own) => outsideAt(meili.url, own, { findMs: 300 }))
    process.keeper.start()
    await vi.waitFor(async () => expect((await process.find('差勤')).isFallback).toBe(false), SOON)
    const hanging = Promise.withResolvers<undefined>()
    meili.on.instead = ({ path }) => (path === '/multi-search' ? hanging.promise : undefined)
    const before = meili.asked('POST /multi-search').length
    for (let i = 0; i < 20; i++)
      expect(await process.find('差勤')).toEqual({ keys: ['thing-a'], isFallback: true })
    expect(meili.asked('POST /multi-search').length - before).toBeLessThan(5)
    expect(process.searchIndex.fares()).toMatchObject({ away: { why: expect.anything() } })
    delete meili.on.instead
    hanging.resolve(undefined)
    await vi.waitFor(async () => expect((await process.find('差勤')).isFallback).toBe(false), SOON)
  })

  test('one that is a minute behind is not asked until it has caught up', async ({ db, meili, open }) => {
    await setThing(db, 'a', '差勤系統')
    const filling = open.process(meili.url)
    filling.keeper.start()
    await vi.waitFor(async () => expect((await filling.find('差勤')).isFallback).toBe(false), SOON)
    await filling.keeper.stop()
    await setThing(db, 'b', '差勤加班')
    await sql`update search_outbox set since = since - interval '61 seconds'`.execute(db)
    const process = open.process(meili.url)
    expect(await process.find('差勤')).toEqual({ keys: ['thing-a', 'thing-b'], isFallback: true })
    await expect(process.searchIndex.check()).rejects.toThrow('behind')
    process.keeper.start()
    await vi.waitFor(
      async () =>
        expect(await process.find('差勤')).toEqual({ keys: ['thing-a', 'thing-b'], isFallback: false }),
      SOON,
    )
  })
})
