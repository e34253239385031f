import type { SearchEngine } from '../../search/port.ts'
import { postgresEngine } from '../../search/postgres/engine.ts'
import { type Vocabulary, vocabularyIn } from '../../search/postgres/vocabulary.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { freshDatabase } from './database.ts'

/** The search of a database of its own, dropped when it is closed. Time flies: what is kept for a minute is read anew. */
export async function freshPostgresEngine(): Promise<{
  db: Db
  vocabulary: Vocabulary
  engine: SearchEngine
}> {
  const { url, drop } = await freshDatabase()
  const db = openDatabase({ url })
  let at = 0
  const now = () => {
    at += 3_600_000
    return new Date(at)
  }
  const vocabulary = vocabularyIn({ db, now })
  const engine = postgresEngine({ db, vocabulary })
  return {
    db,
    vocabulary,
    engine: {
      ...engine,
      async close() {
        await engine.close()
        await db.destroy()
        await drop()
      },
    },
  }
}
