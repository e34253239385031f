import { sql } from 'kysely'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'
import { ANYBODY, isSeenBy, type Reader, readerOf } from './visible.ts'

/** The entries `e`, each with its live version `v`, that the reader may see. Every read of what is live starts here. */
export const visibleEntries = (db: Db, reader: Reader) =>
  db
    .selectFrom('knowledgeEntries as e')
    .innerJoin('knowledgeVersions as v', 'v.id', 'e.liveVersionId')
    .where(isSeenBy(reader))

/** What somebody who is signed in, or nobody, may see. */
export async function readerFor(db: Db, actor: Actor | undefined): Promise<Reader> {
  if (!actor) return ANYBODY
  const person = await db
    .selectFrom('people')
    .select('vendorId')
    .where('id', '=', actor.id)
    .executeTakeFirst()
  return readerOf(actor, person?.vendorId ?? null)
}

/** What a person could see by themselves: who has no account, or one that is disabled, what anybody can. */
export async function readerOfPerson(db: Db, personId: Id<'person'> | null): Promise<Reader> {
  if (personId === null) return ANYBODY
  const person = await db
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.personId')
    .select('people.vendorId')
    .select(
      sql<string[]>`array(select distinct permission from role_permissions
        join account_roles using (role_id) where person_id = accounts.person_id)`.as('permissions'),
    )
    .where('accounts.personId', '=', personId)
    .where('accounts.disabledAt', 'is', null)
    .executeTakeFirst()
  return readerOf(person, person?.vendorId ?? null)
}
