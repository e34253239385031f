import Fastify from 'fastify'
import type { Config } from './config.ts'

/** Starts the telephony adapter's process. It has no exchange to follow yet, says so, and answers its health check. */
export async function startTelephony(config: Config) {
  const app = Fastify({ logger: { level: config.logLevel } })
  app.get('/health/live', async () => ({ status: 'ok', exchange: 'none' }))
  await app.listen({ host: config.host, port: config.port })
  console.log('OneWindow telephony: no exchange is configured; there is nothing to follow.')
  return { close: async () => void (await app.close()) }
}
