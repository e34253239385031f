import {
  Queue as BullQueue,
  Worker as BullWorker,
  createPostgresBackend,
  runMigrations,
  withBackend,
} from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { Deps } from '../deps.ts'
import { ATTEMPTS, FIRST_RETRY_MS, type Job, type Queue, type Schedule } from './port.ts'

const NAME = 'onewindow'
const CONCURRENCY = 10
const PG_SCHEMA = 'bullmq'
const SCHEDULES_KEPT_EVERY_MS = 30_000

/** The parts of BullMQ that both backends share. */
type Backend = {
  newQueue(
    options: typeof OPTIONS,
  ): Pick<BullQueue, 'add' | 'upsertJobScheduler' | 'close' | 'on' | 'waitUntilReady'>
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

/** The production queue, on Redis. Adding fails fast when Redis is away; working waits for it. */
export function redisQueue({ url, onError }: { url: string; onError: (error: Error) => void }): Queue {
  const producer = new Redis(url, { maxRetriesPerRequest: 1, connectTimeout: 3000 })
  const consumer = new Redis(url, { maxRetriesPerRequest: null })
  for (const connection of [producer, consumer]) connection.on('error', onError)
  return bullmq(
    {
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
  const queue = backend.newQueue(OPTIONS)
  queue.on('error', onError)
  let worker: Pick<BullWorker, 'close' | 'on'> | undefined
  let keeper: NodeJS.Timeout | undefined
  return {
    async add({ name }, data, { id, delayMs = 0 } = {}) {
      await queue.add(name, data, { delay: delayMs, ...(id && { jobId: id.replaceAll(':', '.') }) })
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
        for (const { job, everyMs } of schedules)
          await queue.upsertJobScheduler(job.name, { every: everyMs }, { name: job.name, data: {} })
      }
      await keepSchedules()
      // Schedules live in the queue's store and are gone when it is emptied.
      keeper = setInterval(() => void keepSchedules().catch(onError), SCHEDULES_KEPT_EVERY_MS)
    },
    check: backend.check,
    async close() {
      clearInterval(keeper)
      await worker?.close()
      await queue.close()
      await backend.close()
    },
  }
}
