import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'
import { canReceiveNow, type OwnState } from './agent-state.ts'
import { refusedLately } from './best-agent.ts'
import type { Terms } from './terms.ts'

/** More than the transactions that look at the same moment: whoever finds one locked takes the next. */
const CANDIDATES = 24

/** A case that waits in a queue: without an owner, or escalated and not yet accepted there. */
export type WaitingCase = {
  id: Id<'case'>
  queueId: number
  queue: string
  tier: number
  paused: boolean
  leadSystemId: number
  system: string
  agencyId: number | null
  ownerId: Id<'person'> | null
  waitingSince: Date
  /** The open offer, and for which queue and system it was made. */
  offer: { id: Id<'offer'>; agentId: Id<'person'>; queueId: number; systemId: number } | null
}

/** @returns undefined when the case waits in no queue */
export const readWaiting = (db: Db, caseId: Id<'case'>): Promise<WaitingCase | undefined> =>
  sql<WaitingCase>`
    select c.id, q.id as queue_id, q.name as queue, q.tier, q.paused_at is not null as paused,
      c.lead_system_id, y.short_name as system, c.agency_id, c.owner_id,
      case when c.owner_id is null then c.status_since else h.offered_at end as waiting_since,
      case when o.id is not null then jsonb_build_object('id', o.id, 'agentId', o.agent_id,
        'queueId', o.reason -> 'queueId', 'systemId', o.reason -> 'systemId') end as offer
    from cases c
    left join hand_overs h on h.case_id = c.id and h.outcome is null and h.to_queue_id is not null
    join queues q on q.id = case when c.owner_id is null then c.queue_id else h.to_queue_id end
    join systems y on y.id = c.lead_system_id
    left join offers o on o.case_id = c.id and o.outcome is null
    where c.id = ${caseId} and c.closed_at is null and (c.owner_id is null or h.id is not null)
      and not exists (select from case_holds k where k.case_id = c.id)`
    .execute(db)
    .then(({ rows: [waiting] }) => waiting)

/** Whether the open offer was made for where the case waits now. */
export const isStillMeant = ({ offer, queueId, leadSystemId }: WaitingCase) =>
  offer?.queueId === queueId && offer.systemId === leadSystemId

/** What this agent may get next, over all systems they know: by priority, then oldest first. Locks nothing. */
export const candidatesOf = (
  db: Db,
  agent: Pick<OwnState, 'personId'>,
  terms: Pick<Terms, 'coolDownSeconds'>,
  at: Date,
): Promise<Id<'case'>[]> =>
  sql<{ id: Id<'case'> }>`
    ${waitingFor(sql`a.person_id = ${agent.personId}`, CANDIDATES, terms, at)}
    order by priority, opened_at, id limit ${CANDIDATES}`
    .execute(db)
    .then(({ rows }) => rows.map(({ id }) => id))

/** The agents who have room for something that waits. There are none, unless time alone has made it so. */
export const agentsWithWork = (
  db: Db,
  terms: Pick<Terms, 'coolDownSeconds'>,
  at: Date,
  of?: { tier: number },
): Promise<Id<'person'>[]> =>
  sql<{ personId: Id<'person'> }>`
    select distinct person_id
    from (${waitingFor(sql`${of ? sql`a.tier = ${of.tier}` : sql`true`} and ${canReceiveNow(at)}`, 1, terms, at)}) waiting`
    .execute(db)
    .then(({ rows }) => rows.map(({ personId }) => personId))

// Of each system they know the first few: enough that those which others hold leave some.
const waitingFor = (
  whom: RawBuilder<boolean>,
  each: number,
  terms: Pick<Terms, 'coolDownSeconds'>,
  at: Date,
) => sql`
    with me as (
      select a.person_id, a.tier, a.presence_since, p.vendor_id
      from agents a join people p on p.id = a.person_id where ${whom}
    ),
    known as (
      select a.person_id, s.system_id as id from agent_skills s join me a using (person_id) where a.tier < 4
      union select a.person_id, y.id from systems y join me a on y.owner_id = a.person_id where a.tier = 3
      union select a.person_id, y.id from systems y join me a on y.vendor_id = a.vendor_id where a.tier = 4
    )
    (select a.person_id, c.id, c.priority, c.opened_at
      from me a
      join queues q on q.tier = a.tier and q.paused_at is null
      join known on known.person_id = a.person_id
      cross join lateral (
        select w.id, w.priority, w.opened_at from cases w
        where w.queue_id = q.id and w.lead_system_id = known.id and w.closed_at is null and w.owner_id is null
          and ${isFree} and not ${refused(terms, at)}
        order by w.priority, w.opened_at, w.id limit ${each}
      ) c)
    union
    (select a.person_id, w.id, w.priority, w.opened_at
      from me a
      join queues q on q.tier = a.tier and q.paused_at is null
      join hand_overs h on h.to_queue_id = q.id and h.outcome is null
      join cases w on w.id = h.case_id and w.closed_at is null and w.owner_id <> a.person_id
      join known on known.person_id = a.person_id and known.id = w.lead_system_id
      where ${isFree} and not ${refused(terms, at)})`

const isFree = sql<boolean>`not exists (select from offers o where o.case_id = w.id and o.outcome is null)
  and not exists (select from case_holds k where k.case_id = w.id)`

const refused = (terms: Pick<Terms, 'coolDownSeconds'>, at: Date) =>
  refusedLately({ caseId: sql`w.id`, presenceSince: sql`a.presence_since`, terms, at })

/** Locks the first of these cases that nobody else holds. */
export const lockFirst = (trx: Trx, caseIds: readonly Id<'case'>[]) =>
  sql<{ id: Id<'case'> }>`
    select w.id from unnest(${caseIds}::uuid[]) with ordinality as wanted (id, place)
    join cases w on w.id = wanted.id
    where w.closed_at is null
    order by wanted.place limit 1
    for no key update of w skip locked`
    .execute(trx)
    .then(({ rows: [found] }) => found?.id)

/** Resolves when whoever changes this case now is done. Holds nothing meanwhile and keeps nothing. */
export const untilUnlocked = (db: Db, caseId: Id<'case'>) =>
  db.selectFrom('cases').select('id').where('id', '=', caseId).forNoKeyUpdate().execute()
