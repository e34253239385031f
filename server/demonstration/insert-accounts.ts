import type { DemoStaff } from '../directory/demo/shapes.ts'
import { DEMONSTRATION_SETTING, type DemonstrationSetting } from '../identity/demonstration-accounts.ts'
import type { Trx } from '../platform/database/database.ts'

/** Accounts of the staff and of the three users, and the list of them for the sign-in page: users first. */
export async function insertAccounts(
  trx: Trx,
  staff: readonly DemoStaff[],
  passwordHash: string,
  createdAt: Date,
) {
  await trx
    .insertInto('accounts')
    .values(
      staff.map(({ personId, login }) => ({ personId, login, passwordHash, disabledAt: null, createdAt })),
    )
    .execute()
  await trx
    .insertInto('accountRoles')
    .values(staff.flatMap(({ personId, roles }) => roles.map((roleId) => ({ personId, roleId }))))
    .execute()
  const isUser = ({ login }: DemoStaff) => login.startsWith('user')
  const shown = [...staff.filter(isUser), ...staff.filter((person) => !isUser(person))]
  const value: DemonstrationSetting = { logins: shown.map(({ login }) => login), passwordHash }
  await trx
    .insertInto('settings')
    .values({ key: DEMONSTRATION_SETTING, value: JSON.stringify(value), updatedBy: null })
    .execute()
}
