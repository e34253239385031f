import { sql } from 'kysely'
import { describe, expect, vi } from 'vitest'
import { sendChanges } from '../../server/search/keeping/send.ts'
import { inStep, SOON, test } from '../support/search-keeping.ts'
import { outsideAt } from '../support/search-process.ts'
import { hideThing, setThing } from '../support/search-things.ts'

vi.setConfig({ testTimeout: 90_000 })

describe('an engine outside', () => {
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
