import type { Trx } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'

/** Until this transaction ends nobody else changes who administrates: two cannot remove each other at once. */
export const lockAdministrators = (trx: Trx) =>
  trx.selectFrom('roles').select('id').where('id', '=', 'administrator').forUpdate().execute()

/**
 * Undoes the change if it would leave nobody to administrate.
 * @throws Refusal 'conflict' `last-administrator`
 */
export async function refuseWithoutAdministrator(trx: Trx) {
  const left = await trx
    .selectFrom('accountRoles')
    .innerJoin('accounts', 'accounts.personId', 'accountRoles.personId')
    .select('accounts.personId')
    .where('roleId', '=', 'administrator')
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
  if (!left) throw new Refusal('conflict', 'last-administrator')
}
