import { describe, expect, onTestFinished } from 'vitest'
import { casesApi } from '../../server/cases/api.ts'
import { directoryApi } from '../../server/directory/api.ts'
import { identityApi, ROLES, type Role } from '../../server/identity/api.ts'
import { FIRST_PERMISSIONS, PERMISSIONS } from '../../server/identity/permissions.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import { intakeApi } from '../../server/intake/api.ts'
import { notificationsApi } from '../../server/notifications/api.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { newId } from '../../server/platform/values.ts'
import { routingApi } from '../../server/routing/api.ts'
import { surveysApi } from '../../server/surveys/api.ts'
import { employ, PASSWORD } from '../support/accounts.ts'
import { testAlone as test } from '../support/database.ts'
import { identityApp } from '../support/identity-app.ts'

describe('roles and what they may', () => {
  test('are there after any number of starts, at once or one after the other', async ({
    db,
    databaseUrl,
  }) => {
    const other = openDatabase({ url: databaseUrl })
    onTestFinished(() => other.destroy())
    await Promise.all([seedRoles(db), seedRoles(other), seedRoles(db)])
    await seedRoles(db)
    const rows = await db.selectFrom('rolePermissions').selectAll().execute()
    const made = (role: Role) =>
      rows.filter(({ roleId }) => roleId === role).map(({ permission }) => permission)
    for (const role of ROLES) expect(made(role).sort()).toEqual([...FIRST_PERMISSIONS[role]].sort())
  })

  test('stay as an administrator made them; a role that is new comes with its own', async ({ db }) => {
    await seedRoles(db)
    await db
      .deleteFrom('rolePermissions')
      .where('roleId', '=', 'tier2')
      .where('permission', '<>', 'case:work')
      .execute()
    await db.deleteFrom('roles').where('id', '=', 'auditor').execute()
    await seedRoles(db)
    const of = (role: Role) =>
      db.selectFrom('rolePermissions').select('permission').where('roleId', '=', role).execute()
    expect(await of('tier2')).toEqual([{ permission: 'case:work' }])
    expect(await of('auditor')).toHaveLength(FIRST_PERMISSIONS.auditor.length)
  })

  test('a user needs none, and a vendor may not look people up', () => {
    expect(FIRST_PERMISSIONS.user).toEqual([])
    expect(FIRST_PERMISSIONS.vendor).not.toContain('directory:read')
    expect(FIRST_PERMISSIONS.auditor.filter((permission) => !/read|case:work/.test(permission))).toEqual([])
  })

  test('every permission an endpoint asks for is one that a role can have', () => {
    const contracts = [
      directoryApi,
      identityApi,
      casesApi,
      intakeApi,
      routingApi,
      surveysApi,
      notificationsApi,
    ]
    const asked = new Set(contracts.flatMap((contract) => Object.values(contract).map(({ may }) => may)))
    expect([...asked].filter((may) => !['anyone', 'signed-in', ...PERMISSIONS].includes(may))).toEqual([])
  })
})

describe('a change of roles', () => {
  test('gives open sessions the new rights with their next request', async ({ db }) => {
    const { ask, signIn } = await identityApp({ db })
    const { token: admin } = await signIn(await employ(db, { roles: ['administrator'] }))
    const lin = await employ(db, { roles: ['user'] })
    const { token } = await signIn(lin)
    expect(await ask('GET /accounts', { token })).toMatchObject({
      status: 403,
      body: { code: 'permission-missing' },
    })

    const changed = await ask(`PUT /accounts/${lin.id}/roles`, {
      token: admin,
      body: { roles: ['auditor', 'user'] },
    })

    expect(changed).toMatchObject({ status: 200, body: { roles: ['user', 'auditor'], openSessions: 1 } })
    expect(await ask('GET /accounts', { token })).toMatchObject({ status: 200 })
    const log = await db.selectFrom('auditLog').selectAll().where('action', '=', 'roles-changed').execute()
    expect(log).toMatchObject([{ detail: { before: ['user'], after: ['user', 'auditor'] } }])
  })

  test('that takes away what open pages listen to ends the sessions', async ({ db }) => {
    const { ask, signIn } = await identityApp({ db })
    const { token: admin } = await signIn(await employ(db, { roles: ['administrator'] }))
    const chen = await employ(db, { roles: ['supervisor', 'tier1-agent'] })
    const { token } = await signIn(chen)
    const change = (roles: Role[]) => ask(`PUT /accounts/${chen.id}/roles`, { token: admin, body: { roles } })
    expect(await change(['supervisor', 'tier1-agent', 'seed-teacher'])).toMatchObject({
      body: { openSessions: 1 },
    })
    expect(await change(['tier1-agent'])).toMatchObject({ body: { openSessions: 0 } })
    expect(await ask('GET /session', { token })).toMatchObject({ status: 401 })
    const ended = await db.selectFrom('outbox').select('payload').execute()
    expect(ended).toMatchObject([{ payload: { personId: chen.id } }])
  })
})

describe('a change of what a role may', () => {
  test('holds for everybody who has it, at once', async ({ db }) => {
    const { ask, signIn } = await identityApp({ db })
    const { token: admin } = await signIn(await employ(db, { roles: ['administrator'] }))
    const { token } = await signIn(await employ(db, { roles: ['supervisor'] }))
    const { token: both } = await signIn(await employ(db, { roles: ['supervisor', 'quality-officer'] }))
    const put = (permissions: string[]) =>
      ask('PUT /roles/supervisor/permissions', { token: admin, body: { permissions } })

    expect(await put([...FIRST_PERMISSIONS.supervisor, 'account:read', 'account:read'])).toMatchObject({
      status: 200,
    })
    expect(await ask('GET /roles', { token })).toMatchObject({ status: 200 })

    const without = FIRST_PERMISSIONS.supervisor.filter((permission) => permission !== 'board:read')
    expect(await put(without)).toMatchObject({
      status: 200,
      body: { role: 'supervisor', permissions: [...without].sort() },
    })
    expect(await ask('GET /session', { token })).toMatchObject({ status: 401 })
    expect(await ask('GET /session', { token: both })).toMatchObject({ status: 200 })
  })

  test('is refused when nobody could administrate any more, or for a permission that does not exist', async ({
    db,
  }) => {
    const { ask, signIn } = await identityApp({ db })
    const { token } = await signIn(await employ(db, { roles: ['administrator'] }))
    const put = (role: string, permissions: string[]) =>
      ask(`PUT /roles/${role}/permissions`, { token, body: { permissions } })
    expect(await put('administrator', ['account:read'])).toMatchObject({
      status: 409,
      body: { code: 'administrators-keep-accounts' },
    })
    expect(await put('tier2', ['case:work', 'case:destroy'])).toMatchObject({
      status: 400,
      body: { code: 'permission-unknown', detail: { permissions: ['case:destroy'] } },
    })
    expect(await put('emperor', [])).toMatchObject({ status: 400 })
    expect((await ask('GET /roles', { token })).body).toEqual(
      ROLES.map((role) => ({ role, permissions: [...FIRST_PERMISSIONS[role]].sort() })),
    )
  })
})

test('only those who may read or write accounts do: every endpoint against every role', async ({ db }) => {
  const { ask, signIn } = await identityApp({ db })
  const target = await employ(db)
  const bodies: Record<string, object> = {
    'POST /accounts': { personId: newId(), login: 'x', password: PASSWORD, roles: ['user'] },
    'PUT /accounts/:personId/roles': { roles: ['user'] },
    'PUT /accounts/:personId/password': { password: 'short' },
    'PUT /accounts/:personId/disabled': { disabled: false },
    'PUT /roles/:role/permissions': { permissions: ['nothing:known'] },
  }
  const guarded = Object.entries(identityApi).filter(([, { may }]) => may.startsWith('account:'))
  expect(guarded).toHaveLength(8)
  for (const role of ROLES) {
    const { token } = await signIn(await employ(db, { roles: [role] }))
    for (const [endpoint, { may }] of guarded) {
      const url = endpoint.replace(':personId', target.id).replace(':role', 'user')
      const { status } = await ask(url, { token, ...(bodies[endpoint] && { body: bodies[endpoint] }) })
      const allowed = FIRST_PERMISSIONS[role].some((permission) => permission === may)
      expect([role, endpoint, status === 403]).toEqual([role, endpoint, !allowed])
    }
  }
  for (const [endpoint] of guarded) {
    const url = endpoint.replace(':personId', target.id).replace(':role', 'user')
    expect(await ask(url, bodies[endpoint] && { body: bodies[endpoint] })).toMatchObject({ status: 401 })
  }
})
