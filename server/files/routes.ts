import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../platform/deps.ts'
import { routes } from '../platform/http/routes.ts'
import { filesApi } from './api.ts'
import { ATTACHMENT_RULES } from './attachment-rules.ts'
import { dropHeld, listHeld, releaseHeld } from './held-files.ts'
import { uploadRoutes } from './uploads/routes.ts'

/** What may be attached, the way to upload it, and what is held back. Contents are served by `server/intake/downloads.ts`. */
export const fileRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'now' | 'log'>): FastifyPluginAsync =>
  async (app) => {
    await app.register(
      routes(filesApi, {
        'GET /attachment-rules': async () => ATTACHMENT_RULES,
        'GET /held-files': () => listHeld(deps.db),
        'POST /files/:fileId/release': ({ actor, params, from }) =>
          releaseHeld(deps, { ...params, actor, address: from.address }),
        'POST /files/:fileId/drop': ({ actor, params, from }) =>
          dropHeld(deps, { ...params, actor, address: from.address }),
      }),
    )
    await app.register(uploadRoutes(deps))
  }
