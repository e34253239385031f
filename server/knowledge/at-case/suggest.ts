import { readCase } from '../../cases/queries.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Id } from '../../platform/values.ts'
import { readerFor, readerOfPerson, visibleEntries } from '../visible-entries.ts'
import { wordsOfCase } from './case-words.ts'
import { type Matching, matchesFor } from './matches.ts'

/**
 * Entries beside a case, best first, at most five: about its subject and what was written, or about what the agent
 * looks for. Each says whether the requester may read it too: only then may it go into a reply.
 * @throws Refusal 'not-found' `case-not-found`, also when it is not theirs to see
 */
export async function suggestAtCase(
  deps: Matching,
  actor: Actor,
  { caseId, text }: { caseId: Id<'case'>; text?: string | undefined },
) {
  const row = await readCase(deps.db, actor, caseId)
  const sought = text?.trim() ? text : await wordsOfCase(deps.db, row)
  const matches = await matchesFor(deps, await readerFor(deps.db, actor), sought)
  if (matches.length === 0) return []
  const theirs = await visibleEntries(deps.db, await readerOfPerson(deps.db, row.requesterId))
    .select('e.id')
    .where(
      'e.id',
      'in',
      matches.map(({ id }) => id),
    )
    .execute()
  const forRequester = new Set(theirs.map(({ id }) => id))
  return matches.map((match) => ({ ...match, isForRequester: forRequester.has(match.id) }))
}

/** Entries that may answer what somebody is about to ask. Nothing of what they typed is kept. */
export const suggestAtQuestion = async (deps: Matching, actor: Actor | undefined, text: string) =>
  matchesFor(deps, await readerFor(deps.db, actor), text)
