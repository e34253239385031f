import { describe, expect } from 'vitest'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { employ, PASSWORD } from '../support/accounts.ts'
import { withAdministrator } from '../support/administrator.ts'
import { testAlone as test } from '../support/database.ts'

async function newcomer(db: Db, name = '新同仁') {
  const id = newId<'person'>()
  const nothing = { personnelNo: null, agencyId: null, vendorId: null, email: null }
  await db
    .insertInto('people')
    .values({ id, name, ...nothing })
    .execute()
  return id
}

describe('the list of accounts', () => {
  test('comes in pages that together hold everybody once, by login', async ({ db }) => {
    const { ask, token } = await withAdministrator(db)
    const logins = Array.from({ length: 119 }, (_, n) => `User${String(n).padStart(3, '0')}`)
    for (const login of logins) await employ(db, { login })
    const seen: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const { body } = await ask(`GET /accounts?${after && `after=${encodeURIComponent(after)}`}`, { token })
      expect(body.accounts.length).toBeLessThanOrEqual(50)
      seen.push(...body.accounts.map((account: { login: string }) => account.login))
      after = body.next
    }
    expect(seen).toEqual(['admin', ...logins])
  })

  test('is searched by name or login, and by role; what looks like a pattern is text', async ({ db }) => {
    const { ask, token } = await withAdministrator(db)
    await employ(db, { name: '林以晴', login: 'agent1', roles: ['tier1-agent'] })
    await employ(db, { name: '林書豪', login: 'a_b%c', roles: ['user', 'supervisor'] })
    const found = async (query: string) =>
      (await ask(`GET /accounts?${query}`, { token })).body.accounts.map(
        (account: { login: string }) => account.login,
      )
    expect(await found(`text=${encodeURIComponent('林')}`)).toEqual(['a_b%c', 'agent1'])
    expect(await found('text=AGENT')).toEqual(['agent1'])
    expect(await found('role=supervisor')).toEqual(['a_b%c'])
    expect(await found('role=supervisor&text=agent')).toEqual([])
    expect(await found(`text=${encodeURIComponent('_b%')}`)).toEqual(['a_b%c'])
    expect(await found(`text=${encodeURIComponent('%')}`)).toEqual(['a_b%c'])
  })

  test('says who is signed in, and since when they were last seen', async ({ db }) => {
    const { ask, signIn, token, clock } = await withAdministrator(db)
    const agent = await employ(db, { login: 'agent1', roles: ['tier1-agent'] })
    await signIn(agent)
    await signIn(agent)
    const { body } = await ask('GET /accounts?text=agent1', { token })
    expect(body.accounts).toMatchObject([
      { openSessions: 2, lastSeenAt: clock.now().toISOString(), disabledAt: null, roles: ['tier1-agent'] },
    ])
  })
})

describe('a new account', () => {
  test('lets its person sign in, and is recorded', async ({ db }) => {
    const { ask, signIn, token, admin } = await withAdministrator(db)
    const personId = await newcomer(db, '新同仁')
    const made = await ask('POST /accounts', {
      token,
      body: { personId, login: 'ｎｅｗ.one ', password: PASSWORD, roles: ['tier2', 'tier2'] },
    })
    expect(made).toMatchObject({ status: 201, body: { login: 'new.one', name: '新同仁', roles: ['tier2'] } })
    expect(await signIn({ login: 'new.one' })).toMatchObject({ status: 201, body: { personId } })
    const log = await db.selectFrom('auditLog').selectAll().where('action', '=', 'account-created').execute()
    expect(log).toMatchObject([{ actorId: admin.id, subject: `account:${personId}`, address: '192.0.2.1' }])
  })

  test.for([
    ['a login somebody has, in other capitals', 409, 'login-taken', { login: 'ADMIN' }],
    ['a short password', 400, 'password-too-weak', { password: '密碼只有十一個字啊一二' }],
    [
      'the login as password',
      400,
      'password-too-weak',
      { login: 'a.long.login.name', password: 'A.Long.Login.Name' },
    ],
    ['a login of spaces', 400, 'input-invalid', { login: '　 ' }],
    ['nobody of the directory', 404, 'person-not-found', { personId: newId() }],
    ['no role', 400, 'input-invalid', { roles: [] }],
    ['a role that does not exist', 400, 'input-invalid', { roles: ['emperor'] }],
  ] as const)('is refused with %s', async ([, status, code, wrong], { db }) => {
    const { ask, token } = await withAdministrator(db)
    const right = { personId: await newcomer(db), login: 'new.one', password: PASSWORD, roles: ['user'] }
    const refused = await ask('POST /accounts', { token, body: { ...right, ...wrong } })
    expect(refused).toMatchObject({ status, body: { code } })
    expect(await db.selectFrom('accounts').select('login').execute()).toEqual([{ login: 'admin' }])
  })

  test('is refused to somebody who has one', async ({ db }) => {
    const { ask, token, admin } = await withAdministrator(db)
    const body = { personId: admin.id, login: 'second', password: PASSWORD, roles: ['user'] }
    expect(await ask('POST /accounts', { token, body })).toMatchObject({
      status: 409,
      body: { code: 'account-exists' },
    })
  })
})

describe('another password', () => {
  test('works instead of the old one and ends the sessions opened with that', async ({ db }) => {
    const { ask, signIn, token } = await withAdministrator(db)
    const agent = await employ(db, { roles: ['tier1-agent'] })
    const { token: old } = await signIn(agent)
    const set = await ask(`PUT /accounts/${agent.id}/password`, {
      token,
      body: { password: 'twelve letters' },
    })
    expect(set).toMatchObject({ status: 200, body: { openSessions: 0 } })
    expect(await ask('GET /session', { token: old })).toMatchObject({ status: 401 })
    expect(await signIn(agent)).toMatchObject({ status: 401 })
    expect(await signIn(agent, { password: 'twelve letters' })).toMatchObject({ status: 201 })
    const log = await db.selectFrom('auditLog').selectAll().where('action', '=', 'password-set').execute()
    expect(log).toMatchObject([{ subject: `account:${agent.id}`, detail: { sessionsEnded: 1 } }])
    expect(JSON.stringify(log)).not.toContain('twelve letters')
  })

  test('that is too weak changes nothing', async ({ db }) => {
    const { ask, signIn, token } = await withAdministrator(db)
    const agent = await employ(db)
    const set = await ask(`PUT /accounts/${agent.id}/password`, { token, body: { password: 'elevenchars' } })
    expect(set).toMatchObject({ status: 400, body: { code: 'password-too-weak', detail: { minLength: 12 } } })
    expect(await signIn(agent)).toMatchObject({ status: 201 })
  })
})

describe('a disabled account', () => {
  test('is out at once and cannot sign in until it is enabled', async ({ db }) => {
    const { ask, signIn, token } = await withAdministrator(db)
    const agent = await employ(db, { roles: ['tier1-agent'] })
    const { token: open } = await signIn(agent)
    const disable = (disabled: boolean) =>
      ask(`PUT /accounts/${agent.id}/disabled`, { token, body: { disabled } })
    expect(await disable(true)).toMatchObject({ status: 200, body: { disabledAt: expect.any(String) } })
    expect(await ask('GET /session', { token: open })).toMatchObject({ status: 401 })
    expect(await signIn(agent)).toMatchObject({ status: 401, body: { code: 'sign-in-failed' } })
    await disable(true)
    expect(await disable(false)).toMatchObject({ body: { disabledAt: null } })
    expect(await ask('GET /session', { token: open })).toMatchObject({ status: 401 })
    expect(await signIn(agent)).toMatchObject({ status: 201 })
    const log = await db
      .selectFrom('auditLog')
      .select('action')
      .where('subject', '=', `account:${agent.id}`)
      .where('action', 'like', 'account-%')
      .execute()
    expect(log.map(({ action }) => action).sort()).toEqual(['account-disabled', 'account-enabled'])
  })
})

test.for(['roles', 'password', 'disabled', 'sessions'])(
  'an account that does not exist is not found: its %s',
  async (what, { db }) => {
    const { ask, token } = await withAdministrator(db)
    const id: Id<'person'> = newId()
    const method = what === 'sessions' ? 'DELETE' : 'PUT'
    const body = { roles: ['user'], password: PASSWORD, disabled: true }
    expect(
      await ask(`${method} /accounts/${id}/${what}`, { token, ...(method === 'PUT' && { body }) }),
    ).toMatchObject({
      status: 404,
      body: { code: 'account-not-found' },
    })
  },
)
