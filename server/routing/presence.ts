import type { Actor } from '../platform/actor.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { Refusal } from '../platform/refusal.ts'
import { lockAgent } from './agent-state.ts'
import type { BREAK_REASONS, Presence } from './api.ts'
import { agentAvailable, boardChanged } from './events.ts'
import { withdrawFrom } from './withdraw-offers.ts'

/**
 * Sets what an agent says of themselves; it holds until they change it, whatever restarts. Ready: what waits is
 * offered at once, also when an offer had run out before. On a break or away: what was offered goes to the next.
 *
 * @throws Refusal 'not-found' `not-an-agent`: the account works on no desk yet
 * @throws Refusal 'invalid' `break-needs-reason`
 */
export const setPresence = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { id: personId }: Pick<Actor, 'id'>,
  { presence, reason }: { presence: Presence; reason?: (typeof BREAK_REASONS)[number] },
): Promise<void> =>
  transact(db, async (trx) => {
    if (presence === 'break' && !reason) throw new Refusal('invalid', 'break-needs-reason')
    if (!(await lockAgent(trx, personId))) throw new Refusal('not-found', 'not-an-agent')
    const at = now()
    await trx
      .updateTable('agents')
      .set({
        presence,
        presenceReason: presence === 'break' ? reason! : null,
        presenceSince: at,
        notResponding: false,
        ...(presence === 'ready' && { idleSince: at }),
      })
      .where('personId', '=', personId)
      .execute()
    if (presence === 'ready') await emit(trx, agentAvailable, { agentId: personId })
    else await withdrawFrom(trx, personId, 'agent-left', at)
    await emit(trx, boardChanged, { agentId: personId })
  })
