import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { writableCase } from './case-facts.ts'
import { acknowledgement } from './letters/acknowledgement.ts'
import { queueMail } from './queue-mail.ts'

/** Writes to the requester that the case is here, with number and code; once per case. */
export async function acknowledge(
  deps: Pick<Deps, 'db' | 'secrets' | 'publicUrl' | 'now'>,
  { caseId }: { caseId: Id<'case'> },
) {
  const found = await writableCase(deps, caseId)
  if (!found) return
  const { facts, to, openedAt, responseDueAt } = found
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
      letter,
    }),
  )
}
