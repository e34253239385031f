import type { Actor } from '../platform/actor.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Searching } from './ask/searching.ts'
import { isIndexed } from './source.ts'

/**
 * What people call by this number.
 * @throws Refusal 'not-found' `search-number-not-found`: nothing that this person may see has that number
 */
export async function demandNumbered(
  { db, sources }: Pick<Searching, 'db' | 'sources'>,
  actor: Actor,
  typed: string,
): Promise<{ key: string; number: string }> {
  for (const source of sources.filter(isIndexed)) {
    const key = await source.numbered?.(db, typed)
    const [shown] = key === undefined ? [] : await source.show(db, actor, [key])
    if (shown?.number) return { key: shown.key, number: shown.number }
  }
  throw new Refusal('not-found', 'search-number-not-found')
}
