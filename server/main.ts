import { setTimeout as wait } from 'node:timers/promises'
import { SpoolInUse } from '../telephony-adapter/spool/lock.ts'
import { BadEnvironment, readConfig } from './config.ts'
import { DataDirectoryInUse } from './platform/database/embedded-lock.ts'
import { startServer } from './start-server.ts'
import { startTelephony } from './start-telephony.ts'
import { startWorker } from './start-worker.ts'

const ROLES = { server: startServer, worker: startWorker, telephony: startTelephony }
const role = process.argv[2] ?? 'server'

/** Told to end while still starting, we wait this long for the start, so that nothing that it started is left behind. */
const PATIENCE_MS = 20_000
/** And so long for its parts to end: whoever told us to would kill us then, and hear nothing of it. */
const CLOSING_MS = 30_000

function start() {
  if (!(role in ROLES))
    throw new BadEnvironment(`There is no part called ${role}; use one of: ${Object.keys(ROLES)}.`)
  const known = role as keyof typeof ROLES
  return ROLES[known](readConfig(process.env, known))
}

async function endOnSignal(starting: ReturnType<typeof start>) {
  const running = await Promise.race([starting, wait(PATIENCE_MS)]).catch(() => undefined)
  if (!running) process.exit(1)
  const isClosed = await Promise.race([running.close().then(() => true), wait(CLOSING_MS)])
  if (!isClosed)
    console.error(
      '結束時有部分程式逾時未回應，已強制結束；已寫入資料庫的內容不受影響，下次啟動會接續處理。\nNot everything ended in time; what is in the database is kept, and the next start goes on.',
    )
  process.exit(isClosed ? 0 : 1)
}

try {
  const starting = start()
  let ending = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (ending) return
      ending = true
      void endOnSignal(starting)
    })
  await starting
} catch (error) {
  const isForPeople = [BadEnvironment, DataDirectoryInUse, SpoolInUse].some((kind) => error instanceof kind)
  if (!isForPeople) throw error
  console.error((error as Error).message)
  process.exit(1)
}
