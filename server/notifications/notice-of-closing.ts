import { sql } from 'kysely'
import { type Db, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { writableCase } from './case-facts.ts'
import { caseClosedNotice } from './letters/case-closed.ts'
import { queueMail } from './queue-mail.ts'

/**
 * Writes to the requester that the case is closed; once per closing. Not when they know: because the reply that closed
 * it says so, or because they closed it themselves by saying that it is solved.
 */
export async function noticeOfClosing(
  deps: Pick<Deps, 'db' | 'secrets' | 'publicUrl' | 'now'>,
  { caseId }: { caseId: Id<'case'> },
) {
  const found = await writableCase(deps, caseId)
  if (found?.status !== 'closed' || !found.closedAt) return
  const { facts, to, closedAt } = found
  const entry = await closingUntold(deps.db, caseId)
  if (!entry) return
  await transact(deps.db, (trx) =>
    queueMail(trx, deps, {
      dedupeKey: `closed:${entry.id}`,
      kind: 'notice',
      caseId,
      to,
      letter: caseClosedNotice(facts, { closedAt }),
    }),
  )
}

/** The entry of the last closing, unless a message of the same moment told the requester, or came from them. */
const closingUntold = (db: Db, caseId: Id<'case'>) =>
  db
    .selectFrom('timeline as closing')
    .select('closing.id')
    .where('closing.caseId', '=', caseId)
    .where('closing.kind', '=', 'state')
    .where(sql<boolean>`closing.body->>'to' = 'closed'`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('timeline as message')
            .select('message.id')
            .whereRef('message.caseId', '=', 'closing.caseId')
            .whereRef('message.version', '=', 'closing.version')
            .where('message.kind', 'in', ['message-in', 'message-out']),
        ),
      ),
    )
    .orderBy('closing.seq', 'desc')
    .limit(1)
    .executeTakeFirst()
