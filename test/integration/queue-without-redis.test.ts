import { expect, test, vi } from 'vitest'
import { freePort } from '../../server/platform/database/embedded-postmaster.ts'
import type { Deps } from '../../server/platform/deps.ts'
import { redisQueue } from '../../server/platform/queue/bullmq.ts'
import { every } from '../../server/platform/queue/schedule.ts'
import { startOwnRedis } from '../support/services/redis.ts'

const deps = { log: { warn: () => {} } } as unknown as Deps

test('a queue whose Redis is away at the start refuses soon, works when it is there, and again when it comes back empty, and ends without it', async () => {
  const port = await freePort()
  const queue = redisQueue({ url: `redis://127.0.0.1:${port}`, onError: () => {} })
  const said: unknown[] = []
  let rounds = 0
  const job = { name: 'say', run: async (_deps: Deps, word: unknown) => said.push(word) }
  const schedule = every(200, 'round', async () => (rounds += 1))

  await expect(queue.add(job, 'lost')).rejects.toThrow()
  await expect(queue.check()).rejects.toThrow()
  await queue.work([job], [schedule], deps)
  expect(rounds).toBe(0)

  for (const word of ['first', 'second']) {
    const redis = await startOwnRedis({ port })
    await vi.waitFor(() => queue.add(job, word, { id: word }), 5000)
    await vi.waitFor(() => expect(said).toContain(word), 5000)
    const before = rounds
    await vi.waitFor(() => expect(rounds).toBeGreaterThan(before), 5000)
    await queue.check()
    await redis!.stop()
    await expect(queue.add(job, 'lost')).rejects.toThrow()
  }
  expect(said).toEqual(['first', 'second'])
  await queue.close()
})
