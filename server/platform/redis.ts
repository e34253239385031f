import { Redis, type RedisOptions } from 'ioredis'

const LONGEST_REST_MS = 1000

type Patience = Pick<RedisOptions, 'maxRetriesPerRequest' | 'connectTimeout' | 'commandTimeout'>

/**
 * A connection to Redis that comes back within about a second after Redis does, however long it was away; left to
 * itself, the client waits longer each time. Its duplicates do as well.
 */
export function openRedis(url: string, onError: (error: Error) => void, patience: Patience): Redis {
  const retryStrategy = (times: number) => Math.min(times * 50, LONGEST_REST_MS)
  const redis = new Redis(url, { retryStrategy, ...patience })
  redis.on('error', onError)
  return redis
}
