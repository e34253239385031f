import { expect, test } from 'vitest'
import { TaskFailed } from '../../../search/meilisearch/away.ts'
import { EngineAway } from '../../../search/port.ts'
import { LIVE, meilisearchGround } from '../../support/meilisearch-ground.ts'
import { errorOf } from '../../support/meilisearch-tasks.ts'
import { batches, document } from '../../support/search-suite/ground.ts'

test('a rebuild sets the index up before the first document, and puts it in place at once', async () => {
  await using at = await meilisearchGround()
  await at.engine.rebuild(batches([document({ key: 'a' })], [document({ key: 'b' })]))
  const done = at.server.received
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`)
  expect(done).toEqual([
    'POST /indexes',
    `PATCH /indexes/${LIVE}__1/settings`,
    `POST /indexes/${LIVE}__1/documents`,
    `POST /indexes/${LIVE}__1/documents`,
    'POST /swap-indexes',
  ])
  expect(at.server.asked('POST /swap-indexes')[0]!.json).toEqual([
    { indexes: [`${LIVE}__1`, LIVE], rename: true },
  ])
  expect([...at.server.indexes.keys()]).toEqual([LIVE])
  expect(at.server.indexes.get(LIVE)!.settings).toMatchObject({
    localizedAttributes: [{ attributePatterns: ['*_bi'], locales: ['eng'] }],
  })
  expect(await at.engine.open()).toMatchObject({ isFilled: true })
})

test('a second rebuild takes the place of the first, which is removed', async () => {
  await using at = await meilisearchGround()
  await at.engine.rebuild(batches([document({ key: 'a' })]))
  await at.engine.rebuild(batches([document({ key: 'b' })]))
  expect(at.server.asked('POST /swap-indexes')[1]!.json).toEqual([
    { indexes: [`${LIVE}__1`, LIVE], rename: false },
  ])
  expect([...at.server.indexes.keys()]).toEqual([LIVE])
  expect(at.kept()).toEqual(['b 1'])
})

test('what changes while the index is rebuilt is in both, whatever the rebuild read before', async () => {
  await using at = await meilisearchGround()
  const { engine, kept } = at
  await engine.rebuild(batches([document({ key: 'a' }), document({ key: 'b' }), document({ key: 'c' })]))
  async function* whileOthersWrite() {
    yield [document({ key: 'a' })]
    await engine.keep([document({ key: 'b', rev: 2 }), document({ key: 'new', rev: 3 })])
    await engine.forget(['c'])
    expect(kept()).toEqual(['a 1', 'b 2', 'new 3'])
    yield [document({ key: 'b', rev: 1 }), document({ key: 'c', rev: 1 })]
  }
  await engine.rebuild(whileOthersWrite())
  expect(kept()).toEqual(['a 1', 'b 2', 'new 3'])
})

test('a rebuild that breaks off leaves what was found before, and its rest is cleared away by the next', async () => {
  await using at = await meilisearchGround()
  await at.engine.rebuild(batches([document({ key: 'a' })]))
  async function* breakingOff() {
    yield [document({ key: 'b' })]
    throw new Error('the database went away')
  }
  await expect(at.engine.rebuild(breakingOff())).rejects.toThrow('the database went away')
  expect(at.kept()).toEqual(['a 1'])
  expect(at.server.indexes.has(`${LIVE}__1`)).toBe(true)
  await at.engine.keep([document({ key: 'c' })])
  await at.engine.rebuild(batches([document({ key: 'd' })]))
  expect([...at.server.indexes.keys()]).toEqual([LIVE])
  expect(at.kept()).toEqual(['d 1'])
})

test('an index that lacks what it was sent is not used', async () => {
  await using at = await meilisearchGround()
  await at.engine.rebuild(batches([document({ key: 'a' })]))
  at.server.on.instead = ({ path }) =>
    path.endsWith('/stats') ? { status: 200, body: { numberOfDocuments: 1 } } : undefined
  const two = [document({ key: 'b' }), document({ key: 'c' })]
  await expect(at.engine.rebuild(batches(two))).rejects.toThrow('1 documents are in')
  expect(at.kept()).toEqual(['a 1'])
})

test('an older revision changes nothing, the same again and a newer one do', async () => {
  await using at = await meilisearchGround()
  await at.engine.rebuild(batches([document({ key: 'a', rev: 5 }), document({ key: 'b', rev: 5 })]))
  const sent = at.server.asked(`POST /indexes/${LIVE}/documents`).length
  await at.engine.keep([document({ key: 'a', rev: 4 })])
  expect(at.server.asked(`POST /indexes/${LIVE}/documents`)).toHaveLength(sent)
  await at.engine.keep([document({ key: 'a', rev: 4 }), document({ key: 'b', rev: 6 })])
  expect(at.kept()).toEqual(['a 5', 'b 6'])
})

test('what is kept at once is kept in turn, and only when it is found does it say so', async () => {
  await using at = await meilisearchGround({ looks: 3 })
  await at.engine.rebuild(batches([]))
  const first = at.engine.keep([document({ key: 'a', rev: 2 })])
  const second = at.engine.keep([document({ key: 'a', rev: 1 })])
  const third = at.engine.forget(['a']).then(() => at.kept())
  await Promise.all([first, second])
  expect(at.server.asked(`POST /indexes/${LIVE}/documents`)).toHaveLength(1)
  expect(await third).toEqual([])
})

test('a document that the engine refuses is told of by its own words, and the next is taken', async () => {
  await using at = await meilisearchGround()
  await at.engine.rebuild(batches([]))
  const poison = errorOf('invalid_document_fields')
  at.server.on.failing = ({ type }) => (type === 'documentAdditionOrUpdate' ? poison : undefined)
  const failed = await at.engine.keep([document({ key: 'a' })]).catch((error) => error)
  expect(failed).toBeInstanceOf(TaskFailed)
  expect(failed).toMatchObject({
    code: 'invalid_document_fields',
    message: expect.stringContaining('no: invalid_document_fields'),
  })
  at.server.on.failing = () => undefined
  await at.engine.keep([document({ key: 'b' })])
  expect(at.kept()).toEqual(['b 1'])
})

test('a full disk is no fault of the document', async () => {
  await using at = await meilisearchGround()
  await at.engine.rebuild(batches([]))
  at.server.on.failing = () => errorOf('no_space_left_on_device', 'system')
  await expect(at.engine.keep([document({ key: 'a' })])).rejects.toBeInstanceOf(EngineAway)
})

test('a key that the engine would refuse is not sent', async () => {
  await using at = await meilisearchGround()
  await at.engine.rebuild(batches([]))
  await expect(at.engine.keep([document({ key: 'a b' })])).rejects.toThrow(RangeError)
})

test('an index that is gone is not made anew by what is written', async () => {
  await using at = await meilisearchGround()
  await at.engine.rebuild(batches([document({ key: 'a' })]))
  at.server.indexes.clear()
  await expect(at.engine.keep([document({ key: 'b' })])).rejects.toBeInstanceOf(EngineAway)
  await expect(at.engine.revisions('', 10)).rejects.toBeInstanceOf(EngineAway)
  expect(at.server.indexes.size).toBe(0)
})

test('all that is kept is told of page by page, in the order of keys', async () => {
  await using at = await meilisearchGround()
  const keys = Array.from({ length: 2500 }, (_, i) => `${i % 2 ? 'B' : 'a'}-${i}`)
  await at.engine.rebuild(batches(keys.map((key) => document({ key }))))
  const pages: string[] = []
  for (let after = ''; ; after = pages.at(-1)!) {
    const page = await at.engine.revisions(after, 700)
    pages.push(...page.map(({ key }) => key))
    if (page.length < 700) break
  }
  expect(pages).toEqual(keys.toSorted())
  expect(at.server.asked(`POST /indexes/${LIVE}/documents/fetch`)).toHaveLength(3)
})
