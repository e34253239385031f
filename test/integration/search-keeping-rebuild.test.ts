import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, vi } from 'vitest'
import { fold } from '../../search/fold.ts'
import { chanceOf } from '../../server/directory/demo/chance.ts'
import { type Db, transact } from '../../server/platform/database/database.ts'
import { rebuildDatabase, rebuildIndex } from '../../server/search/keeping/rebuild.ts'
import { readState, wantRebuild } from '../../server/search/keeping/state.ts'
import type { Source } from '../../server/search/source.ts'
import { realMeilisearch } from '../support/real-meilisearch.ts'
import { foundThings, type Ground, inStep, SOON, test } from '../support/search-keeping.ts'
import type { SearchingProcess } from '../support/search-process.ts'
import {
  fillThings,
  hideThing,
  setThing,
  setThingIn,
  thingSource,
  thingsOf,
} from '../support/search-things.ts'

vi.setConfig({ testTimeout: 120_000 })

const PROGRAM = join(import.meta.dirname, '../support/search-keeper.ts')
const many = (n: number) =>
  Object.fromEntries(Array.from({ length: n }, (_, i) => [`k${String(i).padStart(3, '0')}`, `考績第${i}號`]))
type Indexed = Extract<Source, { documents: unknown }>
const never = new AbortController().signal

const ENGINES = [
  ['in memory', () => undefined],
  ['of the database alone', () => 'none'],
  ['beside a server', (server: string) => server],
] as const

const filled = (process: SearchingProcess) =>
  vi.waitFor(async () => expect((await process.find('考績')).isFallback).toBe(false), SOON)

const rebuilt = (db: Db) =>
  vi.waitFor(
    async () =>
      expect(await db.selectFrom('searchIndex').select('rebuildWantedAt').execute()).toEqual([
        { rebuildWantedAt: null },
      ]),
    { timeout: 60_000, interval: 50 },
  )

/** What can be found is what there is, in the database and in the engine. */
async function expectTruth(db: Db, process: SearchingProcess) {
  expect(await foundThings(db)).toEqual((await thingsOf(db)).map(folded))
  await inStep(db, process.engine)
}
const folded = (thing: string) => fold(thing)

/** Changes what there is at random, until it is told to stop. */
async function changing(db: Db, seed: string, isOver: () => boolean) {
  const { below, pick } = chanceOf(seed)
  const keys = Object.keys(many(330))
  let n = 0
  while (!isOver() || n < 50) {
    const key = pick(keys)
    if (below(4) === 0) await hideThing(db, key)
    else await setThing(db, key, `考績第${n}次`)
    n += 1
    await wait(below(6))
  }
  return n
}

const children: ReturnType<typeof spawn>[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

async function untilItDies(given: string[]) {
  const child = spawn(process.execPath, [PROGRAM, ...given], { stdio: ['ignore', 'inherit', 'inherit'] })
  children.push(child)
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGKILL')
}

/** Everything is made anew twice while three write. */
async function rebuiltWhileChanging(db: Db, process: SearchingProcess, seed: string) {
  await fillThings(db, many(300))
  process.keeper.start()
  await filled(process)
  let isOver = false
  const writers = ['a', 'b', 'c'].map((who) => changing(db, seed + who, () => isOver))
  for (let i = 0; i < 2; i++) {
    await wantRebuild(db)
    await rebuilt(db)
  }
  isOver = true
  await Promise.all(writers)
  await expectTruth(db, process)
}

const real = realMeilisearch()
afterAll(() => real?.clean())

test.skipIf(real === undefined)(
  'a rebuild beside Meilisearch, while everything changes, loses none of it and brings nothing back',
  ({ db, open }: { db: Db; open: Ground['open'] }) =>
    rebuiltWhileChanging(db, open.with(real!.outside), 'real'),
)

describe.each(ENGINES)('a rebuild, %s', (_, urlOf) => {
  test.for(['first', 'second'])(
    'while everything changes loses none of it, and brings nothing back: %s',
    (seed, { db, meili, open }) => rebuiltWhileChanging(db, open.process(urlOf(meili.url)), seed),
  )

  test('that is broken off at any moment does no harm, and the next process goes on with it', async ({
    databaseUrl,
    dataDir,
    db,
    meili,
    open,
  }) => {
    await fillThings(db, many(300))
    const url = urlOf(meili.url)
    const broken: (Date | null)[] = []
    for (const [i, dieAt] of [15, 24, 33, 45, 60].entries()) {
      await wantRebuild(db)
      await setThing(db, `k00${i}`, `考績第${i}版`)
      await hideThing(db, `k01${i}`)
      await untilItDies([databaseUrl, dataDir, url ?? '', String(dieAt)])
      expect(await foundThings(db)).toEqual((await thingsOf(db)).map(folded))
      broken.push((await readState(db)).rebuildBeganAt)
    }
    // Some of them while it was under way.
    expect(broken.filter(Boolean).length).toBeGreaterThan(1)
    const process = open.process(url)
    process.keeper.start()
    await rebuilt(db)
    await filled(process)
    await expectTruth(db, process)
  })
})

describe.each(ENGINES.slice(0, 1).concat(ENGINES.slice(2)))(
  'a process that dies while it sends, %s',
  (_, urlOf) => {
    test('leaves nothing untold to the next', async ({ databaseUrl, dataDir, db, meili, open }) => {
      await fillThings(db, many(120))
      const url = urlOf(meili.url)
      const first = open.process(url)
      first.keeper.start()
      await filled(first)
      await first.close()
      for (const [i, dieAt] of [9, 14, 18, 22, 40].entries()) {
        for (let n = 0; n < 30; n++) await setThing(db, `k0${n + 10}`, `考績第${i}回`)
        await hideThing(db, `k00${i}`)
        await untilItDies([databaseUrl, dataDir, url ?? '', String(dieAt)])
      }
      const last = open.process(url)
      last.keeper.start()
      await filled(last)
      await expectTruth(db, last)
    })
  },
)

test('what is not committed yet when a rebuild begins is not overwritten by what was there before', async ({
  db,
  open,
}) => {
  await fillThings(db, { a: '考績舊', b: '考績藏' })
  const process = open.process('none')
  const written = Promise.withResolvers<void>()
  const commit = Promise.withResolvers<void>()
  const slow = transact(db, async (trx) => {
    await setThingIn(trx, 'a', '俸給新')
    written.resolve()
    await commit.promise
  })
  await written.promise
  let looks = 0
  let isRead = false
  const looking = process.db.withPlugin({
    transformQuery: ({ node }) => {
      looks += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const source: Source = {
    ...thingSource,
    async *documents() {
      for await (const some of (thingSource as Indexed).documents(db)) {
        isRead = true
        yield some
      }
    },
  } as Source
  const rebuilding = rebuildDatabase({ ...process, db: looking }, [source], never)
  // It looks again and again whether whoever has begun to change something is done.
  await vi.waitFor(() => expect(isRead || looks > 6).toBe(true), SOON)
  await hideThing(db, 'b')
  commit.resolve()
  await slow
  await rebuilding
  expect(await foundThings(db)).toEqual(['thing-a 俸给新'])
})

test('without anything to make it of, what can be found stays', async ({ db, open }) => {
  await fillThings(db, many(3))
  await rebuildIndex(open.process('none'), [])
  expect(await foundThings(db)).toHaveLength(3)
})
