import { describe, expect } from 'vitest'
import { networkOf, throttle } from '../../server/identity/throttle.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { employ } from '../support/accounts.ts'
import { stoppedClock } from '../support/clock.ts'
import { testAlone as test } from '../support/database.ts'
import { identityApp } from '../support/identity-app.ts'

const WRONG = { password: 'not the password' }

describe('guessing the password of one account', () => {
  test('is free five times; then each guess waits twice as long as the one before', async ({ db }) => {
    const clock = stoppedClock()
    const chen = await employ(db)
    const { signIn } = await identityApp({ db, now: clock.now })
    const guess = (n: number) => signIn(chen, { ...WRONG, from: `192.0.2.${n}` })
    for (let n = 1; n <= 5; n++) expect(await guess(n)).toMatchObject({ status: 401 })

    for (const wait of [30, 60, 120, 240, 480, 900, 900]) {
      expect(await guess(6)).toMatchObject({
        status: 429,
        body: { code: 'sign-in-throttled', detail: { retryAfterSeconds: wait } },
      })
      clock.advance({ seconds: wait - 1 })
      expect(await guess(7)).toMatchObject({ status: 429, body: { detail: { retryAfterSeconds: 1 } } })
      clock.advance({ seconds: 1 })
      expect(await guess(8)).toMatchObject({ status: 401 })
    }
  })

  test('is refused with the right password too while it waits, and succeeds after it', async ({ db }) => {
    const clock = stoppedClock()
    const chen = await employ(db)
    const { signIn } = await identityApp({ db, now: clock.now })
    for (let n = 0; n < 5; n++) await signIn(chen, WRONG)
    expect(await signIn(chen)).toMatchObject({ status: 429 })
    clock.advance({ seconds: 30 })
    expect(await signIn(chen)).toMatchObject({ status: 201 })
    expect(await signIn(chen, WRONG)).toMatchObject({ status: 401 })
  })

  test('begins anew after signing in, or after an hour without a guess', async ({ db }) => {
    const clock = stoppedClock()
    const chen = await employ(db)
    const { signIn } = await identityApp({ db, now: clock.now })
    for (let n = 0; n < 4; n++) await signIn(chen, WRONG)
    await signIn(chen)
    for (let n = 0; n < 5; n++) expect(await signIn(chen, WRONG)).toMatchObject({ status: 401 })
    expect(await signIn(chen, WRONG)).toMatchObject({ status: 429 })
    clock.advance({ hours: 1 })
    for (let n = 0; n < 5; n++) expect(await signIn(chen, WRONG)).toMatchObject({ status: 401 })
  })

  test('waits the same for an account that does not exist', async ({ db }) => {
    const { signIn } = await identityApp({ db, now: stoppedClock().now })
    for (let n = 0; n < 5; n++)
      expect(await signIn({ login: 'nobody' }, WRONG)).toMatchObject({ status: 401 })
    expect(await signIn({ login: 'NOBODY' }, WRONG)).toMatchObject({
      status: 429,
      body: { detail: { retryAfterSeconds: 30 } },
    })
  })

  test('thirty times at once at two servers is no more than five guesses', async ({ db, databaseUrl }) => {
    const clock = stoppedClock()
    const chen = await employ(db)
    const other = openDatabase({ url: databaseUrl })
    const servers = [
      await identityApp({ db, now: clock.now }),
      await identityApp({ db: other, now: clock.now }),
    ]
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, n) => servers[n % 2]!.signIn(chen, WRONG)),
    )
    await other.destroy()
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(25)
  })

  test('leaves other accounts alone', async ({ db }) => {
    const [chen, lin] = [await employ(db), await employ(db)]
    const { signIn } = await identityApp({ db, now: stoppedClock().now })
    for (let n = 0; n < 6; n++) await signIn(chen, WRONG)
    expect(await signIn(lin)).toMatchObject({ status: 201 })
  })
})

describe('trying many accounts from one address', () => {
  test('is free sixty times; then that address waits, others do not, and successes never counted', async ({
    db,
  }) => {
    const clock = stoppedClock()
    const chen = await employ(db)
    const { signIn } = await identityApp({ db, now: clock.now })
    for (let n = 0; n < 20; n++)
      expect(await signIn(chen, { from: '192.0.2.9' })).toMatchObject({ status: 201 })
    for (let n = 0; n < 60; n++)
      expect(await signIn({ login: `guess.${n}` }, { ...WRONG, from: '192.0.2.9' })).toMatchObject({
        status: 401,
      })

    expect(await signIn(chen, { from: '192.0.2.9' })).toMatchObject({
      status: 429,
      body: { code: 'sign-in-throttled', detail: { retryAfterSeconds: 15 } },
    })
    expect(await signIn(chen, { from: '192.0.2.10' })).toMatchObject({ status: 201 })
    clock.advance({ seconds: 15 })
    expect(await signIn(chen, { from: '192.0.2.9' })).toMatchObject({ status: 201 })
  })

  test('an IPv6 network is one address, however many it can choose from', () => {
    expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:DB8:0001:2::ffff'))
    expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'))
    expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1')
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  })
})

describe('a limit over a window', () => {
  const rule = { limit: 10, windowSeconds: 60 }

  test('lets exactly the limit through, counted over servers, and says when the window is over', async ({
    db,
    databaseUrl,
  }) => {
    const clock = stoppedClock()
    const other = openDatabase({ url: databaseUrl })
    const asked = await Promise.allSettled(
      Array.from({ length: 25 }, (_, n) =>
        throttle(n % 2 ? db : other, clock.now, 'progress:192.0.2.1', rule),
      ),
    )
    await other.destroy()
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    clock.advance({ seconds: 45 })
    await expect(throttle(db, clock.now, 'progress:192.0.2.1', rule)).rejects.toMatchObject({
      kind: 'throttled',
      code: 'too-many-requests',
      detail: { retryAfterSeconds: 15 },
    })
    await throttle(db, clock.now, 'progress:192.0.2.2', rule)
    await throttle(db, clock.now, 'filing:192.0.2.1', rule)
  })

  test('begins again when its window is over, however much was asked meanwhile', async ({ db }) => {
    const clock = stoppedClock()
    const ask = () => throttle(db, clock.now, 'progress:192.0.2.1', rule)
    for (let n = 0; n < 30; n++) await ask().catch(() => {})
    clock.advance({ seconds: 60 })
    for (let n = 0; n < 10; n++) await ask()
    await expect(ask()).rejects.toMatchObject({ code: 'too-many-requests' })
  })

  test('keeps no address as it is', async ({ db }) => {
    await throttle(db, stoppedClock().now, `progress:192.0.2.1${'x'.repeat(5000)}`, rule)
    const { key } = await db.selectFrom('throttles').select('key').executeTakeFirstOrThrow()
    expect(key).toMatch(/^progress:[\w-]{43}$/)
  })
})
