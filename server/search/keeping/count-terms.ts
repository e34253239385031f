import { countTerms } from '../../../search/postgres/vocabulary.ts'
import type { Deps } from '../../platform/deps.ts'
import { lastRevision } from './compare-engine.ts'
import { readState } from './state.ts'

/** Counts how rare each term is, when anything has changed since it was last counted. By the clock. */
export async function countChangedTerms({ db }: Pick<Deps, 'db'>): Promise<void> {
  const { countedRev } = await readState(db)
  const last = await lastRevision(db)
  if (Number(countedRev ?? -1) === last) return
  if (await countTerms(db))
    await db
      .updateTable('searchIndex')
      .set({ countedRev: String(last) })
      .execute()
}
