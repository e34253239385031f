import { sql } from 'kysely'
import { type Db, type Trx, transact } from '../platform/database/database.ts'
import { newId } from '../platform/values.ts'
import { parsePhone } from '../platform/zh/phone.ts'
import type { SourcePerson, SourceQuery } from './hr-source.ts'

/**
 * Brings the copy kept here up to what the source just said: people it named are as it said, and people it used to
 * name for this telephone or mail address, but no longer, lose that. What only we know (proficiency, accounts, people
 * without a personnel number) stays.
 */
export const refreshCopy = (db: Db, at: Date, query: SourceQuery, fresh: readonly SourcePerson[]) =>
  transact(db, async (trx) => {
    const named = [...new Map(fresh.map((person) => [person.personnelNo, person])).values()]
    // Always in one order: two look-ups that name the same people wait for each other instead of for ever.
    named.sort((a, b) => (a.personnelNo < b.personnelNo ? -1 : 1))
    const ids = await keepPeople(trx, at, named)
    await keepPhones(
      trx,
      named.map((person) => ({ personId: ids.get(person.personnelNo)!, phones: person.phones ?? [] })),
    )
    await forget(trx, query, [...ids.keys()])
  })

async function keepPeople(trx: Trx, at: Date, named: readonly SourcePerson[]) {
  if (named.length === 0) return new Map<never, never>()
  const agencies = await agencyIds(trx, named)
  const kept = await trx
    .insertInto('people')
    .values(
      named.map(({ personnelNo, name, title = '', email = null, agencyCode }) => ({
        id: newId<'person'>(),
        personnelNo,
        name,
        title,
        email,
        agencyId: agencies.get(agencyCode ?? '') ?? null,
        vendorId: null,
        refreshedAt: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('personnelNo').doUpdateSet({
        name: sql`excluded.name`,
        title: sql`excluded.title`,
        email: sql`excluded.email`,
        agencyId: sql`coalesce(excluded.agency_id, people.agency_id)`,
        refreshedAt: at,
      }),
    )
    .returning(['id', 'personnelNo'])
    .execute()
  return new Map(kept.map(({ id, personnelNo }) => [personnelNo!, id]))
}

async function agencyIds(trx: Trx, named: readonly SourcePerson[]) {
  const codes = named.flatMap(({ agencyCode }) => agencyCode ?? [])
  if (codes.length === 0) return new Map<string, number>()
  const agencies = await trx
    .selectFrom('agencies')
    .select(['id', 'code'])
    .where('code', 'in', [...new Set(codes)])
    .execute()
  return new Map(agencies.map(({ id, code }) => [code, id]))
}

type Phones = Parameters<typeof phoneOf>[0][]

async function keepPhones(
  trx: Trx,
  of: readonly { personId: ReturnType<typeof newId<'person'>>; phones: Phones }[],
) {
  if (of.length === 0) return
  const rows = of.flatMap(({ personId, phones }) =>
    phones.flatMap((phone) => {
      const parsed = phoneOf(phone)
      return parsed ? { personId, ...parsed } : []
    }),
  )
  await trx
    .deleteFrom('personPhones')
    .where(
      'personId',
      'in',
      of.map(({ personId }) => personId),
    )
    .execute()
  if (rows.length > 0)
    await trx
      .insertInto('personPhones')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** A number that is none is left out; the person is still worth knowing. */
const phoneOf = ({ number, extension }: { number: string; extension?: string | null | undefined }) =>
  parsePhone(extension ? `${number} #${extension}` : number)

async function forget(trx: Trx, query: SourceQuery, stillNamed: readonly string[]) {
  const noLongerNamed = trx
    .selectFrom('people')
    .select('id')
    .where('personnelNo', 'is not', null)
    .where(sql<boolean>`personnel_no <> all (${stillNamed}::text[])`)
  if ('phone' in query)
    await trx
      .deleteFrom('personPhones')
      .where('e164', '=', query.phone)
      .where('personId', 'in', noLongerNamed)
      .execute()
  if ('email' in query)
    await trx
      .updateTable('people')
      .set({ email: null })
      .where(sql`lower(email)`, '=', sql`lower(${query.email})`)
      .where('id', 'in', noLongerNamed)
      .execute()
}
