import type { Actor } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import type { Proficiency } from './api.ts'
import { readContact } from './contacts.ts'

/**
 * Notes how much somebody knows already, so that the next agent explains accordingly (B01).
 * @throws Refusal 'not-found' `person-not-found`
 */
export const setProficiency = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Actor,
  personId: Id<'person'>,
  proficiency: Proficiency,
) =>
  transact(db, async (trx) => {
    const at = now()
    const set = await trx
      .updateTable('people')
      .set({ proficiency })
      .where('id', '=', personId)
      .returning('id')
      .executeTakeFirst()
    if (!set) throw new Refusal('not-found', 'person-not-found')
    const subject = `person:${personId}`
    await record(trx, { actorId: actor.id, action: 'proficiency-set', subject, detail: { proficiency }, at })
    return readContact(trx, personId, at)
  })
