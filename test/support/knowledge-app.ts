import { knowledgeOpenRoutes } from '../../server/knowledge/reading/open-routes.ts'
import { knowledgeRoutes } from '../../server/knowledge/reading/routes.ts'
import { viewsOf } from '../../server/knowledge/reading/views.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { createApp } from '../../server/platform/http/app.ts'
import { SESSION_COOKIE } from '../../server/platform/http/request.ts'
import { newId } from '../../server/platform/values.ts'
import { addPerson } from './directory.ts'
import { filesDeps } from './files-app.ts'
import { filesInMemory } from './files-in-memory.ts'

export const PUBLIC_URL = 'https://onewindow.example'

export type Ask = {
  as?: Actor | undefined
  body?: object
  from?: string
  cookie?: string
  headers?: Record<string, string>
}

/** A server that shows Q&A. */
export async function knowledgeApp(db: Db, now: () => Date = () => new Date('2026-11-22T01:00:00Z')) {
  const actors = new Map<string, Actor>()
  const app = createApp({
    actorOf: async (token) => (token ? actors.get(token) : undefined),
    logger: false,
    trustProxy: true,
  })
  const deps = { ...filesDeps({ db, files: filesInMemory(), now }), publicUrl: PUBLIC_URL }
  await app.register(knowledgeRoutes(deps), { prefix: '/api' })
  await app.register(knowledgeOpenRoutes(deps))

  async function ask(endpoint: string, { as, body, from = '192.0.2.1', cookie, headers = {} }: Ask = {}) {
    const [method, url] = endpoint.split(' ')
    if (as) actors.set(as.sessionId, as)
    const reply = await app.inject({
      method: method as 'GET',
      url: url ?? '/',
      headers: {
        'x-forwarded-for': from,
        ...(as && { cookie: `${SESSION_COOKIE}=${as.sessionId}` }),
        ...(cookie && { cookie }),
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: body }),
    })
    const isJson = /json/.test(String(reply.headers['content-type']))
    return { status: reply.statusCode, body: isJson ? reply.json() : undefined, text: reply.body, reply }
  }
  return { app, deps, ask, views: viewsOf(deps), close: () => app.close() }
}

/** Somebody who is signed in. */
export async function aReader(
  db: Db,
  {
    permissions = [],
    ...person
  }: { permissions?: string[]; vendorId?: number; agencyId?: number; email?: string } = {},
): Promise<Actor> {
  const id = await addPerson(db, person)
  return { id, name: '讀者', roles: ['user'], permissions, sessionId: newId() }
}
