import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import type { Id } from '../../platform/values.ts'

/** Who may be calling from a number. `personId`: it is theirs alone. */
export type Caller = {
  personId: Id<'person'> | null
  name: string
  email: string | null
  agencyId: number | null
  maybeIds: Id<'person'>[]
}
export const NOBODY: Caller = { personId: null, name: '', email: null, agencyId: null, maybeIds: [] }

/** More people than this share a switchboard, and none of them is worth showing. */
const MOST_MAYBE = 20

type Owner = {
  number: string
  id: Id<'person'>
  name: string
  email: string | null
  agencyId: number | null
  ext: string
}

/**
 * Who has these numbers, as they are kept: E.164, `#` and the extension where there is one. With an extension those who
 * have it, else whoever has the number without one. A number that the directory knows only with extensions is a
 * switchboard: anybody behind it may be calling. Where all who may be calling are of one agency, the call is that
 * agency's.
 */
export async function callersOf(db: Db, numbers: readonly string[]): Promise<Map<string, Caller>> {
  const asked = [...new Set(numbers)]
  if (asked.length === 0) return new Map()
  const { rows } = await plannedOnce(sql<Owner>`
    select n.number, p.id, p.name, p.email, p.agency_id, o.extension as ext
    from unnest(${asked}::text[]) as n (number)
    cross join lateral (
      select person_id, extension from person_phones
      where e164 = split_part(n.number, '#', 1) order by person_id limit 200) o
    join people p on p.id = o.person_id and p.left_on is null
    order by n.number, p.name, p.id`).execute(db)
  const byNumber = Map.groupBy(rows, ({ number }) => number)
  return new Map(asked.map((number) => [number, callerAmong(number, byNumber.get(number) ?? [])]))
}

/** @param owners everybody who has the number, with whatever extension */
export function callerAmong(number: string, owners: readonly Omit<Owner, 'number'>[]): Caller {
  const extension = number.split('#')[1] ?? ''
  const exact = owners.filter(({ ext }) => ext === extension)
  const people = distinct(exact.length > 0 ? exact : owners)
  const only = people.length === 1 && exact.length > 0 ? people[0] : undefined
  const agencies = new Set(people.map(({ agencyId }) => agencyId))
  const agencyId = agencies.size === 1 ? (people[0]?.agencyId ?? null) : null
  if (only) return { personId: only.id, name: only.name, email: only.email, agencyId, maybeIds: [] }
  return { ...NOBODY, agencyId, maybeIds: people.length > MOST_MAYBE ? [] : people.map(({ id }) => id) }
}

const distinct = <T extends { id: string }>(people: readonly T[]) => [
  ...new Map(people.map((person) => [person.id, person])).values(),
]
