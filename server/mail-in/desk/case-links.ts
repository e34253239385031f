import { sql } from 'kysely'
import { readCase, visibleCases } from '../../cases/queries.ts'
import type { CaseStatus } from '../../cases/shapes.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'

type LinkKind = 'mentions' | 'same-mail' | 'split-from' | 'continues'

/** A link as one of its two cases sees it; `forth` when that case is the one that mentions, continues, was split off. */
export type CaseLink = {
  kind: LinkKind
  forth: boolean
  at: Date
  case: { id: Id<'case'>; number: string; title: string; status: CaseStatus }
}

/**
 * The cases that a case is linked with, the latest link first; those that the actor may not see are left out.
 * @throws Refusal 'not-found' `case-not-found`
 */
export async function linksOfCase(db: Db, actor: Actor, caseId: Id<'case'>): Promise<CaseLink[]> {
  await readCase(db, actor, caseId)
  const { rows: links } = await sql<{ kind: LinkKind; forth: boolean; at: Date; otherId: Id<'case'> }>`
    select kind, true as forth, at, other_id from case_links where case_id = ${caseId}
    union all
    select kind, false, at, case_id from case_links where other_id = ${caseId}
    order by at desc`.execute(db)
  if (links.length === 0) return []
  const cases = await visibleCases(db, actor)
    .where(
      'cases.id',
      'in',
      links.map(({ otherId }) => otherId),
    )
    .execute()
  const known = new Map(cases.map(({ id, number, title, status }) => [id, { id, number, title, status }]))
  return links.flatMap(({ kind, forth, at, otherId }) => {
    const other = known.get(otherId)
    return other ? [{ kind, forth, at, case: other }] : []
  })
}
