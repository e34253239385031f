import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { NO_RECEIPT } from './rules.ts'

/** Whether the mail that opened a case may be answered by a receipt; of other cases nobody here has an opinion. */
export const mayHaveReceipt = async (db: Db, caseId: Id<'case'>): Promise<boolean> => {
  const silent = await db
    .selectFrom('receivedMails')
    .select('marks')
    .where('caseId', '=', caseId)
    .where('outcome', '=', 'case')
    .executeTakeFirst()
  return !silent?.marks.includes(NO_RECEIPT)
}
