import { describe, expect } from 'vitest'
import { mailboxRoutes } from '../../server/mail-in/transport/routes.ts'
import { employ } from '../support/accounts.ts'
import { layGround, PEMIS, WEBHR } from '../support/centre-ground.ts'
import { secrets } from '../support/files-app.ts'
import { identityApp } from '../support/identity-app.ts'
import { test as base } from '../support/mail-in/imap-test.ts'

const now = () => new Date()
const test = base.extend('admin', async ({ db }) => {
  await layGround(db)
  const app = await identityApp({ db, also: [mailboxRoutes({ db, secrets, now })] })
  const person = await employ(db, { roles: ['administrator'] })
  const { token } = await app.signIn(person)
  return (endpoint: string, body?: object) => app.ask(endpoint, { token, ...(body && { body }) })
})

let n = 0
const settings = (more: object = {}) => ({
  address: `Box${++n}@OneWindow.example`,
  name: '客服信箱',
  kind: 'mail',
  queueId: 1,
  defaultSystemId: WEBHR,
  signature: '客服中心 敬上',
  source: 'smtp',
  imap: null,
  paused: false,
  closedRule: 'reopen',
  closedDays: 30,
  subjectRule: 'new-case',
  acknowledges: true,
  ...more,
})
const place = { host: 'imap.example.tw', port: 993, security: 'tls', user: 'service', folder: 'INBOX' }

describe('our mailboxes', { timeout: 60_000 }, () => {
  test('are added and changed; addresses are kept in small letters, and each is there once', async ({
    admin,
  }) => {
    const given = settings()
    const added = await admin('POST /mailboxes', given)
    expect(added).toMatchObject({
      status: 201,
      body: { address: given.address.toLowerCase(), paused: false, state: 'ok', lastError: null, imap: null },
    })
    const { id } = added.body
    expect(await admin('POST /mailboxes', given)).toMatchObject({
      status: 409,
      body: { code: 'mailbox-address-taken' },
    })
    const changed = await admin(`PUT /mailboxes/${id}`, {
      ...given,
      name: '專線信箱',
      queueId: 2,
      defaultSystemId: PEMIS,
      paused: true,
    })
    expect(changed).toMatchObject({
      status: 200,
      body: { id, name: '專線信箱', queueId: 2, paused: true, state: 'off' },
    })
    expect((await admin('GET /mailboxes')).body).toContainEqual(changed.body)
  })

  test('two administrators adding the same address at once make one', async ({ admin }) => {
    const given = settings()
    const answers = await Promise.all(Array.from({ length: 5 }, () => admin('POST /mailboxes', given)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409])
  })

  test('keep their password to themselves, and never send it to another server than it was given for', async ({
    admin,
    db,
  }) => {
    const given = settings({ source: 'imap', imap: place })
    expect(await admin('POST /mailboxes', given)).toMatchObject({
      status: 400,
      body: { code: 'mailbox-needs-password' },
    })
    const { status, body } = await admin('POST /mailboxes', { ...given, password: 'very secret 密碼' })
    expect([status, body.state]).toEqual([201, 'off'])
    const stored = () =>
      db.selectFrom('mailboxes').select('wrappedPassword').where('id', '=', body.id).executeTakeFirstOrThrow()
    expect(secrets.unwrap((await stored()).wrappedPassword!).toString()).toBe('very secret 密碼')
    expect(
      await admin(`PUT /mailboxes/${body.id}`, { ...given, imap: { ...place, folder: '客服' } }),
    ).toMatchObject({ status: 200, body: { imap: { folder: '客服' } } })
    expect(secrets.unwrap((await stored()).wrappedPassword!).toString()).toBe('very secret 密碼')
    for (const other of [{ host: 'evil.example' }, { port: 143 }, { security: 'none' }, { user: 'other' }])
      expect(
        await admin(`PUT /mailboxes/${body.id}`, { ...given, imap: { ...place, ...other } }),
      ).toMatchObject({ status: 400, body: { code: 'mailbox-needs-password' } })
    await admin(`PUT /mailboxes/${body.id}`, { ...given, source: 'none', imap: null })
    expect((await stored()).wrappedPassword).toBeNull()
    const audit = await db
      .selectFrom('auditLog')
      .select(['action', 'detail'])
      .where('subject', '=', `mailbox:${body.id}`)
      .orderBy('id')
      .execute()
    expect(audit.map(({ action }) => action)).toEqual(['mailbox-added', 'mailbox-changed', 'mailbox-changed'])
    expect(audit[1]!.detail).toMatchObject({ changed: ['imap'] })
    expect(JSON.stringify([audit, (await admin('GET /mailboxes')).body])).not.toContain('secret')
  })

  test('need sense: a server when fetched and none otherwise, a queue and a system that exist', async ({
    admin,
  }) => {
    for (const [given, status, code] of [
      [settings({ source: 'imap' }), 400, 'mailbox-needs-place'],
      [settings({ imap: place }), 400, 'mailbox-needs-place'],
      [settings({ queueId: 999 }), 404, 'queue-not-found'],
      [settings({ defaultSystemId: 9999 }), 404, 'system-not-found'],
      [settings({ address: 'nobody' }), 400, 'input-invalid'],
    ] as const)
      expect(await admin('POST /mailboxes', given)).toMatchObject({ status, body: { code } })
    expect(await admin('PUT /mailboxes/32000', settings())).toMatchObject({
      status: 404,
      body: { code: 'mailbox-not-found' },
    })
    expect(await admin('POST /mailboxes/32000/check')).toMatchObject({
      status: 404,
      body: { code: 'mailbox-not-found' },
    })
  })

  test('say when asked whether they can be reached, and why not', async ({ admin, dovecot, db }) => {
    const user = await dovecot.newUser()
    const given = settings({ source: 'imap', imap: dovecot.place(user), password: dovecot.passwordOf(user) })
    const { id } = (await admin('POST /mailboxes', given)).body
    const check = async () => (await admin(`POST /mailboxes/${id}/check`)).body
    expect(await check()).toEqual({ ok: true, said: null })
    await admin(`PUT /mailboxes/${id}`, { ...given, password: 'wrong' })
    expect(await check()).toEqual({ ok: false, said: expect.stringContaining('不接受這組帳號或密碼') })
    await admin(`PUT /mailboxes/${id}`, { ...given, imap: { ...dovecot.place(user), folder: '沒有' } })
    expect(await check()).toEqual({ ok: false, said: expect.stringContaining('找不到指定的資料夾') })
    await admin(`PUT /mailboxes/${id}`, { ...given, imap: { ...dovecot.place(user), security: 'starttls' } })
    expect((await check()).ok).toBe(false)
    await admin(`PUT /mailboxes/${id}`, { ...given, imap: { ...dovecot.place(user), port: 1 } })
    expect(await check()).toEqual({ ok: false, said: expect.stringContaining('連不到郵件主機') })
    await db
      .updateTable('mailboxes')
      .set({ wrappedPassword: Buffer.from('of another key, from before') })
      .where('id', '=', id)
      .execute()
    expect(await check()).toEqual({ ok: false, said: expect.stringContaining('SECRET_KEY') })
  })
})
