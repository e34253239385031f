import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'

let next = 0

export type NewPerson = {
  name?: string
  personnelNo?: string | null
  email?: string | null
  agencyId?: number | null
  vendorId?: number | null
  phones?: [e164: string, extension?: string][]
  refreshedAt?: Date
}

/** Writes a person into the directory; by default somebody with a personnel number nobody else has. */
export async function addPerson(db: Db, { phones = [], ...person }: NewPerson = {}): Promise<Id<'person'>> {
  next += 1
  const id = newId<'person'>()
  const defaults = {
    name: `某人${next}`,
    personnelNo: `T${String(next).padStart(7, '0')}`,
    email: null,
    agencyId: null,
    vendorId: null,
  }
  await db
    .insertInto('people')
    .values({ id, ...defaults, ...person })
    .execute()
  for (const [e164, extension = ''] of phones)
    await db.insertInto('personPhones').values({ personId: id, e164, extension }).execute()
  return id
}

/** Writes an agency below another, or a competent authority. */
export async function addAgency(
  db: Db,
  { name, parentId = null, code }: { name: string; parentId?: number | null; code?: string },
): Promise<number> {
  next += 1
  const { id } = await db
    .insertInto('agencies')
    .values({
      code: code ?? `T${next}`,
      name,
      shortName: name.slice(-4),
      parentId,
      hrSystem: 'WebHR',
      address: '',
      county: '南投縣',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
