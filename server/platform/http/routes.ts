import type { FastifyPluginAsync, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import type { Actor } from '../actor.ts'
import type { Language } from '../problems.ts'
import type { Contract, Endpoint, Input, Reply, Returned } from './contract.ts'
import { endSession, keepSession, languageOf, visitorOf } from './request.ts'

/** Where a request came from, and what only HTTP can do for it. */
export type From = {
  address: string
  userAgent: string
  language: Language
  /** The caller's `Idempotency-Key` header: the same key twice is one command. */
  idempotencyKey: string | undefined
  keepSession(token: string, expiresAt: Date): void
  endSession(): void
  /** What the browser calls itself where nobody is signed in; it is given a name when it has none. */
  visitor(): string
}

type ActorFor<E extends Endpoint> = E['may'] extends 'anyone' ? Actor | undefined : Actor

type Handlers<C extends Contract> = {
  [K in keyof C]: C[K] extends Endpoint
    ? (request: { actor: ActorFor<C[K]>; from: From } & Input<C[K]>) => Promise<Returned<Reply<C[K]>>>
    : never
}

/**
 * Serves a contract. An endpoint without a handler, or a handler without an endpoint, does not compile.
 * Fastify checks the input and strips the reply to the declared shape.
 */
export function routes<C extends Contract>(contract: C, handlers: Handlers<C>): FastifyPluginAsync {
  return async (app) => {
    for (const [key, endpoint] of Object.entries<Endpoint>(contract)) {
      const [method, url] = key.split(' ') as [HTTPMethods, string]
      const { may, summary, params, query, body, reply, status = 200 } = endpoint
      const handle = handlers[key as keyof C] as (request: unknown) => Promise<unknown>
      app.route({
        method,
        url,
        schema: {
          ...(summary && { summary }),
          tags: [url.split('/')[1] ?? ''],
          ...(params && { params }),
          ...(query && { querystring: query }),
          ...(body && { body }),
          response: { [status]: reply },
          ...(may !== 'anyone' && { security: [{ session: [] }] }),
        },
        config: { may },
        onRequest: app.permit(may),
        handler: async (request, response) =>
          response.code(status).send(
            await handle({
              actor: request.actor,
              params: request.params,
              query: request.query,
              body: request.body,
              from: fromOf(request, response),
            }),
          ),
      })
    }
  }
}

const fromOf = (request: FastifyRequest, reply: FastifyReply): From => ({
  address: request.ip,
  userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
  language: languageOf(request),
  idempotencyKey: headerOf(request, 'idempotency-key')?.slice(0, 200),
  keepSession: (token, expiresAt) => keepSession(reply, token, expiresAt),
  endSession: () => endSession(reply),
  visitor: () => visitorOf(request, reply),
})

function headerOf(request: FastifyRequest, name: string) {
  const value = request.headers[name]
  return typeof value === 'string' && value ? value : undefined
}
