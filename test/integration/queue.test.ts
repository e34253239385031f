import { Type } from 'typebox'
import { describe, expect, inject, vi } from 'vitest'
import type { Deps } from '../../server/platform/deps.ts'
import { postgresQueue, redisQueue } from '../../server/platform/queue/bullmq.ts'
import { jobOf, type Queue } from '../../server/platform/queue/port.ts'
import { every } from '../../server/platform/queue/schedule.ts'
import { newId } from '../../server/platform/values.ts'
import { test } from '../support/database.ts'
import { freshRedis } from '../support/redis.ts'

const quiet = { warn: () => {}, error: () => {}, info: () => {} }
const deps = { log: quiet } as unknown as Deps
const onError = () => {}
const Word = Type.Object({ word: Type.String() })

const adapters: Record<string, (databaseUrl: string) => Promise<Queue>> = {
  PostgreSQL: (databaseUrl) => postgresQueue({ url: databaseUrl, onError }),
  Redis: async () => redisQueue({ url: await freshRedis(), onError }),
}

const withQueue = async (open: () => Promise<Queue>, use: (queue: Queue) => Promise<void>) => {
  const queue = await open()
  try {
    await use(queue)
  } finally {
    await queue.close()
  }
}

describe.each(Object.entries(adapters))('the queue on %s', (_name, open) => {
  test('runs work once, however often it is added under the same id', async ({ databaseUrl }) => {
    await withQueue(
      () => open(databaseUrl),
      async (queue) => {
        const said: string[] = []
        const job = jobOf(`say-${newId()}`, Word, async (_deps, { word }) => said.push(word))
        await queue.add(job, { word: '掛號' }, { id: job.name })
        await queue.add(job, { word: '掛號' }, { id: job.name })
        await queue.work([job], [], deps)
        await queue.add(job, { word: '結案' })
        await vi.waitFor(() => expect(said.toSorted()).toEqual(['掛號', '結案']), 10_000)
      },
    )
  })

  test('tries failing work again, and lets the same id be added again once it has given up', async ({
    databaseUrl,
  }) => {
    await withQueue(
      () => open(databaseUrl),
      async (queue) => {
        let tries = 0
        const job = jobOf(`flaky-${newId()}`, Type.Object({}), async () => {
          tries += 1
          if (tries <= 3) throw new Error('not yet')
        })
        await queue.work([job], [], deps)
        await queue.add(job, {}, { id: job.name })
        await vi.waitFor(() => expect(tries).toBe(3), 10_000)
        await vi.waitFor(async () => {
          await queue.add(job, {}, { id: job.name })
          expect(tries).toBeGreaterThan(3)
        }, 10_000)
      },
    )
  })

  test('keeps delayed work until it is due', async ({ databaseUrl }) => {
    await withQueue(
      () => open(databaseUrl),
      async (queue) => {
        const order: string[] = []
        const job = jobOf(`later-${newId()}`, Word, async (_deps, { word }) => order.push(word))
        await queue.work([job], [], deps)
        await queue.add(job, { word: 'later' }, { delayMs: 700 })
        await queue.add(job, { word: 'now' })
        await vi.waitFor(() => expect(order).toEqual(['now', 'later']), 10_000)
      },
    )
  })

  test('does by the clock what is scheduled', async ({ databaseUrl }) => {
    await withQueue(
      () => open(databaseUrl),
      async (queue) => {
        let rounds = 0
        const name = `round-${newId()}`
        await queue.work([], [every(200, name, async () => (rounds += 1))], deps)
        await vi.waitFor(() => expect(rounds).toBeGreaterThan(1), 10_000)
      },
    )
  })
})

test('these tests reach a real Redis', () => {
  expect(inject('redisUrl')).toMatch(/^redis:/)
})
