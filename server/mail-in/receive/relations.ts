import { sql } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import type { Link } from './rules.ts'

/** A mailbox sees what becomes of the case from now on. Replies leave from the first. */
export const watchCase = (trx: Trx, caseId: Id<'case'>, mailboxId: number) =>
  sql`insert into case_mailboxes (case_id, mailbox_id, is_first)
    select ${caseId}::uuid, ${mailboxId}::smallint,
      not exists (select from case_mailboxes where case_id = ${caseId} and is_first)
    on conflict (case_id, mailbox_id) do nothing`.execute(trx)

/** How a case belongs with others; said twice, it is said once. */
export async function linkCase(
  trx: Trx,
  caseId: Id<'case'>,
  links: readonly { caseId: Id<'case'>; kind: Link['kind'] | 'split-from' }[],
  at: Date,
) {
  if (links.length === 0) return
  await trx
    .insertInto('caseLinks')
    .values(links.map(({ caseId: otherId, kind }) => ({ caseId, otherId, kind, at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
