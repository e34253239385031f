import { record } from '../platform/audit.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { lockAgent } from './agent-state.ts'
import { readAgent } from './agents.ts'
import { agentAvailable, boardChanged } from './events.ts'
import type { By } from './pause.ts'
import { withdrawFrom } from './withdraw-offers.ts'

type Workplace = { siteId: string | null; tier: number; capacity: number }

/**
 * Sets where an agent works, for which tier, and how many cases they hold at once; makes an agent of somebody who has
 * an account and is none yet. More capacity is filled at once; less takes nothing from them. On another tier what was
 * offered goes to the next.
 *
 * @throws Refusal 'not-found' `agent-not-found`: nobody with an account
 * @throws Refusal 'invalid' `site-not-found`
 */
export async function changeAgent(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { actor, address }: By,
  personId: Id<'person'>,
  { siteId, tier, capacity }: Workplace,
) {
  const at = now()
  await transact(db, async (trx) => {
    const account = await trx
      .selectFrom('accounts')
      .select('personId')
      .where('personId', '=', personId)
      .executeTakeFirst()
    if (!account) throw new Refusal('not-found', 'agent-not-found')
    if (siteId !== null) {
      const site = await trx.selectFrom('sites').select('id').where('id', '=', siteId).executeTakeFirst()
      if (!site) throw new Refusal('invalid', 'site-not-found')
    }
    await trx
      .insertInto('agents')
      .values({ personId, siteId, tier, capacity, presenceSince: at, idleSince: at })
      .onConflict((known) => known.column('personId').doNothing())
      .execute()
    await lockAgent(trx, personId)
    const before = await trx
      .selectFrom('agents')
      .leftJoin('seats', 'seats.id', 'agents.seatId')
      .select(['agents.tier', 'agents.siteId', 'agents.capacity', 'seats.siteId as seatSiteId'])
      .where('personId', '=', personId)
      .executeTakeFirstOrThrow()
    await trx
      .updateTable('agents')
      .set({ siteId, tier, capacity, ...(before.seatSiteId !== siteId && { seatId: null }) })
      .where('personId', '=', personId)
      .execute()
    await record(trx, {
      actorId: actor.id,
      action: 'agent-changed',
      subject: `person:${personId}`,
      detail: {
        from: { siteId: before.siteId, tier: before.tier, capacity: before.capacity },
        to: { siteId, tier, capacity },
      },
      address,
      at,
    })
    if (before.tier !== tier) await withdrawFrom(trx, personId, 'agent-changed', at)
    await emit(trx, agentAvailable, { agentId: personId })
    await emit(trx, boardChanged, { agentId: personId })
  })
  return readAgent(db, personId, at)
}
