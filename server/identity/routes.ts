import type { Deps } from '../platform/deps.ts'
import { routes } from '../platform/http/routes.ts'
import { Refusal } from '../platform/refusal.ts'
import { listAccounts, listRoles } from './account-queries.ts'
import { identityApi } from './api.ts'
import { changePermissions, changeRoles } from './change-roles.ts'
import { demonstrationAccounts } from './demonstration-accounts.ts'
import { localAccounts } from './local-accounts.ts'
import { createAccount, revokeSessions, setDisabled, setPassword } from './manage-account.ts'
import { argon2Passwords } from './passwords.ts'
import { readSession, sessionReader } from './queries.ts'
import { signIn, signOut } from './sign-in.ts'

export const identityRoutes = (
  deps: Pick<Deps, 'db' | 'now' | 'demonstration'>,
  passwords = argon2Passwords(),
  authenticator = localAccounts({ db: deps.db, passwords }),
) => {
  const actorOf = sessionReader(deps)
  return routes(identityApi, {
    'POST /session': async ({ actor, body, from }) => {
      const { token, expiresAt } = await signIn(deps, authenticator, body, from, actor)
      from.keepSession(token, expiresAt)
      const signedIn = await actorOf(token)
      if (!signedIn) throw new Refusal('sign-in', 'sign-in-failed')
      return readSession(deps.db, signedIn)
    },
    'GET /session': ({ actor }) => readSession(deps.db, actor),
    'DELETE /session': async ({ actor, from }) => {
      await signOut(deps, actor, from.address)
      from.endSession()
      return {}
    },
    'GET /demonstration-accounts': async () => (deps.demonstration ? demonstrationAccounts(deps.db) : []),
    'GET /accounts': ({ query }) => listAccounts(deps.db, deps.now(), query),
    'POST /accounts': ({ actor, from, body }) =>
      createAccount(deps, passwords, { actor, address: from.address }, body),
    'PUT /accounts/:personId/roles': ({ actor, from, params, body }) =>
      changeRoles(deps, { actor, address: from.address }, params.personId, body.roles),
    'PUT /accounts/:personId/password': ({ actor, from, params, body }) =>
      setPassword(deps, passwords, { actor, address: from.address }, params.personId, body.password),
    'PUT /accounts/:personId/disabled': ({ actor, from, params, body }) =>
      setDisabled(deps, { actor, address: from.address }, params.personId, body.disabled),
    'DELETE /accounts/:personId/sessions': ({ actor, from, params }) =>
      revokeSessions(deps, { actor, address: from.address }, params.personId),
    'GET /roles': () => listRoles(deps.db),
    'PUT /roles/:role/permissions': ({ actor, from, params, body }) =>
      changePermissions(deps, { actor, address: from.address }, params.role, body.permissions),
  })
}
