import Fastify from 'fastify'
import type { Exchange } from './port.ts'

/**
 * The adapter's process: follows an exchange and answers health checks. Without an exchange it has nothing to follow
 * and says so at `/health/live`.
 */
export async function startAdapter({
  host,
  port,
  exchange,
}: {
  host: string
  port: number
  exchange: Exchange | undefined
}) {
  const app = Fastify({ logger: false })
  app.get('/health/live', async () => ({ status: 'ok', exchange: exchange?.name ?? 'none' }))
  await app.listen({ host, port })
  return {
    async close() {
      await app.close()
      await exchange?.close()
    },
  }
}
