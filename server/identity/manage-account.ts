import { sql } from 'kysely'
import type { Actor } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { readAccount } from './account-queries.ts'
import { lockAdministrators, refuseWithoutAdministrator } from './administrators.ts'
import type { Role } from './api.ts'
import { canonicalLogin } from './logins.ts'
import { demandStrong, type Passwords } from './passwords.ts'
import { forgetActors } from './queries.ts'
import { endSessions } from './sessions.ts'

type Clock = Pick<Deps, 'db' | 'now'>
/** Who changes an account, and from where. */
export type By = { actor: Pick<Actor, 'id'>; address: string }

const accountNotFound = () => new Refusal('not-found', 'account-not-found')

/**
 * Gives a person of the directory an account.
 * @throws Refusal 'not-found' `person-not-found`
 * @throws Refusal 'conflict' `login-taken`, `account-exists`
 * @throws Refusal 'invalid' `password-too-weak`
 */
export async function createAccount(
  { db, now }: Clock,
  passwords: Passwords,
  { actor, address }: By,
  account: { personId: Id<'person'>; login: string; password: string; roles: readonly Role[] },
) {
  const { personId } = account
  const login = canonicalLogin(account.login)
  if (!login)
    throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/login', rule: 'minLength' }] })
  demandStrong(account.password, login)
  const passwordHash = await passwords.hash(account.password)
  const roles = [...new Set(account.roles)]
  return transact(db, async (trx) => {
    const at = now()
    await trx
      .selectFrom('people')
      .select('id')
      .where('id', '=', personId)
      .executeTakeFirstOrThrow(() => new Refusal('not-found', 'person-not-found'))
    const made = await trx
      .insertInto('accounts')
      .values({ personId, login, passwordHash, disabledAt: null, createdAt: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('personId')
      .executeTakeFirst()
    if (!made) throw new Refusal('conflict', await whyNotMade(trx, login))
    await trx
      .insertInto('accountRoles')
      .values(roles.map((roleId) => ({ personId, roleId })))
      .execute()
    const subject = `account:${personId}`
    const detail = { login, roles }
    await record(trx, { actorId: actor.id, action: 'account-created', subject, detail, address, at })
    return readAccount(trx, personId, at)
  })
}

async function whyNotMade(trx: Trx, login: string) {
  const taken = await trx
    .selectFrom('accounts')
    .select('personId')
    .where(sql`lower(login)`, '=', sql`lower(${login})`)
    .executeTakeFirst()
  return taken ? 'login-taken' : 'account-exists'
}

/**
 * Sets another password and ends every session that was opened with the old one.
 * @throws Refusal 'not-found' `account-not-found`
 * @throws Refusal 'invalid' `password-too-weak`
 */
export async function setPassword(
  { db, now }: Clock,
  passwords: Passwords,
  { actor, address }: By,
  personId: Id<'person'>,
  password: string,
) {
  const { login } = await db
    .selectFrom('accounts')
    .select('login')
    .where('personId', '=', personId)
    .executeTakeFirstOrThrow(accountNotFound)
  demandStrong(password, login)
  const passwordHash = await passwords.hash(password)
  const account = await transact(db, async (trx) => {
    const at = now()
    await trx.updateTable('accounts').set({ passwordHash }).where('personId', '=', personId).execute()
    const ended = await endSessions(trx, { personIds: [personId] }, at)
    const subject = `account:${personId}`
    await record(trx, {
      actorId: actor.id,
      action: 'password-set',
      subject,
      detail: { sessionsEnded: ended },
      address,
      at,
    })
    return readAccount(trx, personId, at)
  })
  forgetActors(db)
  return account
}

/**
 * Disables an account, ending its sessions, or lets it in again.
 * @throws Refusal 'not-found' `account-not-found`
 * @throws Refusal 'conflict' `last-administrator`
 */
export async function setDisabled({ db, now }: Clock, by: By, personId: Id<'person'>, disabled: boolean) {
  const account = await transact(db, async (trx) => {
    const at = now()
    await (disabled ? disableWithin(trx, by, personId, at) : enableWithin(trx, by, personId, { at }))
    return readAccount(trx, personId, at)
  })
  forgetActors(db)
  return account
}

/**
 * `setDisabled` within the caller's transaction, who forgets actors after it.
 * @returns false when it is disabled already
 * @throws Refusal 'not-found' `account-not-found`; 'conflict' `last-administrator`
 */
export async function disableWithin(trx: Trx, by: By, personId: Id<'person'>, at: Date): Promise<boolean> {
  await lockAdministrators(trx)
  if (await lockedDisabledAt(trx, personId)) return false
  await trx.updateTable('accounts').set({ disabledAt: at }).where('personId', '=', personId).execute()
  await refuseWithoutAdministrator(trx)
  const ended = await endSessions(trx, { personIds: [personId] }, at)
  await recordOf(trx, by, 'account-disabled', personId, { sessionsEnded: ended }, at)
  return true
}

/**
 * @param when.onlyIfDisabledAt the moment it was disabled, if it must not have been changed since
 * @returns false when it is enabled already, or was disabled at another moment
 * @throws Refusal 'not-found' `account-not-found`
 */
export async function enableWithin(
  trx: Trx,
  by: By,
  personId: Id<'person'>,
  { at, onlyIfDisabledAt }: { at: Date; onlyIfDisabledAt?: Date },
): Promise<boolean> {
  await lockAdministrators(trx)
  const disabledAt = await lockedDisabledAt(trx, personId)
  if (!disabledAt) return false
  if (onlyIfDisabledAt && disabledAt.getTime() !== onlyIfDisabledAt.getTime()) return false
  await trx.updateTable('accounts').set({ disabledAt: null }).where('personId', '=', personId).execute()
  await recordOf(trx, by, 'account-enabled', personId, { sessionsEnded: 0 }, at)
  return true
}

async function lockedDisabledAt(trx: Trx, personId: Id<'person'>) {
  const { disabledAt } = await trx
    .selectFrom('accounts')
    .select('disabledAt')
    .where('personId', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow(accountNotFound)
  return disabledAt
}

const recordOf = (
  trx: Trx,
  { actor, address }: By,
  action: string,
  personId: Id<'person'>,
  detail: Record<string, unknown>,
  at: Date,
) => record(trx, { actorId: actor.id, action, subject: `account:${personId}`, detail, address, at })

/**
 * Ends every session of a person, open pages included.
 * @throws Refusal 'not-found' `account-not-found`
 */
export async function revokeSessions({ db, now }: Clock, { actor, address }: By, personId: Id<'person'>) {
  const account = await transact(db, async (trx) => {
    const at = now()
    const ended = await endSessions(trx, { personIds: [personId] }, at)
    const account = await readAccount(trx, personId, at)
    const subject = `account:${personId}`
    const detail = { sessionsEnded: ended }
    await record(trx, { actorId: actor.id, action: 'sessions-revoked', subject, detail, address, at })
    return account
  })
  forgetActors(db)
  return account
}
