import { mayHaveReceipt } from '../mail-in/receive/receipts.ts'
import { transact } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'
import { type Writer, writableCase } from './case-facts.ts'
import { acknowledgement } from './letters/acknowledgement.ts'
import { queueMail } from './queue-mail.ts'

/** Writes to the requester that the case is here, with number and code; once per case. Not where the mailbox is set not to. */
export async function acknowledge(deps: Writer, { caseId }: { caseId: Id<'case'> }) {
  const found = await writableCase(deps, caseId)
  if (!found) return
  const { facts, to, sender, channel, openedAt, responseDueAt } = found
  if (channel === 'mail' && sender?.acknowledges === false) return
  if (!(await mayHaveReceipt(deps.db, caseId))) return
  const letter = acknowledgement(facts, {
    openedAt,
    responseDueAt: responseDueAt > deps.now() ? responseDueAt : null,
  })
  await transact(deps.db, (trx) =>
    queueMail(trx, deps, {
      dedupeKey: `acknowledgement:${caseId}`,
      kind: 'acknowledgement',
      caseId,
      to,
      sender,
      letter,
    }),
  )
}
