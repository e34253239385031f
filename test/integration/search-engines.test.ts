import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { minisearchEngine } from '../../search/minisearch/engine.ts'
import { freshPostgresEngine } from '../support/search-postgres.ts'
import { searchSuite } from '../support/search-suite.ts'

searchSuite('The search of the database', { open: async () => (await freshPostgresEngine()).engine })

searchSuite('The search in memory', {
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'onewindow-search-'))
    const engine = minisearchEngine({ file: join(folder, 'index.gz'), log: { warn: () => {} } })
    return {
      ...engine,
      async close() {
        await engine.close()
        await rm(folder, { recursive: true, force: true })
      },
    }
  },
})
