import { fold } from '../../search/fold.ts'
import type { Db } from '../platform/database/database.ts'

const LONGEST = 200

/**
 * Remembers what somebody looked for in vain: once, however often and in whichever form it is asked, until an editor
 * has dealt with it; asked again afterwards, it is open again.
 *
 * @param said without personal data; at most 200 characters of it are kept
 * @returns whether there was anything to remember
 */
export async function noteNotFound(db: Db, said: string, at: Date): Promise<boolean> {
  const words = beginningOf(said)
  const folded = foldedAs(words)
  if (folded === '') return false
  await db
    .insertInto('searchesNotFound')
    .values({ folded, said: words, firstAt: at, lastAt: at, doneAt: null, doneBy: null, answeredBy: null })
    .onConflict((conflict) =>
      conflict.column('folded').doUpdateSet(({ eb, fn, ref }) => ({
        n: eb('searchesNotFound.n', '+', 1),
        lastAt: fn<Date>('greatest', [ref('searchesNotFound.lastAt'), ref('excluded.lastAt')]),
        doneAt: null,
        doneBy: null,
        answeredBy: null,
      })),
    )
    .execute()
  return true
}

/** One form of what may be asked in several, as it is remembered. */
export const foldedAs = (said: string): string => beginningOf(fold(beginningOf(said)))

const beginningOf = (text: string) => [...text.trim()].slice(0, LONGEST).join('')
