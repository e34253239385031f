import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import type { Adapter } from '../adapter.ts'
import type { Plan } from '../plan.ts'
import type { Command } from '../port.ts'
import { serveEvents } from './events-socket.ts'
import { keyChecker } from './key.ts'
import { serveMetrics } from './metrics.ts'
import { HEARTBEAT_MS, MEDIA_NAME } from './protocol.ts'

/** A plan holds every agent and every line for days. */
const BODY_LIMIT_BYTES = 32 * 1024 * 1024
/** What anybody near may ask: whether it lives, and its figures. No number of anybody is in them. */
const OPEN = ['/health/live', '/health/ready', '/metrics']

type Options = {
  adapter: Adapter
  /** Shared with the server; every request but those for health and figures carries it. */
  key: string
  logger?: FastifyServerOptions['logger']
  heartbeatMs?: number
}

/** The adapter over the network, for `remoteTelephony`. It does not listen yet; closing it leaves the adapter open. */
export function telephonyApp({ adapter, key, logger, heartbeatMs = HEARTBEAT_MS }: Options): FastifyInstance {
  const app = Fastify({
    logger: logger ?? false,
    bodyLimit: BODY_LIMIT_BYTES,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  })
  const isAllowed = keyChecker(key)
  app.addHook('onRequest', async (request, reply) => {
    const isOpen = OPEN.includes(request.routeOptions.url ?? '')
    if (!isOpen && !isAllowed(request.headers.authorization)) return reply.code(401).send({ refused: 'key' })
  })

  app.get('/health/live', async () => ({ status: 'ok' }))
  app.get('/health/ready', async (_request, reply) => {
    const health = adapter.health()
    return reply.code(health.status === 'unavailable' ? 503 : 200).send(health)
  })
  app.get('/spool', async () => ({ spoolId: await adapter.spoolId() }))
  app.get('/snapshot', () => adapter.snapshot())
  app.post<{ Body: Command }>('/commands', { schema: { body: COMMAND } }, ({ body }) => adapter.order(body))
  app.put<{ Body: Plan }>('/plan', { schema: { body: PLAN } }, async ({ body }, reply) => {
    await adapter.keepPlan(body)
    return reply.code(204).send()
  })
  app.get<{ Params: { name: string } }>('/media/:name', async ({ params: { name } }, reply) => {
    const media = MEDIA_NAME.test(name) ? await adapter.fetch(name) : undefined
    if (!media) return reply.code(404).send({ refused: 'not-found' })
    return reply.type('application/octet-stream').send(media)
  })
  app.get<{ Querystring: { from: string; to: string } }>(
    '/records',
    { schema: { querystring: BETWEEN } },
    ({ query }) => adapter.records(new Date(query.from), new Date(query.to)),
  )

  const events = serveEvents(app.server, adapter, { isAllowed, heartbeatMs, log: app.log })
  serveMetrics(app, adapter, events.followers)
  app.addHook('preClose', async () => events.close())
  return app
}

const Instant = { type: 'string', format: 'date-time' }
const BETWEEN = { type: 'object', required: ['from', 'to'], properties: { from: Instant, to: Instant } }
const COMMAND = {
  type: 'object',
  required: ['commandId', 'do'],
  properties: {
    commandId: { type: 'string', minLength: 1, maxLength: 200 },
    do: { type: 'string', minLength: 1, maxLength: 40 },
  },
}
const PLAN = {
  type: 'object',
  required: ['version', 'madeAt', 'lines', 'agents', 'waiting', 'survey', 'dialling'],
  properties: { version: { type: 'integer' }, madeAt: Instant },
}
