import type { Actor } from '../../platform/actor.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { returnToDraft } from './draft.ts'

/**
 * Takes one's own reply back. Whoever is quicker, this or the sending: the reply is sent or a draft, never both and
 * never neither.
 *
 * @returns the draft, as the composer keeps it
 * @throws Refusal 'not-found' `reply-gone`: sent or taken back already, or another's
 */
export const takeBack = (
  deps: Pick<Deps, 'db' | 'now'>,
  actor: Actor,
  { caseId, replyId }: { caseId: Id<'case'>; replyId: Id<'pending-reply'> },
) =>
  transact(deps.db, async (trx) => {
    const reply = await trx
      .deleteFrom('pendingReplies')
      .where('id', '=', replyId)
      .where('caseId', '=', caseId)
      .where('authorId', '=', actor.id)
      .returningAll()
      .executeTakeFirst()
    if (!reply) throw new Refusal('not-found', 'reply-gone')
    return returnToDraft(trx, deps, reply, null)
  })
