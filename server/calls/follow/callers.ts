import { type RawBuilder, sql } from 'kysely'
import type { Id } from '../../platform/values.ts'

/** Who may be calling from a number. `personId`: it is theirs alone. */
export type Caller = {
  personId: Id<'person'> | null
  name: string
  email: string | null
  agencyId: number | null
  maybeIds: Id<'person'>[]
}
const NOBODY: Caller = { personId: null, name: '', email: null, agencyId: null, maybeIds: [] }

/** More people than this share a switchboard, and none of them is worth showing. */
const MOST_MAYBE = 20

export type Owner = {
  number: string
  id: Id<'person'>
  name: string
  email: string | null
  agencyId: number | null
  ext: string
}

/** JSON of everybody who has one of these numbers, with whatever extension: see `callersAmong`. */
export const ownersOf = (numbers: readonly string[]): RawBuilder<Owner[] | null> => sql`(
  select jsonb_agg(jsonb_build_object('number', n.number, 'id', p.id, 'name', p.name, 'email', p.email,
    'agencyId', p.agency_id, 'ext', o.extension) order by n.number, p.name, p.id)
  from unnest(${[...new Set(numbers)]}::text[]) as n (number)
  cross join lateral (
    select person_id, extension from person_phones
    where e164 = split_part(n.number, '#', 1) order by person_id limit 200) o
  join people p on p.id = o.person_id and p.left_on is null)`

/**
 * Who has these numbers, as they are kept: E.164, `#` and the extension where there is one. With an extension those who
 * have it, else whoever has the number without one. A number that the directory knows only with extensions is a
 * switchboard: anybody behind it may be calling. Where all who may be calling are of one agency, the call is that
 * agency's.
 */
export function callersAmong(owners: readonly Owner[]): (number: string | null) => Caller {
  const byNumber = Map.groupBy(owners, ({ number }) => number)
  return (number) => (number === null ? NOBODY : callerAmong(number, byNumber.get(number) ?? []))
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
