import { readerOf } from '../../cases/standing.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { mailNotFound } from '../receive/queries.ts'
import { maySee } from '../receive/show-content.ts'

/**
 * Where the bytes of a mail are, for somebody who may read its words. Vendors may not have it: it names people's addresses.
 * @throws Refusal 'not-found' `received-mail-not-found`
 */
export async function originalOf(db: Db, actor: Actor, mailId: Id<'received-mail'>) {
  const mail = await db
    .selectFrom('receivedMails')
    .select(['id', 'rawFileId', 'subject', 'caseId'])
    .where('id', '=', mailId)
    .executeTakeFirst()
  if (!mail || !(await maySee(db, actor, mailId, mail.caseId)) || (await readerOf(db, actor)).isVendor)
    throw mailNotFound()
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
