import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { minisearchEngine } from '../../search/minisearch/engine.ts'
import type { SearchEngine } from '../../search/port.ts'
import { freshPostgresEngine } from '../support/search-postgres.ts'
import { everything, relevanceOf, type Searching } from '../support/search-relevance/measure.ts'
import { heldOut, questions } from '../support/search-relevance/questions.ts'

const BUILT = 180_000
const RECALL5 = 0.93
const MRR = 0.88

describe('Among 23,000 entries', () => {
  let ground: Omit<Searching, 'engine'>
  let folder: string
  const engines: SearchEngine[] = []

  beforeAll(async () => {
    const { engine: postgres, ...rest } = await freshPostgresEngine()
    ground = rest
    folder = await mkdtemp(join(tmpdir(), 'onewindow-search-'))
    engines.push(postgres, minisearchEngine({ file: join(folder, 'index.gz'), log: console }))
    await Promise.all(engines.map((engine) => engine.rebuild(everything())))
  }, BUILT)

  afterAll(async () => {
    for (const engine of engines.toReversed()) await engine.close()
    await rm(folder, { recursive: true, force: true })
  })

  const of = (name: string): Searching => {
    const engine = engines.find((one) => one.name === name)
    if (!engine) throw new Error(`There is no ${name}.`)
    return { engine, ...ground }
  }

  describe.each(['postgres', 'minisearch'])('%s', (name) => {
    test('what answers a question is among the first, and mostly the first', async () => {
      const { recall5, mrr, missed } = await relevanceOf(of(name), questions)
      expect(recall5, missed.join()).toBeGreaterThanOrEqual(RECALL5)
      expect(mrr, missed.join()).toBeGreaterThanOrEqual(MRR)
    })

    test('also of questions that nobody looked at while it was built', async () => {
      const { recall5, mrr, missed } = await relevanceOf(of(name), heldOut)
      expect(recall5, missed.join()).toBeGreaterThanOrEqual(RECALL5)
      expect(mrr, missed.join()).toBeGreaterThanOrEqual(MRR)
    })
  })
})
