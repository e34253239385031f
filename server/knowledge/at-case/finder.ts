import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { rankedKeys } from '../../search/ranked.ts'
import { synonymsOf } from '../../search/synonyms.ts'
import { entryOfKey } from '../editing/searchable.ts'
import type { Reader } from '../visible.ts'

/**
 * Finds live entries about a text, best first, at most so many, and none that the reader may not see. Given by wiring:
 * whoever asks neither knows the engine nor trusts it, and looks at each entry again in the database.
 */
export type Finder = (reader: Reader, text: string, most: number) => Promise<readonly Id<'knowledge-entry'>[]>

/** So many are put in order: what is further down is not about a text that tells a whole case. */
const MOST_RANKED = 100

/** Finds by the engine, with the other words that editors gave, and puts in order as search does. */
export const entryFinder =
  (deps: Pick<Deps, 'db' | 'now' | 'search'>): Finder =>
  async (reader, text, most) => {
    const also = (await synonymsOf(deps)).expand(text)
    const keys = await rankedKeys(deps, { text, also, reader, source: 'qa' }, MOST_RANKED)
    return keys.slice(0, most).map(entryOfKey)
  }
