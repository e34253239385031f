import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { type Actor, may } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'
import type { Tables } from '../tables.ts'
import type { View } from './api.ts'
import { after, type Ordering } from './cursor.ts'
import { agenciesUnder, visibleCases } from './queries.ts'
import type { StoredCase } from './tables.ts'

export type ListQuery = {
  view: View
  queueId?: number
  systemId?: number
  agencyId?: number
  requesterId?: Id<'person'>
  after?: string
}

export type CaseQuery = SelectQueryBuilder<Tables, 'cases', StoredCase>

export const PAGE = 25

/** One list: the cases it may take from, in the order in which an index has them. */
type Source = { cases: CaseQuery; ordering: Ordering }

/**
 * One more than a page. A number in the query's text: a parameter would make PostgreSQL's generic plan count on a
 * tenth of the table.
 */
const LIMIT = sql.lit<number>(PAGE + 1)

const BY_DUE: Ordering = { columns: ['dueAt', 'id'], direction: 'asc' }
const BY_TURN: Ordering = { columns: ['priority', 'openedAt', 'id'], direction: 'asc' }
const BY_NEGLECT: Ordering = { columns: ['updatedAt', 'id'], direction: 'asc' }
const LATEST: Ordering = { columns: ['openedAt', 'id'], direction: 'desc' }
const LATEST_CLOSED: Ordering = { columns: ['closedAt', 'id'], direction: 'desc' }
/** Ids of cases begin with the time of opening. */
const BY_ID: Ordering = { columns: ['id'], direction: 'desc' }

/**
 * The sources of a view, each of which an index answers: predicates say `closed_at is null` as the partial indexes
 * do, states are literals, never parameters. More than one is merged by its reader.
 */
export function sourcesOf(db: Db, actor: Actor, query: ListQuery, at: Date): Source[] {
  const cases = () => narrowed(visibleCases(db, actor), query)
  const live = () => cases().where('cases.closedAt', 'is', null)
  switch (query.view) {
    case 'mine':
      return [{ cases: live().where('cases.ownerId', '=', actor.id), ordering: BY_DUE }]
    case 'waiting':
      return waiting(db, actor, query)
    case 'handed-to-me':
      return [{ cases: live().where(isHandedTo(actor.id)), ordering: BY_DUE }]
    case 'live':
      return [{ cases: live(), ordering: BY_DUE }]
    case 'overdue':
      return [{ cases: live().where('cases.dueAt', '<', at).where(clockRuns), ordering: BY_DUE }]
    case 'attention':
      return [{ cases: cases().where('cases.attention', 'is not', null), ordering: BY_NEGLECT }]
    case 'closed':
    case 'all':
      return [ever(db, actor, query)]
  }
}

/** Ours to act: while the requester is asked, or has the answer, nothing is overdue. */
export const clockRuns = sql<boolean>`cases.status not in ('waiting', 'answered')`

export const isHandedTo = (personId: Id<'person'>) => sql<boolean>`cases.id in (
  select h.case_id from hand_overs h where h.to_id = ${personId} and h.outcome is null)`

const narrowed = (cases: CaseQuery, { queueId, systemId, agencyId, requesterId }: ListQuery) =>
  cases
    .$if(queueId !== undefined, (q) => q.where('cases.queueId', '=', queueId!))
    .$if(agencyId !== undefined, (q) => q.where('cases.agencyId', '=', agencyId!))
    .$if(requesterId !== undefined, (q) => q.where('cases.requesterId', '=', requesterId!))
    .$if(systemId !== undefined, (q) =>
      q.where(
        sql<boolean>`exists (select from case_systems cs where cs.case_id = cases.id and cs.system_id = ${systemId})`,
      ),
    )

/** What waits in a queue: unowned there, or escalated to it and not yet accepted. Two indexes, two sources. */
function waiting(db: Db, actor: Actor, query: ListQuery): Source[] {
  const { queueId, ...rest } = query
  const cases = narrowed(visibleCases(db, actor), query)
    .where('cases.closedAt', 'is', null)
    .where('cases.ownerId', 'is', null)
  const ofEachQueue = () =>
    firstOfEach(
      sql`select id from queues`,
      paged(cases.where(sql<boolean>`cases.queue_id = of_each.id`), BY_TURN, query.after),
    )
  const escalated = narrowed(visibleCases(db, actor), rest)
    .where('cases.closedAt', 'is', null)
    .where(
      sql<boolean>`cases.id in (select h.case_id from hand_overs h where h.outcome is null
        and ${queueId === undefined ? sql`h.to_queue_id is not null` : sql`h.to_queue_id = ${queueId}`})`,
    )
  return [
    {
      cases: queueId === undefined ? visibleCases(db, actor).where(ofEachQueue()) : cases,
      ordering: BY_TURN,
    },
    { cases: escalated, ordering: BY_TURN },
  ]
}

/**
 * Closed cases, or all there have ever been, latest first. Whoever sees only some sees here those of their agencies or
 * systems: looked for one by one, so that nobody waits while all the others' cases are passed over.
 */
function ever(db: Db, actor: Actor, query: ListQuery): Source {
  const closed = query.view === 'closed'
  const cases = narrowed(visibleCases(db, actor), query).$if(closed, (q) =>
    q.where('cases.closedAt', 'is not', null),
  )
  if (query.requesterId !== undefined || query.agencyId !== undefined) return { cases, ordering: LATEST }
  const all = may(actor, 'case:read-all')
  if (all && query.systemId === undefined) return { cases, ordering: closed ? LATEST_CLOSED : LATEST }
  const some = visibleCases(db, actor)
  if (query.systemId === undefined && may(actor, 'case:read-authority')) {
    const ofAgency = paged(cases.where(sql<boolean>`cases.agency_id = of_each.id`), LATEST, query.after)
    return { cases: some.where(firstOfEach(agenciesUnder(actor.id), ofAgency)), ordering: LATEST }
  }
  const systems =
    query.systemId === undefined
      ? sql`select s.id from systems s join people me on me.id = ${actor.id}
          where s.owner_id = me.id or s.vendor_id = me.vendor_id`
      : sql`values (${query.systemId}::smallint)`
  return { cases: some.where(firstOfEach(systems, ofSystem(cases, query.after))), ordering: BY_ID }
}

/** `case_systems_system` has the cases of a system in the order of their ids. */
const ofSystem = (cases: CaseQuery, cursor: string | undefined) =>
  cases
    .innerJoin('caseSystems as cs', 'cs.caseId', 'cases.id')
    .where(sql<boolean>`cs.system_id = of_each.id`)
    .$if(cursor !== undefined, (q) => q.where(after(BY_ID, cursor!, ['cs.caseId'])))
    .orderBy('cs.caseId', 'desc')
    .limit(LIMIT)
    .clearSelect()
    .select('cases.id')

/** The first page of cases in that order. */
export const paged = (cases: CaseQuery, { columns, direction }: Ordering, cursor: string | undefined) => {
  const ordering = { columns, direction }
  return columns
    .reduce((q, column) => q.orderBy(`cases.${column}`, direction), cases)
    .$if(cursor !== undefined, (q) => q.where(after(ordering, cursor!)))
    .limit(LIMIT)
}

/** Case is on the first page of one of the groups: agencies, systems, queues. `cases` is of the group `of_each.id`. */
const firstOfEach = (
  groups: RawBuilder<unknown>,
  cases: SelectQueryBuilder<Tables, 'cases', { id: Id<'case'> }>,
) =>
  sql<boolean>`cases.id in (
    select first.id from (${groups}) of_each (id) cross join lateral ${cases} first)`
