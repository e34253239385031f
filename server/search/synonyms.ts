import { expander, type Synonym } from '../../search/synonyms.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'

/** What an editor changed on another server is known here after so long. */
const BELIEVED_MS = 5000

type Synonyms = { all: readonly Synonym[]; expand: ReturnType<typeof expander> }

// A field of an object that we did not make: nothing outlives its handle.
const kept = new WeakMap<Db, { at: number; read: Promise<Synonyms> }>()

/** The other words that editors gave, kept for a few seconds: every question asks for them. */
export function synonymsOf({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<Synonyms> {
  const at = now().getTime()
  const known = kept.get(db)
  if (known && Math.abs(at - known.at) < BELIEVED_MS) return known.read
  const read = readSynonyms(db).then((all) => ({ all, expand: expander(all) }))
  kept.set(db, { at, read })
  read.catch(() => kept.delete(db))
  return read
}

/** Asked again from the database next time. */
export const forgetSynonyms = (db: Db) => kept.delete(db)

export const readSynonyms = (db: Db) =>
  db.selectFrom('searchSynonyms').select(['word', 'means', 'weight']).orderBy('word').execute()
