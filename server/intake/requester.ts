import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { formatPhone } from '../platform/zh/phone.ts'

/** Whose problem it is, as far as the directory knows. */
export type Requester = {
  id: Id<'person'>
  name: string
  email: string | null
  phone: string | null
  agencyId: number | null
}

/** The directory is a copy that is refreshed by the day: a person's entry is believed this long. */
const BELIEVED_MS = 60_000
const MOST_REMEMBERED = 2000

type Remembered = Map<Id<'person'>, { at: number; requester: Promise<Requester | undefined> }>
// Fields of objects that we did not make: nothing outlives its handle.
const remembered = new WeakMap<Db, Remembered>()

/**
 * A person's entry in the directory. Remembered for a minute, so that somebody who files several cases, or a machine
 * that files for them, is looked up once.
 * @throws Refusal 'not-found' `person-not-found`
 */
export async function readRequester(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  id: Id<'person'>,
): Promise<Requester> {
  const people: Remembered = remembered.get(db) ?? new Map()
  remembered.set(db, people)
  const at = now().getTime()
  let known = people.get(id)
  if (!known || Math.abs(at - known.at) >= BELIEVED_MS) {
    known = { at, requester: findById(db, id) }
    people.set(id, known)
    if (people.size > MOST_REMEMBERED) people.delete(people.keys().next().value!)
    known.requester.catch(() => people.delete(id))
  }
  const requester = await known.requester
  if (requester) return requester
  people.delete(id)
  throw new Refusal('not-found', 'person-not-found')
}

const findById = async (db: Db, id: Id<'person'>) =>
  (await find(db).where('people.id', '=', id).execute()).map(present)[0]

/**
 * The one person with this address; undefined when there is none or several share it. That somebody gives an address
 * does not prove that it is theirs.
 */
export async function requesterByEmail(db: Db, email: string): Promise<Requester | undefined> {
  const found = await find(db)
    .where(({ eb, fn }) => eb(fn<string>('lower', ['people.email']), '=', email.toLowerCase()))
    .limit(2)
    .execute()
  return found.length === 1 ? present(found[0]!) : undefined
}

const find = (db: Db) =>
  db
    .selectFrom('people')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('personPhones')
          .select(['e164', 'extension'])
          .whereRef('personId', '=', 'people.id')
          .orderBy('e164')
          .orderBy('extension')
          .limit(1)
          .as('phone'),
      (join) => join.onTrue(),
    )
    .select(['people.id', 'people.name', 'people.email', 'people.agencyId', 'phone.e164', 'phone.extension'])

type Found = Awaited<ReturnType<ReturnType<typeof find>['execute']>>[number]

const present = ({ e164, extension, ...person }: Found): Requester => ({
  ...person,
  phone: e164 ? formatPhone({ e164, extension: extension ?? '' }) : null,
})
