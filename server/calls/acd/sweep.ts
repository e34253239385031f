import { sql } from 'kysely'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { disengage, engage } from '../../routing/engage.ts'
import type { Engagement } from '../../routing/rules.ts'
import { ON_CALL_MS } from './agent-legs.ts'
import { tellAgent } from './agent-times.ts'
import { OFFER_SLACK_MS } from './offer-call.ts'
import { expireCallOffer } from './ring-agent.ts'
import { routeWaitingCalls } from './route-call.ts'
import { waitForAgent } from './wait.ts'
import { endWrapUp } from './wrap-up.ts'

/**
 * What the clock brings and no event tells, also for what was under way when a server died: offers that nobody took,
 * wrap-ups that are over, leases to renew or to end, calls that wait without ringing anywhere.
 */
export async function sweepCalls(deps: Pick<Deps, 'db' | 'now' | 'telephony'>): Promise<void> {
  const { db } = deps
  const overdue = await db
    .selectFrom('callOffers')
    .select('id')
    .where('outcome', 'is', null)
    .where('expiresAt', '<=', new Date(deps.now().getTime() - OFFER_SLACK_MS))
    .orderBy('expiresAt')
    .execute()
  for (const { id } of overdue) await expireCallOffer(deps, { offerId: id })
  for (const lease of await leasesEnding(deps)) await renewOrEnd(deps, lease)
  for (const callId of await forgottenCalls(deps))
    await transact(db, (trx) => waitForAgent(trx, { callId, at: deps.now() }))
  await routeWaitingCalls(deps)
}

type Ending = { personId: Id<'person'>; callId: Id<'call'>; kind: Engagement; talks: Id<'call'> | null }

/** Of everybody whose lease runs out soon, or who talks without one: in which live call they have a part. */
const leasesEnding = ({ db, now }: Pick<Deps, 'db' | 'now'>) =>
  sql<Ending>`
    select a.person_id, coalesce(g.call_id, l.call_id) as call_id, coalesce(g.kind, 'on-call') as kind,
      l.call_id as talks
    from agents a
    left join agent_engagements g on g.person_id = a.person_id
    left join lateral (
      select l.call_id from call_legs l join calls c on c.id = l.call_id and c.ended_at is null
      where l.agent_id = a.person_id and l.ended_at is null and l.established_at is not null
      order by l.call_id = g.call_id desc, l.established_at desc limit 1
    ) l on true
    where (g.kind = 'on-call' and g.expires_at <= ${new Date(now().getTime() + ON_CALL_MS / 2)})
      or (g.kind <> 'on-call' and g.expires_at <= ${now()})
      or (g.person_id is null and l.call_id is not null)
    order by a.person_id`
    .execute(db)
    .then(({ rows }) => rows)

async function renewOrEnd({ db, now }: Pick<Deps, 'db' | 'now'>, { personId, callId, kind, talks }: Ending) {
  if (kind === 'wrap-up') await endWrapUp({ db, now }, { callId, agentId: personId })
  await transact(db, async (trx) => {
    const at = now()
    if (!(await lockAgent(trx, personId))) return
    const kept = await trx
      .selectFrom('agentEngagements')
      .select(['callId', 'kind', 'expiresAt'])
      .where('personId', '=', personId)
      .executeTakeFirst()
    // Something else keeps them since.
    if (kept && kept.callId !== callId) return
    if (talks && (!kept || kept.callId === talks || kept.expiresAt <= at)) {
      const expiresAt = new Date(at.getTime() + ON_CALL_MS)
      if (kept?.kind !== 'wrap-up')
        await engage(trx, { personId, callId: talks, kind: 'on-call', at, expiresAt })
    } else if (kept && (kept.expiresAt <= at || kept.kind === 'on-call'))
      await disengage(trx, { personId, callId, at })
    else return
    await tellAgent(trx, { agentId: personId, at })
  })
}

/** Calls in a queue that neither ring nor are known to wait: whatever was to follow did not. */
const forgottenCalls = ({ db }: Pick<Deps, 'db'>) =>
  sql<{ id: Id<'call'> }>`
    select c.id from queue_waits w join calls c on c.id = w.call_id
    where w.left_at is null and c.ended_at is null and c.state <> 'waiting'
      and not exists (select from call_offers o where o.call_id = c.id and o.outcome is null)
      and not exists (select from call_legs l where l.call_id = c.id and l.role = 'agent' and l.ended_at is null)
    order by c.place_at`
    .execute(db)
    .then(({ rows }) => rows.map(({ id }) => id))
