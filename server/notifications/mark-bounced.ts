import { sql } from 'kysely'
import { type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import type { Id } from '../platform/values.ts'
import { mailFailed } from './events.ts'
import { saidBy } from './rules.ts'

/** Mail servers try for five days at most (RFC 5321, 4.5.4.1) before they give a mail back. */
const LATEST_DAYS = 6

type Bounce = {
  /** Of our mail, with angle brackets; null where the report does not say. */
  messageId: string | null
  /** Whom it did not reach. */
  address: string
  /** Such as 5.1.1; may be empty. */
  status: string
  /** What the other side said. */
  said: string
}

/**
 * Notes on a letter of ours that it came back, so that whoever wrote it sees it: the one that the report names, else
 * the latest to that address. A letter that did not leave, or came back already, stays as it is.
 *
 * @returns the letter; undefined when it was none of ours
 */
async function markBounced(
  trx: Trx,
  { messageId, address, status, said }: Bounce,
  at: Date,
): Promise<Id<'mail'> | undefined> {
  const sent = trx.selectFrom('outgoingMails').select(['id', 'caseId']).where('state', '=', 'sent')
  const mail = messageId
    ? await sent.where('messageId', '=', messageId).executeTakeFirst()
    : await sent
        .where(sql<boolean>`lower(to_address) = lower(${address.trim()})`)
        .where('sentAt', '>', new Date(+at - LATEST_DAYS * 86_400_000))
        .orderBy('sentAt', 'desc')
        .limit(1)
        .executeTakeFirst()
  if (!mail) return undefined
  const lastError = saidBy([status, said].filter((word) => word.trim() !== '').join(' '))
  const { numUpdatedRows } = await trx
    .updateTable('outgoingMails')
    .set({ state: 'bounced', lastError, updatedAt: at })
    .where('id', '=', mail.id)
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return undefined
  await emit(trx, mailFailed, { mailId: mail.id, caseId: mail.caseId })
  return mail.id
}

/** What follows from `mail.bounced`. */
export const noteBounce = ({ db, now }: Pick<Deps, 'db' | 'now'>, bounce: Bounce) =>
  transact(db, (trx) => markBounced(trx, bounce, now()))
