import { sql } from 'kysely'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Returned } from '../platform/http/contract.ts'
import type { CasePage } from './api.ts'
import { comparing, cursorAt, type Ordering } from './cursor.ts'
import type { CaseRow } from './shapes.ts'
import { type CaseQuery, type ListQuery, PAGE, paged, sourcesOf } from './views.ts'

/**
 * One page of a view: 25 cases, in an order that an index has; `next` continues it right after the last one.
 *
 * @param at the moment by which cases are overdue
 * @throws Refusal 'invalid' `input-invalid`: `after` is no cursor of this view
 */
export async function listCases(
  db: Db,
  actor: Actor,
  query: ListQuery,
  at: Date,
): Promise<Returned<CasePage>> {
  const sources = sourcesOf(db, actor, query, at)
  const found = await Promise.all(
    sources.map(({ cases, ordering }) => rowsOf(cases, ordering, query.after).execute()),
  )
  const { ordering } = sources[0]!
  const rows = sources.length === 1 ? found[0]! : found.flat().sort(comparing(ordering))
  const cases = rows.slice(0, PAGE)
  return { cases, next: rows.length > PAGE ? cursorAt(ordering, cases.at(-1)!) : null }
}

/** The rows of one source, as lists show them. Names are looked up row by row, so that no plan joins whole tables. */
export const rowsOf = (cases: CaseQuery, ordering: Ordering, after: string | undefined) =>
  paged(cases, ordering, after)
    .clearSelect()
    .select([
      'cases.id',
      'cases.number',
      'cases.title',
      'cases.status',
      'cases.waitingFor',
      'cases.channel',
      'cases.priority',
      'cases.queueId',
      'cases.leadSystemId',
      'cases.requesterName',
      'cases.ownerId',
      'cases.attention',
      'cases.version',
      'cases.openedAt',
      'cases.responseDueAt',
      'cases.dueAt',
      'cases.updatedAt',
      'cases.statusSince',
      'cases.answeredAt',
      'cases.closedAt',
    ])
    .select([
      sql<CaseRow['agencyName']>`(select g.name from agencies g where g.id = cases.agency_id)`.as(
        'agencyName',
      ),
      sql<CaseRow['ownerName']>`(select o.name from people o where o.id = cases.owner_id)`.as('ownerName'),
    ])
