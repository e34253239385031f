import type { FederatedMultiSearchParams } from 'meilisearch'
import { expect, test } from 'vitest'
import { isAtLeast, meilisearchEngine, TooOld } from '../../../search/meilisearch/engine.ts'
import { EngineAway, type Question } from '../../../search/port.ts'
import { KEY, LIVE, meilisearchGround, vocabulary } from '../../support/meilisearch-ground.ts'
import { type Instead, meilisearchServer } from '../../support/meilisearch-server.ts'
import { errorOf } from '../../support/meilisearch-tasks.ts'
import { batches, document } from '../../support/search-suite/ground.ts'

const question: Question = { text: '差勤系統', reader: ['public'], most: 50 }
const claims = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())

test('a version that may lose writes is refused, and said by name', async () => {
  await using old = await meilisearchGround({ version: '1.16.0' })
  await expect(old.engine.open()).rejects.toThrow('Meilisearch 1.16.0 is too old: at least 1.30.1 is needed')
  await expect(old.engine.find(question)).rejects.toBeInstanceOf(TooOld)
  expect([
    isAtLeast('1.30.0', '1.30.1'),
    isAtLeast('1.30.1', '1.30.1'),
    isAtLeast('1.50.0-rc.1', '1.30.1'),
  ]).toEqual([false, true, true])
})

test('an index that was never filled is said to be empty, is not written to and does not answer', async () => {
  await using at = await meilisearchGround()
  expect(await at.engine.open()).toEqual({ isFilled: false, isGuarded: false })
  await expect(at.engine.find(question)).rejects.toBeInstanceOf(EngineAway)
  await expect(at.engine.keep([document({ key: 'a' })])).rejects.toBeInstanceOf(EngineAway)
  expect(at.server.indexes.size).toBe(0)
})

const hit = (key: string, matchingWords: number, more = {}) => ({
  ...{ key, rev: 1, seen_by: ['public'], source: 'qa', system_ids: [3], kind: 'entry', year: 2026 },
  _federation: { indexUid: LIVE, queriesPosition: 0, weightedRankingScore: 1 },
  _rankingScoreDetails: { words: { order: 0, matchingWords, maxMatchingWords: 3, score: 1 } },
  ...more,
})
const found = (...hits: unknown[]) => ({
  status: 200,
  body: { hits, estimatedTotalHits: hits.length, limit: 50, offset: 0, processingTimeMs: 1 },
})
const finding =
  (...hits: unknown[]): Instead =>
  ({ path }) =>
    path === '/multi-search' ? found(...hits) : undefined

test('what holds more of what is asked comes first', async () => {
  await using at = await meilisearchGround()
  at.server.on.instead = finding(hit('less', 1), hit('more', 3))
  const [first, second] = await at.engine.find(question)
  expect(first).toEqual({
    key: 'more',
    source: 'qa',
    systemIds: [3],
    kind: 'entry',
    year: 2026,
    score: first!.score,
  })
  expect(second!.key).toBe('less')
  expect(second!.score).toBeCloseTo(first!.score / 3)
})

test('one request asks for everything, each of its searches for what this reader may see', async () => {
  await using at = await meilisearchGround()
  at.server.on.instead = finding()
  await at.engine.find({ ...question, source: 'qa', systemId: 3, kind: 'entry', year: 2026 })
  const json = at.server.asked('POST /multi-search')[0]!.json as FederatedMultiSearchParams
  expect(json.federation).toEqual({ limit: 50 })
  expect(json.queries.length).toBeGreaterThan(1)
  for (const one of json.queries) {
    const filter = [
      'seen_by IN ["public"]',
      'source = "qa"',
      'system_ids = 3',
      'kind = "entry"',
      'year = 2026',
    ]
    expect(one).toMatchObject({ indexUid: LIVE, filter, locales: ['eng'], matchingStrategy: 'last' })
    expect(one.q).toMatch(/^\S+( \S+)* $/)
  }
})

test('what the engine should not have told is not passed on', async () => {
  await using at = await meilisearchGround()
  const wrong = [{ seen_by: ['staff'] }, { seen_by: ['PUBLIC'] }, { source: 'QA' }]
  at.server.on.instead = finding(...wrong.map((more, i) => hit(`wrong${i}`, 3, more)), hit('right', 3))
  expect((await at.engine.find({ ...question, source: 'qa' })).map(({ key }) => key)).toEqual(['right'])
})

test('nobody, nothing, and what no document can have is not asked for', async () => {
  await using at = await meilisearchGround()
  const vain = [
    { reader: [] },
    { text: ' !? ' },
    { reader: ['a"] OR seen_by EXISTS'] },
    { kind: '\\' },
    { year: Number.NaN },
  ]
  for (const one of vain) expect(await at.engine.find({ ...question, ...one })).toEqual([])
  expect(at.server.asked('POST /multi-search')).toEqual([])
  await at.engine.rebuild(batches([]))
  await expect(at.engine.keep([document({ key: 'a', seenBy: ['"'] })])).rejects.toThrow(RangeError)
})

test('a search is sent with a token of five minutes that lets nothing else be found', async () => {
  await using at = await meilisearchGround({ key: KEY })
  at.server.on.instead = finding()
  expect(await at.engine.open()).toMatchObject({ isGuarded: true })
  expect(at.server.asked('POST /keys')[0]!.json).toMatchObject({ actions: ['search'], indexes: [LIVE] })
  await at.engine.find({ ...question, reader: ['public', 'person:7'] })
  await at.engine.find({ ...question, reader: ['public', 'person:7'] })
  at.now.ms += 241_000
  await at.engine.find({ ...question, reader: ['public', 'person:7'] })
  const tokens = at.server
    .asked('POST /multi-search')
    .map(({ headers }) => String(headers.authorization).replace('Bearer ', ''))
  expect(tokens[0]).toBe(tokens[1])
  expect(tokens[2]).not.toBe(tokens[0])
  const { searchRules, exp, apiKeyUid } = claims(tokens[0]!)
  expect(searchRules).toEqual({ [LIVE]: { filter: 'seen_by IN ["public", "person:7"]' } })
  expect(exp - Date.parse('2026-11-22T00:00:00Z') / 1000).toBe(300)
  expect(apiKeyUid).toBe((at.server.asked('POST /keys')[0]!.json as { uid: string }).uid)
})

test('a key that may not make keys searches as it is', async () => {
  await using at = await meilisearchGround({ key: KEY })
  at.server.on.instead = ({ path }) =>
    path.startsWith('/keys') ? { status: 403, body: errorOf('invalid_api_key', 'auth') } : undefined
  expect(await at.engine.open()).toMatchObject({ isGuarded: false })
})

test('where nobody answers, another engine may', async () => {
  const { url } = await (async () => {
    await using gone = await meilisearchServer()
    return gone
  })()
  const engine = meilisearchEngine({ url, vocabulary })
  await expect(engine.find(question)).rejects.toBeInstanceOf(EngineAway)
  await expect(engine.keep([document({ key: 'a' })])).rejects.toBeInstanceOf(EngineAway)
})

test('what takes too long is not waited for', async () => {
  await using at = await meilisearchGround()
  at.server.on.instead = () => new Promise(() => {})
  const engine = meilisearchEngine({ url: at.server.url, vocabulary, findMs: 50 })
  await expect(engine.find(question)).rejects.toThrow('timed out after 50ms')
})

test('a server that is busy is left alone for as long as it asks', async () => {
  await using at = await meilisearchGround()
  await at.engine.open()
  let isBusy = true
  at.server.on.instead = ({ path }) => {
    if (path !== '/multi-search') return undefined
    const body = errorOf('too_many_search_requests', 'system')
    return isBusy ? { status: 503, body, headers: { 'retry-after': '10' } } : found()
  }
  await expect(at.engine.find(question)).rejects.toBeInstanceOf(EngineAway)
  isBusy = false
  await expect(at.engine.find(question)).rejects.toBeInstanceOf(EngineAway)
  expect(at.server.asked('POST /multi-search')).toHaveLength(1)
  at.now.ms += 10_000
  await expect(at.engine.find(question)).resolves.toEqual([])
})

test('a proxy that answers in its place is not the engine', async () => {
  await using at = await meilisearchGround()
  await at.engine.open()
  at.server.on.instead = () => ({ status: 200, body: '<html>', headers: { 'content-type': 'text/html' } })
  await expect(at.engine.find(question)).rejects.toThrow('what answers is not Meilisearch')
})

test('a server that comes back is used again', async () => {
  await using at = await meilisearchGround()
  at.server.on.instead = () => ({ status: 502, body: '{}' })
  await expect(at.engine.find(question)).rejects.toBeInstanceOf(EngineAway)
  at.server.on.instead = finding()
  expect(await at.engine.find(question)).toEqual([])
})
