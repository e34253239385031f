import type { Db, Trx } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'

/** What has to be done before a case may be closed: an official document is answered by one. */
export type Obligation = 'outgoing-document'

/** From now on the case cannot be closed until that is done, or somebody says that it need not be. */
export const oblige = (trx: Trx, caseId: Id<'case'>, kind: Obligation, at: Date) =>
  trx
    .insertInto('caseObligations')
    .values({ caseId, kind, createdAt: at, metAt: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

/** It is done, or need not be; nothing where there was no obligation. */
export const meetObligation = (trx: Trx, caseId: Id<'case'>, kind: Obligation, at: Date) =>
  trx
    .updateTable('caseObligations')
    .set({ metAt: at })
    .where('caseId', '=', caseId)
    .where('kind', '=', kind)
    .where('metAt', 'is', null)
    .execute()

/** @throws Refusal 'conflict' `closing-needs-document` */
export async function demandObligationsMet(db: Db, caseId: Id<'case'>) {
  const open = await db
    .selectFrom('caseObligations')
    .select('kind')
    .where('caseId', '=', caseId)
    .where('metAt', 'is', null)
    .executeTakeFirst()
  if (open) throw new Refusal('conflict', 'closing-needs-document')
}
