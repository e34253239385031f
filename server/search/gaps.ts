import type { Actor } from '../platform/actor.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Searching } from './ask/searching.ts'
import { foldedAs } from './not-found.ts'
import { demandNumbered } from './numbered.ts'

const MOST = 500

/** What was asked and not found and nobody has dealt with, the most often asked first. */
export const listGaps = ({ db }: Pick<Deps, 'db'>) =>
  db
    .selectFrom('searchesNotFound')
    .select(['said', 'n', 'firstAt', 'lastAt'])
    .where('doneAt', 'is', null)
    .orderBy('n', 'desc')
    .orderBy('lastAt', 'desc')
    .orderBy('folded')
    .limit(MOST)
    .execute()

/**
 * An editor has dealt with it. Asked in vain again, it is on the list again.
 * @param answer.number what answers it now
 * @throws Refusal 'not-found' `search-gap-not-found` · `search-number-not-found`: nothing they may see has that number
 */
export async function gapDone(
  deps: Pick<Searching, 'db' | 'now' | 'sources'>,
  actor: Actor,
  { said, number }: { said: string; number: string | null },
): Promise<{ ok: true }> {
  const answer = number === null ? null : await demandNumbered(deps, actor, number)
  const { numUpdatedRows } = await deps.db
    .updateTable('searchesNotFound')
    .set({ doneAt: deps.now(), doneBy: actor.id, answeredBy: answer?.number ?? null })
    .where('folded', '=', foldedAs(said))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('not-found', 'search-gap-not-found')
  return { ok: true }
}
