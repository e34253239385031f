import type { FastifyPluginAsync } from 'fastify'
import type { Actor } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { searchIndexApi } from './api.ts'
import { retryParked } from './outbox.ts'
import { readOverview } from './overview.ts'
import { wantRebuild } from './state.ts'

export function searchIndexRoutes(deps: Pick<Deps, 'db' | 'now' | 'searchIndex'>): FastifyPluginAsync {
  const { db, now } = deps
  const audit = (trx: Trx, actor: Actor, address: string, action: string) =>
    record(trx, { actorId: actor.id, action, subject: 'search-index', address, at: now() })
  return routes(searchIndexApi, {
    'GET /search-index': () => readOverview(deps),
    'POST /search-index/rebuild': async ({ actor, from }) => {
      await transact(db, async (trx) => {
        await wantRebuild(trx)
        await audit(trx, actor, from.address, 'search-index-rebuild')
      })
      return readOverview(deps)
    },
    'POST /search-index/parked/retry': ({ actor, from }) =>
      transact(db, async (trx) => {
        const retried = await retryParked(trx)
        await audit(trx, actor, from.address, 'search-index-retry')
        return { retried }
      }),
  })
}
