import { sql } from 'kysely'
import type { Trx } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'

/** Mail programs need the first letter and the latest ones; a header has no room for hundreds. */
const LATEST = 9
/** What a Message-ID may look like to be repeated in a header of ours; whatever else came stays where it is. */
const QUOTABLE = /^<[\x21-\x3b\x3d\x3f-\x7e]{1,240}>$/

/**
 * Which mails a new one about this case belongs to (RFC 5322, In-Reply-To and References): the first and the latest of
 * all that were written about it, by us and by the requester. It answers what the requester wrote last, so that their
 * mail program puts it below that; a case without a mail of theirs has only our letters to go by.
 */
export async function threadOf(trx: Trx, caseId: Id<'case'>) {
  const { rows } = await sql<{ messageId: string; isTheirs: boolean }>`
    with written as (
      select message_id, created_at as at, id, false as is_theirs from outgoing_mails where case_id = ${caseId}
      union all
      select message_id, stored_at, id, true from received_mails
        where case_id = ${caseId} and outcome in ('case', 'follow-up')
          and not marks && array['automatic', 'bounce']
          and message_id not like '%@without-message-id>')
    (select * from written order by at, id limit 1)
    union
    (select * from written order by at desc, id desc limit ${sql.lit(LATEST)})
    union
    (select * from written where is_theirs order by at desc, id desc limit 1)
    order by at, id`.execute(trx)
  const quotable = rows.filter(({ messageId }) => QUOTABLE.test(messageId))
  const answered = quotable.findLast(({ isTheirs }) => isTheirs) ?? quotable.at(-1)
  if (!answered) return { inReplyTo: null, references: [] }
  const inReplyTo = answered.messageId
  const earlier = quotable.map(({ messageId }) => messageId).filter((id) => id !== inReplyTo)
  // The one that is answered comes last: that is where RFC 5322 has mail programs look for it.
  return { inReplyTo, references: [...new Set(earlier), inReplyTo] }
}

/** A letter that answers one mail and is about no case. */
export const threadWith = (messageId: string | undefined) => {
  const answers = messageId !== undefined && QUOTABLE.test(messageId) ? messageId : null
  return { inReplyTo: answers, references: answers === null ? [] : [answers] }
}
