import type { Db } from '../../platform/database/database.ts'

const MOST_PEOPLE = 8

/** The service numbers that can be called, and some people of the demonstration with a number of their own. */
export async function whomToBe(db: Db) {
  const lines = await db
    .selectFrom('serviceLines')
    .select(['number', 'name', 'kind', 'language'])
    .where('isOn', '=', true)
    .orderBy('number')
    .execute()
  const people = await db
    .selectFrom('people')
    .innerJoin('personPhones', 'personPhones.personId', 'people.id')
    .innerJoin('agencies', 'agencies.id', 'people.agencyId')
    .select(['people.name', 'agencies.name as agency', 'personPhones.e164'])
    .where('personPhones.extension', '=', '')
    .where('people.leftOn', 'is', null)
    .orderBy('people.personnelNo')
    .limit(MOST_PEOPLE)
    .execute()
  return {
    lines,
    people: people.map(({ name, agency, e164 }) => ({ name, agency, number: e164.replace(/^\+886/, '0') })),
  }
}
