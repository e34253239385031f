import type { Db } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'

/** Our mailboxes by id; never their passwords. */
export async function listMailboxes(db: Db) {
  const rows = await mailboxRows(db).orderBy('id').execute()
  return rows.map(presented)
}

/** @throws Refusal 'not-found' `mailbox-not-found` */
export async function readMailbox(db: Db, id: number) {
  return presented(await mailboxRows(db).where('id', '=', id).executeTakeFirstOrThrow(mailboxNotFound))
}

export const mailboxNotFound = () => new Refusal('not-found', 'mailbox-not-found')

const mailboxRows = (db: Db) =>
  db
    .selectFrom('mailboxes')
    .select([
      'id',
      'address',
      'name',
      'kind',
      'queueId',
      'defaultSystemId',
      'signature',
      'source',
      'imap',
      'pausedAt',
      'closedRule',
      'closedDays',
      'subjectRule',
      'acknowledges',
      'state',
      'stateSince',
      'lastError',
      'lastReadAt',
    ])

const presented = <Row extends { pausedAt: Date | null }>({ pausedAt, ...row }: Row) => ({
  ...row,
  paused: pausedAt !== null,
})
