import type { Deps } from '../platform/deps.ts'
import { sendMail } from './send-mail.ts'

const MOST_AT_ONCE = 200

/**
 * Sends what has become due: mails to be tried again, and those whose sender died. One after the other, so that a
 * mail server just back is asked by one letter before all the others.
 */
export async function sendDueMails(deps: Pick<Deps, 'db' | 'files' | 'mail' | 'secrets' | 'now' | 'log'>) {
  const due = await deps.db
    .selectFrom('outgoingMails')
    .select('id')
    .where('dueAt', '<=', deps.now())
    .orderBy('dueAt')
    .orderBy('id')
    .limit(MOST_AT_ONCE)
    .execute()
  for (const { id } of due) await sendMail(deps, { mailId: id })
}
