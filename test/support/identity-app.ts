import type { FastifyPluginAsync } from 'fastify'
import type { Passwords } from '../../server/identity/passwords.ts'
import { sessionReader } from '../../server/identity/queries.ts'
import { identityRoutes } from '../../server/identity/routes.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { createApp } from '../../server/platform/http/app.ts'
import { SESSION_COOKIE } from '../../server/platform/http/request.ts'
import { PASSWORD, quickPasswords } from './accounts.ts'

type Options = {
  db: Db
  now?: () => Date
  demonstration?: boolean
  passwords?: Passwords
  /** Other capabilities that this server answers for. */
  also?: FastifyPluginAsync[]
}
type Ask = { token?: string | undefined; body?: object; from?: string }

/** One server that answers for accounts and sessions. */
export async function identityApp({
  db,
  now = () => new Date(),
  demonstration = false,
  passwords = quickPasswords,
  also = [],
}: Options) {
  const app = createApp({ actorOf: sessionReader({ db, now }), logger: false, trustProxy: true })
  await app.register(identityRoutes({ db, now, demonstration }, passwords), { prefix: '/api' })
  for (const routes of also) await app.register(routes, { prefix: '/api' })
  async function ask(endpoint: string, { token, body, from = '192.0.2.1' }: Ask = {}) {
    const [method, url] = endpoint.split(' ')
    const reply = await app.inject({
      method: method as 'GET',
      url: `/api${url}`,
      headers: { 'x-forwarded-for': from, ...(token && { cookie: `${SESSION_COOKIE}=${token}` }) },
      ...(body && { payload: body }),
    })
    const cookie = reply.cookies.find(({ name }) => name === SESSION_COOKIE)
    return { status: reply.statusCode, body: reply.json(), token: cookie?.value, cookie }
  }
  return {
    app,
    ask,
    signIn: (
      { login }: { login: string },
      { password = PASSWORD, ...rest }: Ask & { password?: string } = {},
    ) => ask('POST /session', { ...rest, body: { login, password } }),
  }
}
