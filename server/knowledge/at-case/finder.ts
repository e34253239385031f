import type { Id } from '../../platform/values.ts'
import type { Reader } from '../visible.ts'

/**
 * Finds live entries about a text, best first, at most so many, and none that the reader may not see. Given by wiring:
 * whoever asks neither knows the engine nor trusts it, and looks at each entry again in the database.
 */
export type Finder = (reader: Reader, text: string, most: number) => Promise<readonly Id<'knowledge-entry'>[]>
