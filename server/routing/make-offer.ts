import { sql } from 'kysely'
import type { Trx } from '../platform/database/database.ts'
import { emit } from '../platform/events/outbox.ts'
import { type Id, newId } from '../platform/values.ts'
import { type OwnState, readAgentState } from './agent-state.ts'
import { lockBestAgent, roomFor } from './best-agent.ts'
import { keepDecision } from './decisions.ts'
import { offerMade } from './events.ts'
import type { OfferReason } from './reasons.ts'
import { canReceive } from './rules.ts'
import type { Terms } from './terms.ts'
import { candidatesOf, lockFirst, readWaiting, type WaitingCase } from './waiting-cases.ts'

/** What the looking is for, and by what it goes. */
export type Search = { goal: { caseId: Id<'case'> } | { agentId: Id<'person'> }; terms: Terms; at: Date }

/** What came of looking for an agent for a case. */
export type Step =
  /** This case, or one that the best agent had to get before it. */
  | { offered: Id<'case'> }
  /** It is being changed by others: wait for this one and look again. */
  | { held: Id<'case'> }
  /** Everybody who may get it is being decided about elsewhere, or nobody may. */
  | { nobody: WaitingCase }

const MOST_TURNS = 20

/**
 * Makes one offer: of the first of these cases that nobody else holds, to the best agent for it. Should another case
 * come first for that agent, the best agent for the other one is looked for, and so on; each turn leads to a case
 * that comes earlier. One that others hold may be passed over as long as there is room for it as well.
 *
 * Locks whatever it looks at and never waits for a lock, so that it can hold any number.
 */
export async function makeOffer(
  trx: Trx,
  asked: readonly [Id<'case'>, ...Id<'case'>[]],
  search: Search,
): Promise<Step> {
  const { terms, at } = search
  let caseId = await lockFirst(trx, asked)
  for (let turn = 0; caseId && turn < MOST_TURNS; turn++) {
    const work = await readWaiting(trx, caseId)
    if (!work || work.offer || work.paused) return { held: caseId }
    const best = await lockBestAgent(trx, work, terms, at)
    if (!best) return { nobody: work }
    // They were ranked before they were locked: what had become of them meanwhile counts.
    const agent = await readAgentState(trx, best.personId, at)
    if (!agent || agent.tier !== work.tier || !canReceive(agent)) continue
    const candidates = await candidatesOf(trx, agent, terms, at)
    const first = await lockFirst(trx, candidates)
    if (first === caseId) {
      const ahead = candidates.indexOf(caseId)
      // Counted after those ahead were: what one of them took meanwhile then counts twice rather than not at all.
      if (ahead > 0 && ahead >= (await roomFor(trx, work, terms, at))) return { held: candidates[0]! }
      await offer(trx, { agent, work, search })
      return { offered: caseId }
    }
    caseId = first
  }
  return { held: caseId ?? asked[0] }
}

type Pairing = { agent: OwnState; work: WaitingCase; search: Search }

async function offer(trx: Trx, pairing: Pairing) {
  const { agent, work, search } = pairing
  const { terms, at } = search
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

async function reasonFor(trx: Trx, { agent, work, search }: Pairing): Promise<OfferReason> {
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
  const { goal, terms, at } = search
  const site = terms.sites.find(({ id }) => id === agent.siteId)
  return {
    by: 'caseId' in goal && goal.caseId === work.id ? 'case' : 'agent',
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
