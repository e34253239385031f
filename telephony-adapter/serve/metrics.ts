import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Adapter } from '../adapter.ts'

const STATES = ['up', 'degraded', 'down', 'replaced'] as const

/** `/metrics` in Prometheus' text format. Labels are names of exchanges, never numbers of people. */
export function serveMetrics(app: FastifyInstance, adapter: Adapter, followers: () => number) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  gauge(
    'onewindow_telephony_events_total',
    'Number of the newest event',
    () => adapter.health().spool.lastSeq,
  )
  gauge(
    'onewindow_telephony_events_unacknowledged',
    'Events that the server has not acknowledged',
    () => adapter.health().spool.unacknowledged,
  )
  gauge('onewindow_telephony_spool_failing', '1 while the disk takes no events', () =>
    adapter.health().spool.fault === null ? 0 : 1,
  )
  gauge('onewindow_telephony_followers', 'Connections that follow', followers)
  gauge('onewindow_telephony_server_away', '1 while the adapter distributes calls itself', () =>
    adapter.health().server === 'away' ? 1 : 0,
  )
  gauge('onewindow_telephony_calls_live', 'Calls that live now', () => adapter.health().liveCalls)
  new Gauge({
    name: 'onewindow_telephony_exchange_state',
    help: '1 for the state in which each exchange is',
    labelNames: ['exchange', 'site', 'state', 'simulated'] as const,
    registers: [registry],
    collect() {
      for (const { exchange, site, state, isSimulated } of adapter.health().exchanges)
        for (const each of STATES)
          this.set({ exchange, site, state: each, simulated: String(isSimulated) }, each === state ? 1 : 0)
    },
  })
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}
