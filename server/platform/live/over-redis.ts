import { createAdapter } from '@socket.io/redis-streams-adapter'
import { openRedis } from '../redis.ts'

/** Longer than this no page waits for the other servers to be told. */
const LONGEST_MS = 2000

/**
 * Carries hints between servers over a Redis stream. While Redis is away each server goes on by itself: what it would
 * have told the others is lost (they are told by the outbox when Redis is back), and nothing waits or fails for it.
 */
export function overRedis(url: string, onError: (error: Error) => void) {
  const redis = openRedis(url, onError, { maxRetriesPerRequest: 0, commandTimeout: LONGEST_MS })
  let away = false
  redis.on('close', () => {
    away = true
  })
  redis.on('ready', () => {
    away = false
  })
  // The adapter sends these without looking at their answer: a refusal that nobody catches would end the process.
  for (const command of ['publish', 'spublish', 'set'] as const) {
    const send = redis[command].bind(redis) as (...sent: unknown[]) => Promise<unknown>
    Object.assign(redis, {
      [command]: (...sent: unknown[]) => send(...sent).catch(() => null),
    })
  }
  // Those that listen wait for Redis however long it takes, and subscribe again.
  Object.assign(redis, {
    duplicate: () => openRedis(url, () => {}, { maxRetriesPerRequest: null }),
  })
  return {
    adapter: createAdapter(redis),
    /** Whether Redis cannot be reached: then nobody but this server's pages can be told. */
    isAway: () => away,
    close: () => redis.disconnect(),
  }
}
