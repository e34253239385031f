import { networkOf, throttle } from '../../identity/throttle.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import { newId } from '../../platform/values.ts'
import { demandNumber, entryNotFound } from '../numbers.ts'
import { readerFor, visibleEntries } from '../visible-entries.ts'

/** Many work behind one address. */
const LIMIT = { limit: 120, windowSeconds: 600 }

/** `visitor`: what the browser of somebody who is not signed in calls itself. */
type Asker = { actor: Actor | undefined; address: string; visitor: () => string }

/**
 * Somebody who was about to ask found in an entry what they needed. Counted once a day (of Taipei) for each entry and
 * person, or browser where nobody is signed in: of a browser only a digest is kept, another one for each entry, so that
 * nobody can put together what one visitor read.
 *
 * @throws Refusal 'not-found' `knowledge-not-found` · 'throttled' `too-many-requests`
 */
export async function deflect(
  { db, now, secrets }: Pick<Deps, 'db' | 'now' | 'secrets'>,
  { actor, address, visitor }: Asker,
  number: string,
): Promise<{ ok: true }> {
  await throttle(db, now, `knowledge-deflection:${actor?.id ?? networkOf(address)}`, LIMIT)
  const entry = await visibleEntries(db, await readerFor(db, actor))
    .select(['e.id', 'v.id as versionId'])
    .where('e.number', '=', demandNumber(number))
    .executeTakeFirstOrThrow(entryNotFound)
  const who = actor
    ? { personId: actor.id, visitor: null }
    : { personId: null, visitor: secrets.sign('knowledge-visitor', `${entry.id} ${visitor()}`) }
  const at = now()
  await db
    .insertInto('knowledgeUses')
    .values({
      id: newId<'knowledge-use'>(at.getTime()),
      entryId: entry.id,
      versionId: entry.versionId,
      caseId: null,
      ...who,
      way: 'deflected',
      at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return { ok: true }
}
