import type { TestProject } from 'vitest/node'
import { startPostgres } from './services/postgres.ts'
import { startRedis } from './services/redis.ts'
import { makeTemplate } from './services/template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server on which databases may be made and dropped. */
    postgresUrl: string
    /** The name of a migrated database on it, to be cloned. */
    template: string
    /** A Redis server; empty where this machine has none. */
    redisUrl: string
  }
}

/**
 * Before the first test: brings up the servers, tells the tests where they are, and ends them after the last.
 * A server named by `TEST_DATABASE_URL` or `TEST_REDIS_URL` is used as it is and left running.
 */
export default async function bringUp(project: TestProject) {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  const endAll = async () => {
    await Promise.all([postgres.stop(), redis?.stop()])
  }
  try {
    project.provide('postgresUrl', postgres.url)
    project.provide('redisUrl', redis?.url ?? '')
    project.provide('template', await makeTemplate(postgres.url))
  } catch (error) {
    await endAll()
    throw error
  }
  return endAll
}
