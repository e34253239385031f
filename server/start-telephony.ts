import Fastify from 'fastify'
import type { Config } from './config.ts'
import { listen } from './listen.ts'
import { openAdapterOf } from './open-telephony.ts'
import { logAt } from './platform/log.ts'

/**
 * Starts the adapter's process: it follows the exchanges and serves `remoteTelephony`. Where no exchange is configured
 * it says so, keeps its place and answers that it lives.
 */
export async function startTelephony(config: Config) {
  const { telephony, logLevel } = config
  if (telephony.use === 'none' || telephony.use === 'remote') return keepPlace(config)
  // `readConfig` lets this part have exchanges only with a key.
  const key = telephony.key!
  // Its log is there before what logs.
  const { log } = Fastify({ logger: logAt(logLevel) })
  const { adapter } = await openAdapterOf({ telephony, dataDir: config.dataDir }, log)
  const { telephonyApp } = await import('../telephony-adapter/serve/app.ts')
  const app = telephonyApp({ adapter, key, logger: logAt(logLevel) })
  await listen(app, config)
  if (logLevel !== 'silent')
    console.log(
      `OneWindow telephony follows ${adapter
        .health()
        .exchanges.map(({ exchange }) => exchange)
        .join(', ')}`,
    )
  return {
    async close() {
      await app.close()
      await adapter.close()
    },
  }
}

async function keepPlace(config: Config) {
  const app = Fastify({ logger: false })
  app.get('/health/live', async () => ({ status: 'ok', exchange: 'none' }))
  await listen(app, config)
  if (config.logLevel !== 'silent')
    console.log('OneWindow telephony: no exchange is configured; there is nothing to follow.')
  return app
}
