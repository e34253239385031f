import { type SelectQueryBuilder, sql } from 'kysely'
import { type Actor, may } from '../platform/actor.ts'
import type { Db, Trx } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import type { Tables } from '../tables.ts'
import { numberPartsOf } from './numbers.ts'
import type { StoredCase } from './tables.ts'

export const caseNotFound = () => new Refusal('not-found', 'case-not-found')

/**
 * The cases this actor may see as staff. Every such read starts here, so none can forget to ask. Without
 * `case:read-all` these are: what they own or is offered to them, with `case:read-authority` the cases of the agencies
 * under theirs, with `case:read-systems` those of systems they are responsible for; a vendor's are responsible only for
 * what was escalated to the vendors.
 */
export const visibleCases = (db: Db, actor: Actor): SelectQueryBuilder<Tables, 'cases', StoredCase> =>
  db
    .selectFrom('cases')
    .selectAll('cases')
    .$if(!may(actor, 'case:read-all'), (cases) =>
      cases.where(({ or, eb }) =>
        or([
          eb('cases.ownerId', '=', actor.id),
          sql<boolean>`exists (select from hand_overs h
            where h.case_id = cases.id and h.outcome is null and h.to_id = ${actor.id})`,
          ...(may(actor, 'case:read-authority') ? [isOfAuthority(actor)] : []),
          ...(may(actor, 'case:read-systems') ? [isOfSystems(actor)] : []),
        ]),
      ),
    )

/** The agency of a person and all those under it. */
export const agenciesUnder = (personId: Id<'person'>) => sql<number>`
  (with recursive under (id) as (
    select agency_id from people where id = ${personId}
    union
    select a.id from agencies a join under on a.parent_id = under.id
  ) select id from under)`

const isOfAuthority = (actor: Actor) => sql<boolean>`cases.agency_id in ${agenciesUnder(actor.id)}`

const isOfSystems = (actor: Actor) => sql<boolean>`exists (
  select from case_systems cs
  join systems s on s.id = cs.system_id
  join people me on me.id = ${actor.id}
  where cs.case_id = cases.id
    and (s.owner_id = me.id or (s.vendor_id = me.vendor_id and ${isWithVendors})))`

const isWithVendors = sql<boolean>`(
  exists (select from queues q where q.id = cases.queue_id and q.tier = 4)
  or exists (select from hand_overs h join queues q on q.id = h.to_queue_id
    where h.case_id = cases.id and h.outcome is null and q.tier = 4))`

/** @throws Refusal 'not-found' `case-not-found`, also when the case exists but is not theirs to see */
export const readCase = (db: Db, actor: Actor, id: Id<'case'>): Promise<StoredCase> =>
  visibleCases(db, actor).where('cases.id', '=', id).executeTakeFirstOrThrow(caseNotFound)

/** @param number as somebody typed it. @throws Refusal 'not-found' `case-not-found` */
export async function readCaseByNumber(db: Db, actor: Actor, number: string): Promise<StoredCase> {
  const parts = numberPartsOf(number)
  if (!parts) throw caseNotFound()
  return visibleCases(db, actor)
    .where('cases.numberYear', '=', parts.year)
    .where('cases.numberSeq', '=', parts.seq)
    .executeTakeFirstOrThrow(caseNotFound)
}

/** As readCase, and nobody else changes the case until the transaction ends. */
export const lockCase = (trx: Trx, actor: Actor, id: Id<'case'>): Promise<StoredCase> =>
  visibleCases(trx, actor)
    .where('cases.id', '=', id)
    .forNoKeyUpdate('cases')
    .executeTakeFirstOrThrow(caseNotFound)

/**
 * Locks a case for somebody whose right to it was found elsewhere: the requester, the router, the clock.
 * @throws Refusal 'not-found' `case-not-found`
 */
export const lockAnyCase = (trx: Trx, id: Id<'case'>): Promise<StoredCase> =>
  trx
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow(caseNotFound)

/** As lockAnyCase; undefined when somebody else holds it or it is no more. */
export const lockFreeCase = (trx: Trx, id: Id<'case'>): Promise<StoredCase | undefined> =>
  trx.selectFrom('cases').selectAll().where('id', '=', id).forNoKeyUpdate().skipLocked().executeTakeFirst()
