import { sql } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import type { ReceivedMail } from '../tables.ts'

/** Nobody else decides about this mail until the transaction ends. */
export const lockMail = (trx: Trx, mailId: Id<'received-mail'>): Promise<ReceivedMail | undefined> =>
  trx.selectFrom('receivedMails').selectAll().where('id', '=', mailId).forUpdate().executeTakeFirst()

/** Nor about the same mail in another mailbox of ours. Taken before the mail's own lock. */
export const lockMessage = (trx: Trx, { messageId }: Pick<ReceivedMail, 'messageId'>) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`mail:${messageId}`}, 0))`.execute(trx)
