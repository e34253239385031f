import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { NO_RECEIPT } from './rules.ts'

const SILENT = [NO_RECEIPT, 'automatic', 'bounce', 'loop']

/** Whether the mail that a case begins with may be answered by a receipt; of other cases nobody here has an opinion. */
export const mayHaveReceipt = async (db: Db, caseId: Id<'case'>): Promise<boolean> => {
  const mail = await db
    .selectFrom('timeline')
    .innerJoin('receivedMails', (join) =>
      join.on(sql<boolean>`received_mails.id = (timeline.body ->> 'mailId')::uuid`),
    )
    .select('marks')
    .where('timeline.caseId', '=', caseId)
    .where('timeline.seq', '<=', FIRST_LINES)
    .where('timeline.kind', '=', 'message-in')
    .executeTakeFirst()
  return !mail?.marks.some((mark) => SILENT.includes(mark))
}

/** A case begins with its state and its first message. */
const FIRST_LINES = 2
