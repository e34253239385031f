import { sql } from 'kysely'
import { visibleCases } from '../cases/queries.ts'
import { type Actor, may } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { type Db, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { mailQueued } from './events.ts'
import { readMail } from './queries.ts'

/**
 * Sends a mail again that failed or came back, from its first try on: to the address that the case's requester has by
 * now. For those who manage mail, and for those who handle the case.
 *
 * @returns the mail; to whom it goes and what it says only for those who manage mail
 * @throws Refusal 'not-found' `not-found`: no such mail, or not theirs to send again
 * @throws Refusal 'conflict' `mail-not-failed`
 */
export async function retryMail(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Actor,
  mailId: Id<'mail'>,
  address: string,
) {
  const managesMail = may(actor, 'mail:manage')
  if (!managesMail) await demandTheirCase(db, actor, mailId)
  return transact(db, async (trx) => {
    const at = now()
    const queued = await trx
      .updateTable('outgoingMails')
      .set({
        state: 'queued',
        tries: 0,
        lastError: null,
        sentAt: null,
        dueAt: at,
        updatedAt: at,
        toAddress: sql`coalesce((select requester_email from cases where id = case_id), to_address)`,
      })
      .where('id', '=', mailId)
      .where('state', 'in', ['failed', 'bounced'])
      .returning('id')
      .executeTakeFirst()
    const mail = await readMail(trx, mailId)
    if (!queued) throw new Refusal('conflict', 'mail-not-failed')
    await emit(trx, mailQueued, { mailId })
    await record(trx, {
      actorId: actor.id,
      action: 'mail-sent-again',
      subject: `mail:${mailId}`,
      address,
      at,
    })
    return managesMail ? mail : { ...mail, toAddress: '', body: '' }
  })
}

async function demandTheirCase(db: Db, actor: Actor, mailId: Id<'mail'>) {
  const { caseId } = await readMail(db, mailId)
  const seen =
    caseId && may(actor, 'case:handle')
      ? await visibleCases(db, actor).where('cases.id', '=', caseId).executeTakeFirst()
      : undefined
  if (!seen) throw new Refusal('not-found', 'not-found')
}
