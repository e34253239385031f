import { sql } from 'kysely'
import { GOVERNMENT_CALENDAR } from '../calendars/taiwan.ts'
import type { DemoDirectory } from '../directory/demo/shapes.ts'
import type { Trx } from '../platform/database/database.ts'

const ROWS_AT_ONCE = 1000

/** Parents before children, people before the systems they own. */
export async function insertDirectory(trx: Trx, directory: DemoDirectory, at: Date) {
  const { sites, seats, vendors, agencies, people, systems } = directory
  await trx.insertInto('sites').values(sites).execute()
  await trx.insertInto('seats').values(seats).execute()
  await trx.insertInto('vendors').values(vendors).execute()
  await trx.insertInto('agencies').values(agencies).execute()
  for (const some of inParts(people))
    await trx
      .insertInto('people')
      .values(some.map(({ phones, ...person }) => ({ ...person, refreshedAt: at })))
      .execute()
  const phones = people.flatMap(({ id, phones }) => phones.map((phone) => ({ personId: id, ...phone })))
  for (const some of inParts(phones)) await trx.insertInto('personPhones').values(some).execute()
  await insertSystems(trx, directory)
  await trx
    .insertInto('calendarDays')
    .values([...GOVERNMENT_CALENDAR])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  for (const [table, rows] of Object.entries({ vendors, agencies, systems }))
    await numberOnFrom(trx, table, Math.max(...rows.map(({ id }) => id)))
}

async function insertSystems(trx: Trx, { people, systems }: DemoDirectory) {
  const ids = new Map(people.map(({ personnelNo, id }) => [personnelNo, id]))
  await trx
    .insertInto('systems')
    .values(
      systems.map(({ dependsOn, ownerPersonnelNo, ...system }) => ({
        ...system,
        ownerId: ids.get(ownerPersonnelNo)!,
      })),
    )
    .execute()
  const dependencies = systems.flatMap(({ id, dependsOn }) =>
    dependsOn.map((dependsOnId) => ({ systemId: id, dependsOnId })),
  )
  await trx.insertInto('systemDependencies').values(dependencies).execute()
}

/** Rows were given their numbers: the next one without gets the next number. */
const numberOnFrom = (trx: Trx, table: string, last: number) =>
  sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${last})`.execute(trx)

function* inParts<T>(rows: readonly T[]) {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) yield rows.slice(from, from + ROWS_AT_ONCE)
}
