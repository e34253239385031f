import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyRequest, type FastifyServerOptions, LogController } from 'fastify'
import { type Actor, demand } from '../actor.ts'
import { Refusal } from '../refusal.ts'
import { storable } from '../storable.ts'
import { answerProblem, notFound } from './problem.ts'
import { SESSION_COOKIE } from './request.ts'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | undefined
  }
  interface FastifyInstance {
    permit(permission: string): (request: FastifyRequest) => Promise<void>
  }
  interface FastifyContextConfig {
    may?: string
  }
}

/** Finds the actor behind a session token. */
export type ActorOf = (token: string | undefined) => Promise<Actor | undefined>

/** What the API answers is data: nothing in it runs, is framed or is guessed at. Pages say more (server/portal). */
const PLAIN = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

const BODY_LIMIT_BYTES = 1024 * 1024
/** What is looked for stands in the address: 10,000 characters take nine bytes each. */
const HEADER_LIMIT_BYTES = 112 * 1024

export function createApp({
  actorOf,
  logger,
  trustProxy,
}: {
  actorOf: ActorOf
  logger: FastifyServerOptions['logger']
  trustProxy: boolean
}) {
  const app = Fastify({
    logger: logger ?? false,
    trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    http: { maxHeaderSize: HEADER_LIMIT_BYTES },
    logController: new LogController({ disableRequestLogging: true }),
    rewriteUrl: ({ url = '/' }) => decodable(url),
    // An address so long that no route can be meant.
    frameworkErrors: (_error, request, reply) =>
      answerProblem(new Refusal('not-found', 'not-found'), request as FastifyRequest, reply as never),
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    requestTimeout: 120_000,
    genReqId: () =>
      `E-${Math.random().toString(36).slice(2, 6).toUpperCase()}${Date.now().toString(36).slice(-3).toUpperCase()}`,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, allErrors: true } },
  })
  void app.register(cookie)
  void app.register(formbody)
  void app.register(swagger, {
    openapi: {
      info: { title: 'OneWindow 一窗', version: '1' },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE } },
      },
    },
    hideUntagged: true,
  })
  app.decorateRequest('actor', undefined)
  app.decorate('permit', (permission) => async (request: FastifyRequest) => {
    request.actor = await actorOf(request.cookies[SESSION_COOKIE])
    if (permission === 'anyone') return
    if (!request.actor) throw new Refusal('sign-in', 'sign-in-needed')
    if (permission !== 'signed-in') demand(request.actor, permission)
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.headers(PLAIN)
  })
  app.addHook('onRequest', refuseForeignCommands)
  app.addHook('preValidation', async (request) => {
    request.body = storable(request.body)
    request.query = storable(request.query)
    request.params = storable(request.params)
  })
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler(notFound)
  return app
}

/**
 * A browser says where a request comes from; a command from another site is refused.
 * Clients that are no browsers send neither header and carry no cookie that somebody could ride on.
 */
async function refuseForeignCommands(request: FastifyRequest) {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return
    throw new Refusal('forbidden', 'origin-refused')
  }
  const { origin } = request.headers
  if (origin !== undefined && hostOf(origin) !== request.host)
    throw new Refusal('forbidden', 'origin-refused')
}

/** An address that cannot be decoded is looked up as it is written, and so not found like any other wrong one. */
function decodable(url: string) {
  const end = url.indexOf('?')
  const path = end < 0 ? url : url.slice(0, end)
  if (!path.includes('%')) return url
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return path.replaceAll('%', '%25') + url.slice(path.length)
  }
}

function hostOf(origin: string) {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
