import { readCase } from '../../cases/queries.ts'
import { type Actor, may } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'

const mailNotFound = () => new Refusal('not-found', 'not-found')

/**
 * Where the bytes of a mail are, for somebody who may see its case, or who handles cases where it has none.
 * @throws Refusal 'not-found' `not-found`, `case-not-found`
 */
export async function originalOf(db: Db, actor: Actor, mailId: Id<'received-mail'>) {
  const mail = await db
    .selectFrom('receivedMails')
    .select(['id', 'rawFileId', 'subject', 'caseId'])
    .where('id', '=', mailId)
    .executeTakeFirst()
  if (!mail || (!mail.caseId && !may(actor, 'case:handle'))) throw mailNotFound()
  if (mail.caseId) await readCase(db, actor, mail.caseId)
  return mail
}

const LONGEST_NAME = 80

/** What the mail is called once it is saved: its subject, without what file systems or people's eyes trip over. */
export const nameOfOriginal = (subject: string) =>
  `${
    subject
      .replace(/[\p{C}<>:"/\\|?*]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, LONGEST_NAME)
      .toWellFormed() || '郵件'
  }.eml`
