import Fastify from 'fastify'
import { BadEnvironment, type Config } from './config.ts'
import { listen } from './listen.ts'
import { healthRoutes } from './operations/health.ts'
import { logAt } from './platform/log.ts'
import { type Own, wireWorker } from './wiring.ts'

/** Starts a part that works off what follows from events. In the embedded edition the server does this itself. */
export async function startWorker(config: Config, own: Own = {}) {
  if (config.edition === 'embedded')
    throw new BadEnvironment(
      '內嵌版的工作由 npm start 一併執行，不需另外啟動 worker。\nThe embedded edition works in the process of npm start; a worker is for production (DATABASE_URL, REDIS_URL …).',
    )
  const app = Fastify({ logger: logAt(config.logLevel) })
  const worker = await wireWorker(config, app.log, own)
  await app.register(healthRoutes(worker.deps))
  await worker.work()
  await listen(app, config)
  if (config.logLevel !== 'silent') console.log('OneWindow worker is ready')
  return {
    ...worker,
    async close() {
      await app.close()
      await worker.close()
    },
  }
}
