import { verify } from 'argon2'
import { describe, expect } from 'vitest'
import { argon2Passwords } from '../../server/identity/passwords.ts'
import { auditOf, employ, PASSWORD } from '../support/accounts.ts'
import { test } from '../support/database.ts'
import { identityApp } from '../support/identity-app.ts'

describe('signing in', () => {
  test('opens a session that says who one is and what one may', async ({ db }) => {
    const chen = await employ(db, { name: '陳美玲', roles: ['supervisor', 'user'] })
    const { ask, signIn } = await identityApp({ db })

    const { status, body, token, cookie } = await signIn(chen)

    expect(status).toBe(201)
    expect(body).toMatchObject({ personId: chen.id, name: '陳美玲', roles: ['user', 'supervisor'] })
    expect(body.permissions).toContain('case:assign')
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(await ask('GET /session', { token })).toMatchObject({ status: 200, body })
  })

  test('does not mind capitals, spaces around, or the full-width letters of an input method', async ({
    db,
  }) => {
    const chen = await employ(db, { login: 'Mei-Ling.Chen' })
    const { signIn } = await identityApp({ db })
    for (const login of ['mei-ling.chen', ' MEI-LING.CHEN　', 'ｍｅｉ－ｌｉｎｇ．ｃｈｅｎ'])
      expect(await signIn({ login })).toMatchObject({ status: 201, body: { personId: chen.id } })
  })

  test('keeps nothing by which a reader of the database could sign in', async ({ db }) => {
    const chen = await employ(db)
    const { signIn } = await identityApp({ db })
    const { token } = await signIn(chen)
    const rows = await db.selectFrom('sessions').selectAll().where('personId', '=', chen.id).execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(rows[0]?.tokenHash.toString('base64url')).not.toBe(token)
  })

  test('in a browser that was signed in ends the session it had', async ({ db }) => {
    const [chen, lin] = [await employ(db), await employ(db)]
    const { ask, signIn } = await identityApp({ db })
    const { token: former } = await signIn(chen)
    const { token } = await signIn(lin, { token: former })
    expect(await ask('GET /session', { token })).toMatchObject({ body: { personId: lin.id } })
    expect(await ask('GET /session', { token: former })).toMatchObject({ status: 401 })
  })

  test('is recorded with the address, and so is a wrong password', async ({ db }) => {
    const chen = await employ(db)
    const { signIn } = await identityApp({ db })
    await signIn(chen, { password: 'not the password', from: '198.51.100.7' })
    await signIn(chen, { from: '198.51.100.8' })
    expect(await auditOf(db, chen.id)).toMatchObject([
      { action: 'sign-in-failed', actorId: null, address: '198.51.100.7' },
      { action: 'signed-in', actorId: chen.id, address: '198.51.100.8', detail: { method: 'local' } },
    ])
  })
})

describe('not signing in', () => {
  test('says the same and costs the same for no such account, a wrong password, a disabled account and one without a password', async ({
    db,
  }) => {
    const [wrong, disabled, without] = [await employ(db), await employ(db), await employ(db)]
    await db
      .updateTable('accounts')
      .set({ disabledAt: new Date() })
      .where('personId', '=', disabled.id)
      .execute()
    await db.updateTable('accounts').set({ passwordHash: null }).where('personId', '=', without.id).execute()
    const passwordHash = await argon2Passwords().hash(PASSWORD)
    await db.updateTable('accounts').set({ passwordHash }).where('passwordHash', 'is not', null).execute()
    const work: string[] = []
    const passwords = argon2Passwords({
      compare: (stored, password) => {
        work.push(stored.split('$').slice(1, 4).join().split(',').sort().join())
        return verify(stored, password)
      },
    })
    const { signIn } = await identityApp({ db, passwords })

    const replies = [
      await signIn({ login: 'nobody.of.that.name' }),
      await signIn(wrong, { password: 'not the password' }),
      await signIn(disabled),
      await signIn(without),
    ]

    for (const reply of replies)
      expect(reply).toMatchObject({ status: 401, body: { code: 'sign-in-failed' }, token: undefined })
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(work).toEqual(Array(4).fill('argon2id,m=19456,p=1,t=2,v=19'))
  })

  test('what was typed as a login is not kept: it may have been the password', async ({ db }) => {
    const { signIn } = await identityApp({ db })
    await signIn({ login: 'my-secret-password-typed-in-the-wrong-field' })
    const kept = [
      await db.selectFrom('auditLog').selectAll().execute(),
      await db.selectFrom('throttles').selectAll().execute(),
    ]
    expect(kept[0]).toContainEqual(expect.objectContaining({ subject: 'account:unknown' }))
    expect(JSON.stringify(kept)).not.toContain('my-secret-password')
  })

  test.for(['', 'x', 'a'.repeat(43), `${'a'.repeat(42)}=`, `${'a'.repeat(43)}; drop`])(
    'a made-up session token is nobody: %s',
    async (token, { db }) => {
      const { ask } = await identityApp({ db })
      expect(await ask('GET /session', { token })).toMatchObject({
        status: 401,
        body: { code: 'sign-in-needed' },
      })
    },
  )
})

test('signing out ends the session and takes the cookie away', async ({ db }) => {
  const chen = await employ(db)
  const { ask, signIn } = await identityApp({ db })
  const { token } = await signIn(chen)
  const out = await ask('DELETE /session', { token })
  expect(out).toMatchObject({ status: 200, token: '' })
  expect(await ask('GET /session', { token })).toMatchObject({ status: 401 })
  expect(await auditOf(db, chen.id)).toContainEqual(expect.objectContaining({ action: 'signed-out' }))
})

test('a password hashed with an older strength is hashed anew when its owner signs in', async ({ db }) => {
  const chen = await employ(db)
  const { signIn } = await identityApp({ db, passwords: argon2Passwords() })

  expect(await signIn(chen)).toMatchObject({ status: 201 })

  const { passwordHash } = await db
    .selectFrom('accounts')
    .select('passwordHash')
    .where('personId', '=', chen.id)
    .executeTakeFirstOrThrow()
  expect(passwordHash).toContain('m=19456')
  expect(await signIn(chen)).toMatchObject({ status: 201 })
})
