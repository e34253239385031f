import { sql } from 'kysely'
import type { CaseRow } from '../cases/shapes.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Returned } from '../platform/http/contract.ts'
import type { Language } from '../platform/problems.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { readAgents } from './agents.ts'
import type { Offer } from './api.ts'
import { wordsOf } from './reason-words.ts'
import type { OfferReason } from './reasons.ts'

/**
 * What an agent's desk shows about themselves, and what is offered to them now, first made first.
 *
 * @throws Refusal 'not-found' `not-an-agent`: the account works on no desk yet
 */
export async function readDesk(deps: Pick<Deps, 'db' | 'now'>, actor: Pick<Actor, 'id'>, language: Language) {
  const [agent, offers] = await Promise.all([
    readOwnState(deps, actor),
    readOffers(deps.db, actor.id, language),
  ])
  return { agent, offers }
}

/** @throws Refusal 'not-found' `not-an-agent` */
export async function readOwnState({ db, now }: Pick<Deps, 'db' | 'now'>, { id }: Pick<Actor, 'id'>) {
  const [agent] = await readAgents(db, now(), [id])
  if (!agent) throw new Refusal('not-found', 'not-an-agent')
  return agent
}

// What is offered to somebody is theirs to see, also before they may see the case itself.
async function readOffers(db: Db, agentId: Id<'person'>, language: Language): Promise<Returned<Offer>[]> {
  const offers = await db
    .selectFrom('offers')
    .innerJoin('cases', 'cases.id', 'offers.caseId')
    .leftJoin('agencies', 'agencies.id', 'cases.agencyId')
    .leftJoin('people as owner', 'owner.id', 'cases.ownerId')
    .select(['offers.id as offerId', 'offers.madeAt', 'offers.expiresAt'])
    .select(sql<OfferReason>`offers.reason`.as('reason'))
    .selectAll('cases')
    .select(['agencies.name as agencyName', 'owner.name as ownerName'])
    .where('offers.agentId', '=', agentId)
    .where('offers.outcome', 'is', null)
    .orderBy('offers.madeAt')
    .orderBy('offers.id')
    .execute()
  return offers.map(({ offerId, madeAt, expiresAt, reason, ...row }) => ({
    id: offerId,
    case: row satisfies Returned<CaseRow>,
    madeAt,
    expiresAt,
    reason: wordsOf({ outcome: 'offered', reason }, language),
  }))
}
