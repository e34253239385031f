import { fileRoutes } from '../../server/files/routes.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import { intakeRoutes } from '../../server/intake/routes.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { FileStore } from '../../server/platform/files/port.ts'
import { createApp } from '../../server/platform/http/app.ts'
import { SESSION_COOKIE } from '../../server/platform/http/request.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { filesDeps } from './files-app.ts'

type Options = { db: Db; files: FileStore; now?: () => Date }
export type Ask = {
  as?: Actor | undefined
  body?: object | string
  from?: string
  key?: string
  headers?: Record<string, string>
}

/** A server that takes cases and files, and shows their progress. */
export async function intakeApp(options: Options) {
  const actors = new Map<string, Actor>()
  const app = createApp({
    actorOf: async (token) => (token ? actors.get(token) : undefined),
    logger: false,
    trustProxy: true,
  })
  const deps = filesDeps(options)
  await app.register(fileRoutes(deps), { prefix: '/api' })
  await app.register(intakeRoutes(deps), { prefix: '/api' })

  async function ask(endpoint: string, { as, body, from = '192.0.2.1', key, headers = {} }: Ask = {}) {
    const [method, url] = endpoint.split(' ')
    if (as) actors.set(as.sessionId, as)
    const reply = await app.inject({
      method: method as 'GET',
      url: `/api${url}`,
      headers: {
        'x-forwarded-for': from,
        ...(as && { cookie: `${SESSION_COOKIE}=${as.sessionId}` }),
        ...(key && { 'idempotency-key': key }),
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: body }),
    })
    const isJson = /json/.test(String(reply.headers['content-type']))
    return { status: reply.statusCode, body: isJson ? reply.json() : undefined, reply }
  }
  return { app, deps, actors, ask, close: () => app.close() }
}

type Given = { name?: string; email?: string | null; agencyId?: number | null; permissions?: string[] }

/** Somebody of the directory, signed in. */
export async function somebody(db: Db, given: Given = {}): Promise<Actor & { email: string | null }> {
  const { name = '林書豪', agencyId = null, permissions = [] } = given
  const id = newId<'person'>()
  const email = given.email === undefined ? `${id}@k012.example.tw` : given.email
  await seedRoles(db)
  await db
    .insertInto('people')
    .values({ id, name, personnelNo: null, agencyId, vendorId: null, email })
    .execute()
  return { id, name, email, roles: ['user'], permissions, sessionId: newId() }
}

export const storedCase = (db: Db, id: Id<'case'>) =>
  db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

export const messagesOf = async (db: Db, id: Id<'case'>) => {
  const rows = await db
    .selectFrom('timeline')
    .select(['body', 'origin', 'actorId'])
    .where('caseId', '=', id)
    .where('kind', '=', 'message-in')
    .orderBy('seq')
    .execute()
  return rows.map(({ body, ...row }) => ({ ...row, ...(body as { text: string; files?: { id: string }[] }) }))
}
