import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'

/** The catalogue of systems, in the order of its numbers. */
export const listSystems = (db: Db) => systems(db).execute()

const systems = (db: Db) =>
  db
    .selectFrom('systems')
    .select([
      'systems.id',
      'systems.code',
      'systems.name',
      'systems.shortName',
      'systems.oldNames',
      'systems.domain',
    ])
    .orderBy('systems.id')

/**
 * A system with those it needs itself, and all those that a fault on it reaches, directly or through others.
 * @throws Refusal 'not-found' `system-not-found`
 */
export async function readSystem(db: Db, id: number) {
  const system = await systems(db)
    .leftJoin('people', 'people.id', 'systems.ownerId')
    .leftJoin('vendors', 'vendors.id', 'systems.vendorId')
    .select(['systems.ownerId', 'people.name as ownerName', 'vendors.name as vendorName'])
    .where('systems.id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', 'system-not-found'))
  const dependsOn = await systems(db)
    .innerJoin('systemDependencies', 'dependsOnId', 'systems.id')
    .where('systemId', '=', id)
    .execute()
  const dependants = await systems(db).where('systems.id', 'in', dependantsOf(id)).execute()
  return { ...system, dependsOn, dependants }
}

/** Without the system itself, even where systems need each other in a circle. */
const dependantsOf = (id: number) => sql<number>`(
  with recursive reached (id) as (
    select system_id from system_dependencies where depends_on_id = ${id}
    union
    select system_id from system_dependencies join reached on depends_on_id = reached.id
  ) select id from reached where id <> ${id})`

/** The systems this person answers for at tier 3. */
export async function systemsOfOwner(db: Db, personId: Id<'person'>) {
  const owned = await db
    .selectFrom('systems')
    .select('id')
    .where('ownerId', '=', personId)
    .orderBy('id')
    .execute()
  return owned.map(({ id }) => id)
}

/** The systems that the vendor for whom this person works looks after. */
export async function systemsOfVendorPerson(db: Db, personId: Id<'person'>) {
  const theirs = await db
    .selectFrom('systems')
    .innerJoin('people', 'people.vendorId', 'systems.vendorId')
    .select('systems.id')
    .where('people.id', '=', personId)
    .orderBy('systems.id')
    .execute()
  return theirs.map(({ id }) => id)
}

/** Where agents work, our own sites first; and the seats in them. */
export const listSites = (db: Db) =>
  db.selectFrom('sites').selectAll().orderBy('kind', 'desc').orderBy('id').execute()
export const listSeats = (db: Db) => db.selectFrom('seats').selectAll().orderBy('id').execute()
