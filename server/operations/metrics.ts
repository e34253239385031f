import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { countDecided, countWaiting } from '../mail-in/transport/books.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { phoneMetrics } from './phone-metrics.ts'
import { searchMetrics } from './search-metrics.ts'

/** `/metrics` in Prometheus' text format. Labels carry route patterns, never a person's data. */
export function serveMetrics(
  app: FastifyInstance,
  { live, ...deps }: Pick<Deps, 'db' | 'live' | 'now' | 'telephony' | 'searchIndex'>,
) {
  const { db } = deps
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const answered = new Histogram({
    name: 'onewindow_http_request_duration_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const labels = { method: request.method, route, status: String(reply.statusCode) }
    answered.observe(labels, reply.elapsedTime / 1000)
    request.log.info(
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    )
  })
  gauge(registry, 'onewindow_desks_open', 'Desks connected to this server', async () => live.desks().length)
  gauge(registry, 'onewindow_outbox_events', 'Events whose reactions are not all done', () => countOutbox(db))
  gauge(registry, 'onewindow_mails_failed', 'Outgoing mails that failed', () => countMails(db, 'failed'))
  gauge(registry, 'onewindow_mails_bounced', 'Outgoing mails that came back', () => countMails(db, 'bounced'))
  gauge(registry, 'onewindow_mails_queued', 'Outgoing mails that wait to be sent', () =>
    countMails(db, 'queued'),
  )
  gauge(registry, 'onewindow_cases_live', 'Cases not closed, as last counted', () => countLive(db))
  gauge(registry, 'onewindow_mail_waiting', 'Received mails that wait to be dealt with', () =>
    countWaiting(db),
  )
  const decided = new Gauge({
    name: 'onewindow_mail_decided',
    help: 'Received mails by what became of them, as the books have it',
    labelNames: ['outcome'] as const,
    registers: [registry],
    async collect() {
      for (const [outcome, n] of Object.entries(await countDecided(db).catch(() => ({}))))
        decided.set({ outcome }, n)
    },
  })
  const lookAtPhone = phoneMetrics(registry, deps)
  const lookAtSearch = searchMetrics(registry, deps)
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    await Promise.all([lookAtPhone(), lookAtSearch()])
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

function gauge(registry: Registry, name: string, help: string, read: () => Promise<number>) {
  new Gauge({
    name,
    help,
    registers: [registry],
    // A database that is away leaves this figure out and lets the others be read.
    async collect() {
      this.set(await read().catch(() => Number.NaN))
    },
  })
}

const countOutbox = async (db: Db) =>
  (
    await db
      .selectFrom('outbox')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n

const countMails = async (db: Db, state: 'failed' | 'queued' | 'bounced') =>
  (
    await db
      .selectFrom('outgoingMails')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('state', '=', state)
      .executeTakeFirstOrThrow()
  ).n

const countLive = async (db: Db) =>
  Number(
    (
      await db
        .selectFrom('queueCounters')
        .select((e) => e.fn.sum<number>('n').as('n'))
        .executeTakeFirst()
    )?.n ?? 0,
  )
