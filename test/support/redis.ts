import { Redis } from 'ioredis'
import { inject } from 'vitest'

/**
 * The address of an empty Redis database that no other test file uses.
 * Fails where this machine has no Redis: `npm test` brings one.
 */
export async function freshRedis(): Promise<string> {
  const server = inject('redisUrl')
  if (!server) {
    throw new Error('This test needs Redis: run it with `npm test -- <file>`, or set TEST_REDIS_URL.')
  }
  const counter = new Redis(server)
  try {
    const [, databases] = (await counter.config('GET', 'databases')) as [string, string]
    const next = 1 + ((await counter.incr('onewindow-tests:next')) % (Number(databases) - 1))
    await counter.select(next)
    await counter.flushdb()
    return Object.assign(new URL(server), { pathname: `/${next}` }).href
  } finally {
    counter.disconnect()
  }
}
