import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/database.ts'
import type { Effects } from '../shapes.ts'
import type { OfficeChange } from '../subjects/subject.ts'

export const NO_EFFECTS: Effects = {
  moved: { people: 0, cases: 0, casesWithSuccessor: 0, systems: 0, systemsWithSuccessor: 0 },
  left: {
    people: 0,
    cases: 0,
    casesWithSuccessor: 0,
    systems: 0,
    systemsWithSuccessor: 0,
    accounts: 0,
    handled: 0,
  },
}

type Counted = {
  office: 'moved' | 'left'
  people: number
  cases: number
  casesWithSuccessor: number
  systems: number
  systemsWithSuccessor: number
  accounts: number
  handled: number
}

/** Adds what would follow if these people changed office now. */
export async function addEffects(
  trx: Trx,
  before: Effects,
  offices: readonly (OfficeChange & { named: boolean })[],
) {
  if (offices.length === 0) return before
  const { rows } = await sql<Counted>`
    select office, count(*)::integer as people,
      sum(cases)::integer as cases, coalesce(sum(cases) filter (where named), 0)::integer as cases_with_successor,
      sum(systems)::integer as systems,
      coalesce(sum(systems) filter (where named), 0)::integer as systems_with_successor,
      sum(accounts)::integer as accounts, sum(handled)::integer as handled
    from jsonb_to_recordset(${JSON.stringify(offices)}::jsonb) as o ("personId" uuid, office text, named boolean)
    cross join lateral (select
      (select count(*) from cases where requester_id = o."personId" and closed_at is null) as cases,
      (select count(*) from systems where owner_id = o."personId") as systems,
      (select count(*) from accounts where person_id = o."personId" and disabled_at is null) as accounts,
      (select count(*) from cases where owner_id = o."personId" and closed_at is null) as handled) of_person
    group by office`.execute(trx)
  const effects = structuredClone(before)
  for (const { office, accounts, handled, ...counts } of rows) {
    const sum: Record<string, number> = effects[office]
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count
    if (office === 'left') {
      effects.left.accounts += accounts
      effects.left.handled += handled
    }
  }
  return effects
}
