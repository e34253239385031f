import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'
import { stateOf } from './agent-state.ts'
import { type Candidate, claimsOf } from './rules.ts'
import type { Terms } from './terms.ts'
import type { WaitingCase } from './waiting-cases.ts'

type Asked = Pick<WaitingCase, 'id' | 'tier' | 'leadSystemId' | 'agencyId' | 'ownerId'>

/**
 * Locks the best of those who may get this case now. One whom somebody else is deciding about is passed over only for
 * an equal: of the same standing, with more in hand or idle for less long. What was true when it was asked may have
 * changed before the lock: look again before making an offer.
 * @returns undefined when nobody may get it, or all of the best standing are being decided about
 */
export const lockBestAgent = (trx: Trx, work: Asked, terms: Terms, at: Date) =>
  bestAgent(trx, work, terms, at, sql`for no key update of a skip locked`)

/** As `lockBestAgent`, also those whom somebody else is deciding about, and locks nobody. */
export const findBestAgent = (db: Db, work: Asked, terms: Terms, at: Date) =>
  bestAgent(db, work, terms, at, sql``)

// The order is that of `inRank` in rules.ts.
const bestAgent = (db: Db, work: Asked, terms: Terms, at: Date, lock: RawBuilder<unknown>) =>
  sql<{ personId: Id<'person'> }>`
    with eligible as (${eligibleFor(work, terms, at)})
    select a.person_id
    from agents a join eligible e using (person_id)
    where e.standing = (select standing from eligible order by standing limit 1)
    order by e.held, e.idle_since, a.person_id
    limit 1 ${lock}`
    .execute(db)
    .then(({ rows: [agent] }) => agent)

/** For how many cases like this one all who may get it have room together. */
export const roomFor = (db: Db, work: Asked, terms: Terms, at: Date): Promise<number> =>
  sql<{ room: number }>`
    select coalesce(sum(capacity - held), 0)::int as room from (${eligibleFor(work, terms, at)}) eligible`
    .execute(db)
    .then(({ rows }) => rows[0]!.room)

const eligibleFor = (work: Asked, terms: Terms, at: Date) => sql`
  ${candidatesFor(
    work,
    terms,
    at,
    sql`a.person_id, a.capacity, c.load + c.offered as held, a.idle_since,
      row (not (${work.tier}::int = 3 and y.owner_id is not distinct from a.person_id), not c.for_agency,
        -coalesce((${JSON.stringify(claimsOf(terms.sites))}::jsonb ->> a.site_id)::bigint, -1e9::bigint),
        -coalesce(s.level, 0)) as standing`,
  )}
  and c.enabled and not c.owns_case and not c.refused_lately
  and c.online and c.engaged is null and a.presence = 'ready' and a.paused_at is null and not a.not_responding
  and c.load + c.offered < a.capacity`

/** Everybody of the tier who knows the system, ready or not: for saying why nobody gets the case, and for tests. */
export const skilledFor = (db: Db, work: Asked, terms: Terms, at: Date): Promise<Candidate[]> =>
  sql<Candidate>`
    ${candidatesFor(
      work,
      terms,
      at,
      sql`a.person_id, a.site_id, a.tier, a.presence, a.paused_at is not null as paused, a.not_responding,
        a.capacity, a.idle_since, c.online, c.engaged, c.load, c.offered, c.enabled, c.for_agency, c.refused_lately,
        c.owns_case, s.level, y.owner_id is not distinct from a.person_id as owns_system,
        coalesce(y.vendor_id = p.vendor_id, false) as of_vendor`,
    )}`
    .execute(db)
    .then(({ rows }) => rows)

// `offset 0` has the counts made once for each agent, and only for those of the tier who know the system.
const candidatesFor = (work: Asked, terms: Terms, at: Date, columns: RawBuilder<unknown>) => sql`
  with recursive authority (id, parent_id) as (
    select id, parent_id from agencies where id = ${work.agencyId}
    union all
    select g.id, g.parent_id from agencies g join authority on authority.parent_id = g.id
  )
  select ${columns}
  from agents a
  join people p on p.id = a.person_id
  join systems y on y.id = ${work.leadSystemId}
  left join agent_skills s on s.person_id = a.person_id and s.system_id = y.id
  cross join lateral (
    select ${stateOf(at)},
      exists (select from accounts t where t.person_id = a.person_id and t.disabled_at is null) as enabled,
      exists (select from agent_agencies k join authority on authority.id = k.agency_id
        where k.person_id = a.person_id) as for_agency,
      ${refusedLately({ caseId: sql`${work.id}::uuid`, presenceSince: sql`a.presence_since`, terms, at })}
        as refused_lately,
      coalesce(a.person_id = ${work.ownerId}::uuid, false) as owns_case
    offset 0
  ) c
  where a.tier = ${work.tier} and case ${work.tier}::int
    when 4 then y.vendor_id = p.vendor_id
    when 3 then s.level is not null or y.owner_id = a.person_id
    else s.level is not null end`

/** Whether agent `a` declined the case just now, or let its offer run out and has not said `ready` since. */
export const refusedLately = ({
  caseId,
  presenceSince,
  terms,
  at,
}: {
  caseId: RawBuilder<unknown>
  presenceSince: RawBuilder<unknown>
  terms: Pick<Terms, 'coolDownSeconds'>
  at: Date
}): RawBuilder<boolean> => sql`exists (
  select from offers r where r.case_id = ${caseId} and r.agent_id = a.person_id
    and r.decided_at > ${new Date(at.getTime() - terms.coolDownSeconds * 1000)}
    and (r.outcome = 'declined' or (r.outcome = 'expired' and r.decided_at >= ${presenceSince})))`
