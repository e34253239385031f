import { type SelectQueryBuilder, sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import type { HrDirectory, HrPerson } from '../platform/hr/port.ts'
import type { Tables } from '../tables.ts'

/** A switchboard may be the number of a whole ministry: the screen shows no more than this. */
const MOST_FOUND = 100

/** A person as kept here, and when that was last read from the source. */
export type KeptPerson = HrPerson & { refreshedAt: Date }

/** Look-up in our own tables only: where there is no other source, or it does not answer. */
export const keptCopy = (db: Db): HrDirectory => {
  const kept = keptPeople(db)
  const answer = async (found: Promise<KeptPerson[]>) => ({ people: await found, stale: false, asOf: null })
  return {
    byPhone: (e164, extension) => answer(kept.byPhone(e164, extension)),
    byEmail: (email) => answer(kept.byEmail(email)),
    byPersonnelNo: (personnelNo) => answer(kept.byPersonnelNo(personnelNo)),
  }
}

/** The people kept here, by what is known of them; those who fit best first. */
export const keptPeople = (db: Db) => ({
  byPhone: (e164: string, extension = ''): Promise<KeptPerson[]> =>
    people(db)
      .innerJoin(
        db
          .selectFrom('personPhones')
          .select('personId')
          .select(
            sql<number>`min(case extension when ${extension} then 0 when '' then 1 else 2 end)`.as('fit'),
          )
          .where('e164', '=', e164)
          .groupBy('personId')
          .as('found'),
        'found.personId',
        'people.id',
      )
      .orderBy('fit')
      .orderBy('people.name')
      .orderBy('people.id')
      .execute(),
  byEmail: (email: string): Promise<KeptPerson[]> =>
    people(db).where(sql`lower(email)`, '=', sql`lower(${email})`).orderBy('name').orderBy('id').execute(),
  byPersonnelNo: (personnelNo: string): Promise<KeptPerson[]> =>
    people(db).where('personnelNo', '=', personnelNo).execute(),
})

const people = (db: Db): SelectQueryBuilder<Tables, 'people', KeptPerson> =>
  db
    .selectFrom('people')
    .select([
      'people.id',
      'people.personnelNo',
      'people.name',
      'people.title',
      'people.email',
      'people.agencyId',
      'people.refreshedAt',
      sql<
        HrPerson['phones']
      >`(select coalesce(jsonb_agg(jsonb_build_object('e164', e164, 'extension', extension)
        order by e164, extension), '[]') from person_phones where person_id = people.id)`.as('phones'),
    ])
    .limit(MOST_FOUND)
