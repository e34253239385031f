import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import {
  Queue as BullQueue,
  Worker as BullWorker,
  createPostgresBackend,
  runMigrations,
  withBackend,
} from 'bullmq'
import pg from 'pg'
import type { Deps } from '../deps.ts'
import { openRedis } from '../redis.ts'
import { ATTEMPTS, FIRST_RETRY_MS, type Job, type Queue, type Schedule } from './port.ts'

const NAME = 'onewindow'
const CONCURRENCY = 10
const PG_SCHEMA = 'bullmq'
const SCHEDULES_KEPT_EVERY_MS = 30_000
/** How long running jobs may take to finish when we are told to end. */
const CLOSING_MS = 5000
/** Longer than this nobody waits for Redis to take something. */
const LONGEST_MS = 3000

type OpenQueue = Pick<BullQueue, 'add' | 'upsertJobScheduler' | 'close' | 'on' | 'waitUntilReady'>

/** The parts of BullMQ that both backends share. */
type Backend = {
  /** Resolves at once when the store can be reached. @throws Error soon when it cannot */
  there(): Promise<unknown>
  /** Told whenever the store can be reached again, perhaps emptied. */
  onBack(listener: () => void): void
  newQueue(options: typeof OPTIONS): OpenQueue
  newWorker(run: (job: { name: string; data: unknown }) => Promise<void>): Pick<BullWorker, 'close' | 'on'>
  check(): Promise<void>
  close(): Promise<void>
}

// Neither a finished nor a failed job is kept: the outbox remembers what is not done, and must be able to add it again.
const OPTIONS = {
  defaultJobOptions: {
    attempts: ATTEMPTS,
    backoff: { type: 'exponential', delay: FIRST_RETRY_MS },
    removeOnComplete: true,
    removeOnFail: true,
  },
}
const WORKER = { concurrency: CONCURRENCY, lockDuration: 15_000, stalledInterval: 5000, maxStalledCount: 10 }

/** The production queue, on Redis. Adding fails soon when Redis is away, also at the start; working waits for it. */
export function redisQueue({ url, onError }: { url: string; onError: (error: Error) => void }): Queue {
  const producer = openRedis(url, onError, {
    maxRetriesPerRequest: 1,
    connectTimeout: LONGEST_MS,
    commandTimeout: LONGEST_MS,
  })
  const consumer = openRedis(url, onError, { maxRetriesPerRequest: null })
  // BullMQ would wait for its first connection for ever; whoever adds holds a transaction open meanwhile.
  let connecting: Promise<unknown> | undefined
  const connected = async () => {
    connecting ??= once(producer, 'ready', { signal: AbortSignal.timeout(LONGEST_MS) }).finally(() => {
      connecting = undefined
    })
    await connecting
  }
  return bullmq(
    {
      there: async () => {
        if (producer.status !== 'ready') await connected()
      },
      onBack: (listener) => void producer.on('ready', listener),
      newQueue: (options) => new BullQueue(NAME, { connection: producer, ...options }),
      newWorker: (run) => new BullWorker(NAME, run, { connection: consumer, ...WORKER }),
      check: async () => void (await producer.ping()),
      close: async () => {
        producer.disconnect()
        consumer.disconnect()
      },
    },
    onError,
  )
}

/** The embedded queue, on the product's own PostgreSQL: as durable, no second server. */
export async function postgresQueue({
  url,
  onError,
}: {
  url: string
  onError: (error: Error) => void
}): Promise<Queue> {
  const pool = new pg.Pool({
    connectionString: url,
    options: `-c search_path="${PG_SCHEMA}"`,
    max: 8,
    keepAlive: true,
  })
  pool.setMaxListeners(50)
  pool.on('error', onError)
  await migrateQueue(pool)
  const { Queue: PgQueue, Worker: PgWorker } = withBackend(createPostgresBackend)
  return bullmq(
    {
      there: async () => {},
      onBack: () => {},
      newQueue: (options) => new PgQueue(NAME, { connection: pool as never, ...options }) as never,
      newWorker: (run) => new PgWorker(NAME, run, { connection: pool as never, ...WORKER }) as never,
      check: async () => void (await pool.query('select 1')),
      close: () => pool.end(),
    },
    onError,
  )
}

async function migrateQueue(pool: pg.Pool) {
  const client = await pool.connect()
  try {
    await client.query(`create schema if not exists ${PG_SCHEMA}`)
    await runMigrations(client as never, PG_SCHEMA)
  } finally {
    client.release()
  }
}

function bullmq(backend: Backend, onError: (error: Error) => void): Queue {
  const queue = openOnce(backend, onError)
  let worker: Pick<BullWorker, 'close' | 'on'> | undefined
  let keeper: NodeJS.Timeout | undefined
  let closing: Promise<void> | undefined
  const close = async () => {
    clearInterval(keeper)
    // BullMQ waits for its store before it ends; what runs then is not lost, the outbox has it done again.
    const ended = Promise.resolve(worker?.close()).then(queue.close).catch(onError)
    await Promise.race([ended, wait(CLOSING_MS, undefined, { ref: false })])
    await backend.close()
  }
  return {
    async add({ name }, data, { id, delayMs = 0 } = {}) {
      const opened = await queue.opened()
      await opened.add(name, data, { delay: delayMs, ...(id && { jobId: id.replaceAll(':', '.') }) })
    },
    async work(jobs: readonly Job[], schedules: readonly Schedule[], deps: Deps) {
      const byName = new Map([...jobs, ...schedules.map((s) => s.job)].map((job) => [job.name, job]))
      worker = backend.newWorker(async ({ name, data }) => {
        const job = byName.get(name)
        if (!job) throw new Error(`no such job: ${name}`)
        await job.run(deps, data)
      })
      worker.on('failed', (job, error) => deps.log.warn({ err: error, job: job?.name }, 'job failed'))
      worker.on('error', onError)
      const keepSchedules = async () => {
        const opened = await queue.opened()
        for (const { job, everyMs } of schedules)
          await opened.upsertJobScheduler(job.name, { every: everyMs }, { name: job.name, data: {} })
      }
      const keep = () => keepSchedules().catch(onError)
      await keep()
      // Schedules live in the queue's store and are gone when it is emptied.
      backend.onBack(() => void keep())
      keeper = setInterval(keep, SCHEDULES_KEPT_EVERY_MS)
    },
    check: backend.check,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** Opens BullMQ's queue when it is first needed and its store is there: one that fails to open never recovers. */
function openOnce(backend: Backend, onError: (error: Error) => void) {
  let opening: Promise<OpenQueue> | undefined
  const open = async () => {
    const queue = backend.newQueue(OPTIONS)
    queue.on('error', onError)
    await queue.waitUntilReady()
    return queue
  }
  return {
    async opened() {
      await backend.there()
      opening ??= open().catch((error) => {
        opening = undefined
        throw error
      })
      return opening
    },
    close: async () => (await opening?.catch(() => undefined))?.close(),
  }
}
