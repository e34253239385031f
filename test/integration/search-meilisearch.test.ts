import { randomUUID } from 'node:crypto'
import { Meilisearch } from 'meilisearch'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { meilisearchEngine } from '../../search/meilisearch/engine.ts'
import { seenBy } from '../../search/meilisearch/question.ts'
import { liveIndex } from '../../search/meilisearch/settings.ts'
import { tenantsOf } from '../../search/meilisearch/tenants.ts'
import { counting } from '../support/counting.ts'
import { freshPostgresEngine } from '../support/search-postgres.ts'
import { everything, relevanceOf, type Searching } from '../support/search-relevance/measure.ts'
import { heldOut, questions } from '../support/search-relevance/questions.ts'
import { batches, document, found } from '../support/search-suite/ground.ts'
import { searchSuite } from '../support/search-suite.ts'

const url = process.env.TEST_MEILI_URL
const key = process.env.TEST_MEILI_KEY

// Each rebuild is five tasks of the server, one after the other.
vi.setConfig({ testTimeout: 120_000 })

const BUILT = 300_000
const RECALL5 = 0.93
const MRR = 0.88

if (url === undefined) {
  console.warn('Meilisearch: not run (no server at TEST_MEILI_URL)')
  describe.skip('Meilisearch: not run', () => {
    test.skip('TEST_MEILI_URL names no server', () => {})
  })
} else {
  const client = new Meilisearch({ host: url, ...(key === undefined ? {} : { apiKey: key }) })
  // Other runs may use the same server.
  const name = `test-${randomUUID().slice(0, 8)}`
  const engineOf = (of: string) =>
    counting((vocabulary) => meilisearchEngine({ url, key, vocabulary, name: of }))

  afterAll(async () => {
    const { results } = await client.getRawIndexes({ limit: 1000 })
    for (const { uid } of results.filter((index) => index.uid.startsWith(name)))
      await client.deleteIndex(uid).waitTask()
    const keys =
      key === undefined ? [] : (await client.getKeys({ limit: 1000 }).catch(() => ({ results: [] }))).results
    for (const one of keys.filter(({ indexes }) => indexes.some((index) => index.startsWith(name))))
      await client.deleteKey(one.uid)
  })

  searchSuite('Meilisearch', {
    async open() {
      const engine = engineOf(name)
      await engine.open()
      await engine.rebuild(batches())
      return engine
    },
  })

  describe('Meilisearch takes our terms as they are', () => {
    const of = `${name}-terms`
    const engine = engineOf(of)

    test('pairs stay whole, in what is kept and in what is asked', async () => {
      await engine.rebuild(
        batches([
          document({ key: 'staff', title: '公務人員' }),
          document({ key: 'matters', title: '人事公務' }),
        ]),
      )
      expect(await found(engine, '務人')).toEqual(['staff'])
      expect(await found(engine, '公務人員')).toContain('matters')
      expect((await found(engine, '公務人員'))[0]).toBe('staff')
    })

    test('words that begin with a digit, rare characters and other scripts are found beside Chinese', async () => {
      const odd = ['登入2FA驗證', '登入𠮷野家', '登入\ue123字', 'WebHR Привет', '登入한국어', 'ÅngströM 測試']
      await engine.rebuild(batches(odd.map((title, i) => document({ key: `odd${i}`, title }))))
      for (const [i, text] of ['2fa', '𠮷野', '\ue123', 'привет', '한국어', 'ångström'].entries())
        expect(await found(engine, text), text).toContain(`odd${i}`)
      expect(await found(engine, '驗證2fa')).toContain('odd0')
    })

    test('a pair is not found as two characters that end something', async () => {
      const title = '公務，人事，津貼，系統，務，統'
      await engine.rebuild(
        batches([document({ key: 'ends', title }), document({ key: 'pair', title: '務統' })]),
      )
      expect(await found(engine, '務統')).toEqual(['pair'])
      expect(await found(engine, '統')).toEqual(expect.arrayContaining(['ends', 'pair']))
    })

    test('a mark that nothing is left of finds nothing, not everything', async () => {
      await engine.rebuild(batches([document({ key: 'known', title: '差勤' })]))
      expect(await found(engine, '\u0301\u0301')).toEqual([])
    })
  })

  describe('Meilisearch among 23,000 entries', () => {
    const opened: { close(): Promise<void> }[] = []
    let searching: Searching

    beforeAll(async () => {
      const { db, vocabulary, engine: database } = await freshPostgresEngine()
      const engine = meilisearchEngine({ url, key, vocabulary, name: `${name}-many` })
      opened.push(database, engine)
      await database.rebuild(everything())
      await engine.rebuild(everything())
      searching = { engine, db, vocabulary }
    }, BUILT)
    afterAll(async () => {
      for (const one of opened) await one.close()
    })

    test.each([
      ['what is looked at while search is built', questions],
      ['what nobody looked at', heldOut],
    ])(
      'what answers a question is among the first, and mostly the first: %s',
      async (_, asked) => {
        const { recall5, mrr, missed } = await relevanceOf(searching, asked)
        expect(recall5, missed.join()).toBeGreaterThanOrEqual(RECALL5)
        expect(mrr, missed.join()).toBeGreaterThanOrEqual(MRR)
      },
      BUILT,
    )
  })

  // Without a key the server guards nothing.
  describe.skipIf(key === undefined)('Meilisearch with a token of one reader', () => {
    test('finds nothing else, whatever the search asks for', async () => {
      const of = `${name}-guard`
      const engine = engineOf(of)
      await engine.rebuild(
        batches([
          document({ key: 'open', title: '差勤' }),
          document({ key: 'staff', title: '差勤', seenBy: ['staff'] }),
        ]),
      )
      expect(await engine.open()).toEqual({ isFilled: true, isGuarded: true })
      const index = liveIndex(of)
      const tenants = await tenantsOf(client, index, Date.now)
      const guarded = new Meilisearch({ host: url, apiKey: await tenants!.tokenFor(seenBy(['public'])) })
      const query = { indexUid: index, q: '', filter: 'seen_by EXISTS OR seen_by NOT EXISTS' }
      const { hits } = await guarded.multiSearch({ federation: {}, queries: [query] })
      expect(hits.map((hit) => hit.key)).toEqual(['open'])
      await expect(guarded.index(index).getDocuments()).rejects.toThrow()
    })
  })
}
