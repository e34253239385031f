import type { FastifyPluginAsync } from 'fastify'
import { sql } from 'kysely'
import { checkCallBooks } from '../calls/books/books.ts'
import { checkTelephony } from '../calls/follow/telephony-link.ts'
import { checkMailIn } from '../mail-in/transport/books.ts'
import type { Deps } from '../platform/deps.ts'

type PartName = 'database' | 'queue' | 'mail' | 'mail-in' | 'files' | 'scanner' | 'telephony' | 'search'
type PartState = { state: 'up' | 'down'; since: string }
type Watched = Pick<
  Deps,
  'db' | 'queue' | 'mail' | 'files' | 'scanner' | 'now' | 'telephony' | 'simulatedWorlds' | 'searchIndex'
>

const PATIENCE_MS = 1500

/**
 * `/health/live`: the process answers. `/health/ready`: 200 while people can be served, also when a part is degraded
 * (its work waits and catches up); 503 only without the database. Says which part is down, and since when.
 */
export const healthRoutes =
  (deps: Watched): FastifyPluginAsync =>
  async (app) => {
    const watch = watchParts(deps)
    app.get('/health/live', { schema: { hide: true } }, async () => ({ status: 'ok' }))
    app.get('/health/ready', { schema: { hide: true } }, async (_request, reply) => {
      const parts = await watch()
      const down = Object.values(parts).filter((part) => part.state === 'down')
      const status = parts.database.state === 'down' ? 'unavailable' : down.length > 0 ? 'degraded' : 'ok'
      const isSimulated = deps.simulatedWorlds.length > 0
      return reply
        .code(status === 'unavailable' ? 503 : 200)
        .send({ status, parts, ...(isSimulated && { simulated: ['telephony'] }) })
    })
  }

function watchParts({ db, queue, mail, files, scanner, now, telephony, searchIndex }: Watched) {
  const checks: Record<PartName, () => Promise<unknown>> = {
    database: () => sql`select 1`.execute(db),
    queue: () => queue.check(),
    mail: () => mail.check(),
    files: () => files.check(),
    'mail-in': () => checkMailIn({ db, now }),
    scanner: () => scanner.check(),
    search: () => searchIndex.check(),
    telephony: async () => {
      await checkTelephony({ db, now, telephony })
      await checkCallBooks({ db, now })
    },
  }
  const known = {} as Record<PartName, PartState>
  return async () => {
    await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const state = await answers(check)
        if (known[name as PartName]?.state !== state)
          known[name as PartName] = { state, since: now().toISOString() }
      }),
    )
    return known
  }
}

/** A part that hangs is as good as down. */
async function answers(check: () => Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'down'>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'down')
  })
  const answer = check().then(
    () => 'up' as const,
    () => 'down' as const,
  )
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
