import { meilisearchEngine } from '../../../search/meilisearch/engine.ts'
import { counting } from '../../support/counting.ts'
import { meilisearchServer } from '../../support/meilisearch-server.ts'
import { batches } from '../../support/search-suite/ground.ts'
import { searchSuite } from '../../support/search-suite.ts'

// What the adapter makes of Meilisearch's protocol, not what Meilisearch makes of Chinese: that is tested on a real one.
searchSuite('The adapter of Meilisearch, towards a server that keeps, filters and finds whole words', {
  async open() {
    const server = await meilisearchServer({ key: 'a-master-key-of-32-characters-ok' })
    const engine = counting((vocabulary) =>
      meilisearchEngine({ url: server.url, key: 'a-master-key-of-32-characters-ok', vocabulary }),
    )
    await engine.rebuild(batches())
    return {
      ...engine,
      async close() {
        await engine.close()
        await server[Symbol.asyncDispose]()
      },
    }
  },
})
