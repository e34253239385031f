import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { UnreadableMail } from '../../platform/mail/read-mail.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { mailDecided } from '../events.ts'
import { keepContents, sentAtOf } from './contents.ts'
import { glimpse } from './glimpse.ts'
import { lockMail } from './lock.ts'
import { trace } from './trace.ts'

/** After so many failures a mail goes to quarantine, where agents see it, so that it stops nobody. */
const MOST_TRIES = 3

/** Not the mail's fault: the database, the store of files or the network is away, full or busy. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Refusal) return error.kind === 'unavailable'
  if (error instanceof UnreadableMail) return false
  const { code, message } = error as { code?: unknown; message?: unknown }
  if (typeof code === 'string' && /^(?:08|25|40|53|55|57|58)...$/.test(code)) return true
  if (typeof code === 'string' && /^E[A-Z]{3,}$/.test(code)) return true
  return (
    typeof message === 'string' && /^(?:Connection terminated|timeout exceeded when trying)/.test(message)
  )
}

/** What went wrong, without a word of the mail. */
function kindOf(error: unknown): string {
  if (error instanceof UnreadableMail) return `unreadable: ${error.reason}`
  if (error instanceof Refusal) return error.code
  const { name, code } = error as { name?: unknown; code?: unknown }
  return [name, code].filter((part) => typeof part === 'string').join(' ') || 'error'
}

/**
 * Notes that a mail could not be dealt with.
 * @returns whether it is now in quarantine, and so is not to be tried again
 */
export const noteFailure = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  mailId: Id<'received-mail'>,
  error: unknown,
  bytes: Buffer | undefined,
): Promise<boolean> =>
  transact(db, async (trx) => {
    const row = await lockMail(trx, mailId)
    if (!row || row.outcome) return true
    const [at, tries, lastError] = [now(), row.tries + 1, kindOf(error)]
    const mails = trx.updateTable('receivedMails').where('id', '=', mailId)
    if (tries < MOST_TRIES) {
      await mails.set({ tries, lastError }).execute()
      await trace(trx, mailId, at, 'failed', { tries, error: lastError })
      return false
    }
    const seen = glimpse(bytes ?? Buffer.alloc(0))
    await keepContents(trx, mailId, seen, [])
    await mails
      .set({
        tries,
        lastError,
        outcome: 'quarantined',
        reason: 'unreadable',
        decidedAt: at,
        fromAddress: seen.from?.address || null,
        fromName: seen.from?.name ?? '',
        subject: seen.subject,
        sentAt: sentAtOf(seen),
      })
      .execute()
    await trace(trx, mailId, at, 'quarantined', { reason: 'unreadable', tries, error: lastError })
    await emit(trx, mailDecided, { mailId, outcome: 'quarantined', caseId: null })
    return true
  })
