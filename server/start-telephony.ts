import { startAdapter } from '../telephony-adapter/adapter.ts'
import type { Config } from './config.ts'

/** Starts the telephony adapter's process. No exchange can be configured yet: it says so and keeps its place. */
export async function startTelephony({ host, port, logLevel }: Config) {
  const adapter = await startAdapter({ host, port, exchange: undefined })
  if (logLevel !== 'silent')
    console.log('OneWindow telephony: no exchange is configured; there is nothing to follow.')
  return adapter
}
