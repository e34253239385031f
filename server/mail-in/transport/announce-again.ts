import { sql } from 'kysely'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { mailStored } from '../events.ts'

const AFTER_MS = 60_000
const AT_ONCE = 200

/**
 * Announces mails that nothing has become of and that nobody is told to deal with any more. That should never happen;
 * it does when somebody empties a table, or restores an older one.
 * @returns how many
 */
export async function announceAgain({ db, now, log }: Pick<Deps, 'db' | 'now' | 'log'>) {
  const forgotten = await transact(db, async (trx) => {
    const mails = await trx
      .selectFrom('receivedMails')
      .select('id')
      .where('outcome', 'is', null)
      .where('storedAt', '<', new Date(now().getTime() - AFTER_MS))
      .where(
        sql<boolean>`not exists (
          select from outbox where name = ${mailStored.name} and payload ->> 'mailId' = received_mails.id::text)`,
      )
      .orderBy('storedAt')
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { id } of mails) await emit(trx, mailStored, { mailId: id })
    return mails.length
  })
  if (forgotten > 0) log.warn({ mails: forgotten }, 'mails announced once more')
  return forgotten
}
