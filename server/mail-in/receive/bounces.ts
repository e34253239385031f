import { sql } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { ReadMail } from '../../platform/mail/read-mail.ts'
import type { Id } from '../../platform/values.ts'
import { mailBounced } from '../events.ts'
import { referencesOf } from './claims.ts'

/**
 * Marks the address of a mail of ours that came back, and tells whoever sends them. Only of mails that we sent about
 * this case: what somebody else reports marks nobody.
 */
export async function noteBounce(
  trx: Trx,
  caseId: Id<'case'>,
  mail: ReadMail,
  at: Date,
): Promise<{ address: string } | undefined> {
  const failed = mail.report?.recipients.find(({ action }) => action === 'failed')
  const sent = await sentMail(trx, caseId, mail, failed?.address)
  if (!sent) return undefined
  const [address, status, said] = [
    sent.toAddress.toLowerCase(),
    failed?.status ?? '',
    (failed?.said ?? '').slice(0, 500),
  ]
  await trx
    .insertInto('bouncedAddresses')
    .values({ address, status, said, firstAt: at, lastAt: at, clearedAt: null })
    .onConflict((conflict) =>
      conflict.column('address').doUpdateSet({
        status,
        said,
        times: sql`bounced_addresses.times + 1`,
        lastAt: at,
        clearedAt: null,
      }),
    )
    .execute()
  await emit(trx, mailBounced, { messageId: sent.messageId, address, status, said })
  return { address }
}

/** The mail that the report names; else the last one to that address. */
async function sentMail(trx: Trx, caseId: Id<'case'>, mail: ReadMail, address: string | undefined) {
  const sent = trx
    .selectFrom('outgoingMails')
    .select(['messageId', 'toAddress'])
    .where('caseId', '=', caseId)
    .orderBy('createdAt', 'desc')
    .limit(1)
  const ids = referencesOf(mail)
  const named = ids.length > 0 ? await sent.where('messageId', 'in', ids).executeTakeFirst() : undefined
  if (named || !address) return named
  return sent
    .where(({ eb, fn }) => eb(fn<string>('lower', ['toAddress']), '=', address.toLowerCase()))
    .executeTakeFirst()
}

/** Our mail reaches this address again, as far as we know. */
export const clearBounce = (trx: Trx, address: string, at: Date) =>
  trx
    .updateTable('bouncedAddresses')
    .set({ clearedAt: at })
    .where('address', '=', address.toLowerCase())
    .where('clearedAt', 'is', null)
    .execute()
