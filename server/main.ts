import { BadEnvironment, readConfig } from './config.ts'
import { DataDirectoryInUse } from './platform/database/embedded-lock.ts'
import { startServer } from './start-server.ts'
import { startTelephony } from './start-telephony.ts'
import { startWorker } from './start-worker.ts'

const ROLES = { server: startServer, worker: startWorker, telephony: startTelephony }
const role = process.argv[2] ?? 'server'

try {
  if (!(role in ROLES))
    throw new BadEnvironment(`There is no part called ${role}; use one of: ${Object.keys(ROLES)}.`)
  const running = await ROLES[role as keyof typeof ROLES](readConfig(process.env))
  let closing = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, async () => {
      if (closing) return
      closing = true
      await running.close()
      process.exit(0)
    })
} catch (error) {
  if (!(error instanceof BadEnvironment || error instanceof DataDirectoryInUse)) throw error
  console.error(error.message)
  process.exit(1)
}
