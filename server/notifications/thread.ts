import type { Trx } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'

/** Mail programs need the first letter and the latest ones; a header has no room for hundreds. */
const LATEST = 9

/**
 * Which letters a new one about this case belongs to (RFC 5322, In-Reply-To and References): the first, usually the
 * acknowledgement, and the latest.
 */
export async function threadOf(trx: Trx, caseId: Id<'case'>) {
  const earlier = trx.selectFrom('outgoingMails').select('messageId').where('caseId', '=', caseId)
  const first = await earlier.orderBy('createdAt').orderBy('id').limit(1).execute()
  const latest = await earlier.orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(LATEST).execute()
  const references = [...new Set([...first, ...latest.reverse()].map(({ messageId }) => messageId))]
  return { inReplyTo: references.at(-1) ?? null, references }
}
