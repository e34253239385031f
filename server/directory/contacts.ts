import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { formatPhone } from '../platform/zh/phone.ts'
import { readAgencies } from './agencies.ts'

const RECENT_DAYS = 90
const DAY_MS = 86_400_000

/** What an agent sees of people, in the order of their ids given; ids of nobody are left out. */
export async function readContacts(db: Db, ids: readonly Id<'person'>[], at: Date) {
  if (ids.length === 0) return []
  const since = new Date(at.getTime() - RECENT_DAYS * DAY_MS)
  const people = await db
    .selectFrom('people')
    .select(['id', 'personnelNo', 'name', 'title', 'email', 'proficiency', 'agencyId'])
    .select(
      sql<number>`(select count(*)::int from cases where requester_id = people.id and opened_at >= ${since})`.as(
        'caseCount90Days',
      ),
    )
    .where('id', 'in', [...ids])
    .execute()
  const phones = Map.groupBy(await phonesOf(db, ids), ({ personId }) => personId)
  const agencies = await readAgencies(
    db,
    people.flatMap(({ agencyId }) => agencyId ?? []),
  )
  const contacts = new Map(
    people.map(({ agencyId, ...person }) => [
      person.id,
      { ...person, phones: phones.get(person.id) ?? [], agency: agencies.get(agencyId ?? 0) ?? null },
    ]),
  )
  return ids.flatMap((id) => contacts.get(id) ?? [])
}

async function phonesOf(db: Db, ids: readonly Id<'person'>[]) {
  const phones = await db
    .selectFrom('personPhones')
    .selectAll()
    .where('personId', 'in', [...ids])
    .orderBy('e164')
    .orderBy('extension')
    .execute()
  return phones.map((phone) => ({ ...phone, shown: formatPhone(phone) }))
}

/** @throws Refusal 'not-found' `person-not-found` */
export async function readContact(db: Db, id: Id<'person'>, at: Date) {
  const [contact] = await readContacts(db, [id], at)
  if (!contact) throw new Refusal('not-found', 'person-not-found')
  return contact
}
