import { overdueEntries, ownerOfOverdue } from '../../knowledge/editing/waiting.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { entriesOverdue } from '../letters/knowledge-desk.ts'
import { queueMail } from '../queue-mail.ts'
import { placesOf } from './places.ts'
import { recipientsWho } from './recipients.ts'

const MOST_LINES = 30

/**
 * Writes to whoever answers for an entry that its review day is past, with all of theirs that are: one letter a day,
 * however many come to their day at once.
 */
export async function tellOwner(
  deps: Pick<Deps, 'db' | 'now' | 'publicUrl'>,
  { entryId }: { entryId: Id<'knowledge-entry'> },
) {
  const { db, publicUrl } = deps
  const today = dayInTaipei(deps.now())
  const ownerId = await ownerOfOverdue(db, entryId, today)
  if (!ownerId) return
  const [owner] = await recipientsWho(db, 'knowledge:write', [ownerId])
  if (!owner) return
  const { n, entries } = await overdueEntries(db, today, { ownerId, limit: MOST_LINES })
  await transact(db, (trx) =>
    queueMail(trx, deps, {
      dedupeKey: `knowledge-overdue:${today}:${ownerId}`,
      kind: 'notice',
      caseId: null,
      to: { address: owner.email, name: owner.name },
      sender: null,
      letter: entriesOverdue(owner, entries, { all: n, url: placesOf(publicUrl).overdue }),
    }),
  )
}
