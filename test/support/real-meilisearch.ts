import { randomUUID } from 'node:crypto'
import { Meilisearch } from 'meilisearch'
import type { Outside } from '../../search/outside.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { outsideAt } from './search-process.ts'

/** The Meilisearch that `TEST_MEILI_URL` names, with indexes of our own on it: others may use the same server. */
export function realMeilisearch() {
  const url = process.env['TEST_MEILI_URL']
  const key = process.env['TEST_MEILI_KEY']
  if (url === undefined) {
    console.warn('Meilisearch: not run (no server at TEST_MEILI_URL)')
    return undefined
  }
  const name = `test-${randomUUID().slice(0, 8)}`
  return {
    outside: (db: Db): Outside => outsideAt(url, db, { key, name, findMs: 5000 }),
    /** Removes what was made there. */
    async clean() {
      const client = new Meilisearch({ host: url, ...(key !== undefined && { apiKey: key }) })
      const { results } = await client.getRawIndexes({ limit: 1000 })
      for (const { uid } of results.filter((index) => index.uid.startsWith(name)))
        await client.deleteIndex(uid).waitTask()
      if (key === undefined) return
      const keys = await client.getKeys({ limit: 1000 }).catch(() => ({ results: [] }))
      for (const { uid } of keys.results.filter(({ indexes }) => indexes.some((one) => one.startsWith(name))))
        await client.deleteKey(uid)
    },
  }
}
