import { Worker } from 'node:worker_threads'
import type { ReadMail } from '../read-mail.ts'

/** What the process that reads mails tells the one that asked. */
export type Told = { ready: true } | { mail: ReadMail } | { failed: string }

/** From this size on, what a mail leaves behind is cleared away at once: the next one needs the room. */
const LARGE = 4 * 1024 * 1024

/** Reads the mails that the process above sends, one after the other, until it is gone. */
export function serveMails(read: (bytes: Uint8Array) => Promise<ReadMail>) {
  const [parent, memoryMb] = process.argv.slice(2).map(Number)
  const tell = (told: Told) => process.send?.(told)

  // Whoever started us ends us; what is told to our whole group does not concern us.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
  process.on('disconnect', () => process.exit())

  process.on('message', async (bytes: Uint8Array) => {
    try {
      tell({ mail: await read(bytes) })
    } catch (error) {
      tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
    if (bytes.length > LARGE) globalThis.gc?.()
  })

  const watch = new Worker(new URL('./reader-watch.ts', import.meta.url), {
    workerData: { parent, memoryMb },
    execArgv: [],
  })
  watch.unref()
  tell({ ready: true })
}
