import { expect } from 'vitest'
import {
  endRegistrations,
  letRegister,
  letRegisterAgain,
  sweepRegistrations,
} from '../../server/calls/desk/registration.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { secretsFrom } from '../../server/platform/secrets.ts'
import { newId } from '../../server/platform/values.ts'
import { type Acd, inAcd as test } from '../support/acd-ground.ts'

const secrets = secretsFrom('a secret key for the tests, long enough')

/** Somebody signed in, in a session of their own. */
async function signedIn(acd: Acd, actor: Actor) {
  const sessionId = newId<'session'>()
  const at = acd.clock.now()
  await acd.db
    .insertInto('sessions')
    .values({
      id: sessionId,
      tokenHash: Buffer.from(sessionId),
      personId: actor.id,
      createdAt: at,
      lastSeenAt: at,
      expiresAt: new Date(at.getTime() + 8 * 3_600_000),
      revokedAt: null,
      address: '',
      userAgent: '',
    })
    .execute()
  return { ...actor, sessionId }
}
const depsOf = (acd: Acd) => ({ ...acd.deps, secrets })

test('a browser phone gets a secret of its own, which every exchange hears and only its wrapping is kept', async ({
  acd,
}) => {
  const agent = await signedIn(acd, await acd.agent())
  const given = await letRegister(depsOf(acd), agent)
  expect(Buffer.from(given.secret, 'base64url')).toHaveLength(24)
  expect(given.exchanges.map(({ name }) => name)).toEqual(['pbx-a', 'pbx-b'])
  expect(acd.fake.ordersTo('let-register')).toMatchObject([
    { extension: given.extension, secret: given.secret, kind: 'browser' },
  ])
  const [kept] = await acd.db.selectFrom('phoneRegistrations').selectAll().execute()
  expect(JSON.stringify(kept)).not.toContain(given.secret)
  expect(kept!.wrapped.includes(Buffer.from(given.secret, 'base64url'))).toBe(false)
})

test('the same session keeps its secret, another one of the same agent gets its own', async ({ acd }) => {
  const agent = await acd.agent()
  const first = await signedIn(acd, agent)
  const { secret } = await letRegister(depsOf(acd), first)
  expect((await letRegister(depsOf(acd), first)).secret).toBe(secret)
  const second = await signedIn(acd, agent)
  expect((await letRegister(depsOf(acd), second)).secret).not.toBe(secret)
  await endRegistrations(depsOf(acd), { personId: agent.id, sessionId: first.sessionId })
  expect(acd.fake.ordersTo('let-register').at(-1)).toMatchObject({ secret: expect.any(String) })
})

test('with its session the phone may register no more, even when the exchange was away just then', async ({
  acd,
}) => {
  const agent = await signedIn(acd, await acd.agent())
  const { extension } = await letRegister(depsOf(acd), agent)
  acd.fake.answers(() => ({ ok: false, code: 'link-down' }))
  await endRegistrations(depsOf(acd), { personId: agent.id, sessionId: null })
  acd.fake.answers(() => ({ ok: true }))
  acd.orders.length = 0
  await sweepRegistrations(depsOf(acd))
  expect(acd.orders).toMatchObject([{ do: 'let-register', extension, secret: null }])
  await sweepRegistrations(depsOf(acd))
  expect(acd.orders).toHaveLength(1)
  expect(await acd.db.selectFrom('phoneRegistrations').selectAll().execute()).toEqual([])
})

test('an exchange that has come back hears of every phone that may register', async ({ acd }) => {
  const agent = await signedIn(acd, await acd.agent())
  const { secret, extension } = await letRegister(depsOf(acd), agent)
  acd.orders.length = 0
  await letRegisterAgain(depsOf(acd), { exchange: 'pbx-b' }, newId())
  expect(acd.orders).toMatchObject([{ do: 'let-register', extension, secret }])
})

test('without a telephone at the seat, or with the adapter away, it is said in words', async ({ acd }) => {
  const without = await signedIn(acd, await acd.agent({ extension: null }))
  await expect(letRegister(depsOf(acd), without)).rejects.toMatchObject({ code: 'own-extension-missing' })
  const agent = await signedIn(acd, await acd.agent())
  acd.fake.answers(() => ({ ok: false, code: 'link-down' }))
  await expect(letRegister(depsOf(acd), agent)).rejects.toMatchObject({ code: 'telephone-away' })
})

test('a call does not ring at a browser phone whose page was closed, but at a desk phone it does', async ({
  acd,
}) => {
  const agent = await acd.agent({ online: false })
  const atDesk = await acd.calls()
  expect((await acd.offerOf(atDesk))?.agentId).toBe(agent.id)
  await acd.hangsUp(atDesk)
  await letRegister(depsOf(acd), await signedIn(acd, agent))
  const inBrowser = await acd.calls()
  expect(await acd.offerOf(inBrowser)).toBeUndefined()
})
