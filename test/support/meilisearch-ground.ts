import { type MeilisearchOptions, meilisearchEngine } from '../../search/meilisearch/engine.ts'
import { liveIndex } from '../../search/meilisearch/settings.ts'
import { askedTerms, weigh } from '../../search/question.ts'
import { meilisearchServer } from './meilisearch-server.ts'

export const LIVE = liveIndex('documents')
export const KEY = 'a-master-key-of-32-characters-ok'
const BEGAN = Date.parse('2026-11-22T00:00:00Z')

/** Each term is in three of a hundred documents. */
export const vocabulary: MeilisearchOptions['vocabulary'] = {
  async weigh(question) {
    const asked = askedTerms(question, [])
    return weigh(asked, 100, new Map(asked.map(({ term }) => [term, 3])))
  },
}

/** An engine and the server that it asks, at a time that stands still. */
export async function meilisearchGround(given: Parameters<typeof meilisearchServer>[0] = {}) {
  const server = await meilisearchServer(given)
  const now = { ms: BEGAN }
  const engine = meilisearchEngine({ url: server.url, key: given.key, vocabulary, now: () => now.ms })
  /** Key and revision of what an index holds. */
  const kept = (index = LIVE) =>
    [...(server.indexes.get(index)?.documents.values() ?? [])].map(({ key, rev }) => `${key} ${rev}`).sort()
  return { server, engine, now, kept, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
}
