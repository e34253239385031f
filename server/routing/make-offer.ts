import { sql } from 'kysely'
import type { Trx } from '../platform/database/database.ts'
import { emit } from '../platform/events/outbox.ts'
import { type Id, newId } from '../platform/values.ts'
import { type OwnState, readAgentState } from './agent-state.ts'
import { keepDecision } from './decisions.ts'
import { offerMade } from './events.ts'
import type { OfferReason } from './reasons.ts'
import { canReceive } from './rules.ts'
import type { Terms } from './terms.ts'
import { candidatesOf, lockFirst, readWaiting, type WaitingCase } from './waiting-cases.ts'

/** What came of looking for work for an agent. */
export type Step =
  | { offered: Id<'case'> }
  /** Something waits for them, but it is being changed by others: wait for this one and look again. */
  | { held: Id<'case'> }
  /** What was found changed just before it was locked: look again. */
  | { again: true }
  /** They have no room, or nothing waits that they may get. */
  | { nothing: true }

/**
 * Offers this agent, locked by the caller, the first case by priority and age that they may get: one case.
 * @param by what asked for it, for the record
 */
export async function offerNext(
  trx: Trx,
  {
    agentId,
    by,
    terms,
    at,
  }: { agentId: Id<'person'>; by: OfferReason['by'] | { caseId: Id<'case'> }; terms: Terms; at: Date },
): Promise<Step> {
  const agent = await readAgentState(trx, agentId, at)
  if (!agent || !canReceive(agent)) return { nothing: true }
  const candidates = await candidatesOf(trx, agent, terms, at)
  if (candidates.length === 0) return { nothing: true }
  const caseId = await lockFirst(trx, candidates)
  if (!caseId) return { held: candidates[0]! }
  const work = await readWaiting(trx, caseId)
  if (!work || work.offer || work.paused || work.tier !== agent.tier) return { again: true }
  const found = typeof by === 'string' ? by : by.caseId === caseId ? 'case' : 'agent'
  await offer(trx, { agent, work, by: found, terms, at })
  return { offered: caseId }
}

type Pairing = { agent: OwnState; work: WaitingCase; by: OfferReason['by']; terms: Terms; at: Date }

async function offer(trx: Trx, pairing: Pairing) {
  const { agent, work, terms, at } = pairing
  const made = {
    id: newId<'offer'>(at.getTime()),
    caseId: work.id,
    agentId: agent.personId,
    madeAt: at,
    expiresAt: new Date(at.getTime() + terms.offerSeconds * 1000),
  }
  const reason = await reasonFor(trx, pairing)
  await trx
    .insertInto('offers')
    .values({ ...made, outcome: null, decidedAt: null, reason: JSON.stringify(reason) })
    .execute()
  await keepDecision(trx, { outcome: 'offered', reason }, { ...made, at })
  await trx.updateTable('agents').set({ idleSince: at }).where('personId', '=', agent.personId).execute()
  await emit(trx, offerMade, { offerId: made.id, caseId: work.id, agentId: agent.personId })
}

type Matched = Pick<OfferReason, 'level' | 'ownsSystem' | 'ofVendor' | 'forAgency'>

async function reasonFor(trx: Trx, { agent, work, by, terms, at }: Pairing): Promise<OfferReason> {
  const { rows } = await sql<Matched>`
    with recursive authority (id, parent_id) as (
      select id, parent_id from agencies where id = ${work.agencyId}
      union all
      select g.id, g.parent_id from agencies g join authority on authority.parent_id = g.id
    )
    select s.level, y.owner_id is not distinct from p.id as owns_system,
      coalesce(y.vendor_id = p.vendor_id, false) as of_vendor,
      exists (select from agent_agencies k join authority on authority.id = k.agency_id
        where k.person_id = p.id) as for_agency
    from people p
    join systems y on y.id = ${work.leadSystemId}
    left join agent_skills s on s.person_id = p.id and s.system_id = y.id
    where p.id = ${agent.personId}`.execute(trx)
  const site = terms.sites.find(({ id }) => id === agent.siteId)
  return {
    by,
    queueId: work.queueId,
    queue: work.queue,
    systemId: work.leadSystemId,
    system: work.system,
    tier: agent.tier,
    ...rows[0]!,
    site: site
      ? {
          name: site.name,
          share: site.share,
          given: site.given,
          of: terms.sites.reduce((sum, { given }) => sum + given, 0),
        }
      : null,
    held: agent.load + agent.offered,
    capacity: agent.capacity,
    idleSeconds: secondsBetween(agent.idleSince, at),
    waitedSeconds: secondsBetween(work.waitingSince, at),
  }
}

const secondsBetween = (from: Date, to: Date) =>
  Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000))
