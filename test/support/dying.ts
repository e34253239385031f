import type { KyselyPlugin } from 'kysely'
import type { Db } from '../../server/platform/database/database.ts'
import type { FileStore } from '../../server/platform/files/port.ts'

/**
 * A database and a file store that die together at the nth thing asked of them, as a process does that is killed: what
 * was committed stays, what was not is gone.
 */
export function dying(db: Db, files: FileStore, nth: number) {
  let asked = 0
  const step = () => {
    asked += 1
    if (asked >= nth) throw Object.assign(new Error(`killed at step ${nth}`), { code: 'ECONNRESET' })
  }
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      step()
      return node
    },
    transformResult: async ({ result }) => result,
  }
  const store: FileStore = new Proxy(files, {
    get(target, name) {
      const found = Reflect.get(target, name)
      if (typeof found !== 'function') return found
      return (...given: unknown[]) => {
        step()
        return found.apply(target, given)
      }
    },
  })
  return { db: db.withPlugin(plugin), files: store }
}
