import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../platform/deps.ts'
import { routes } from '../platform/http/routes.ts'
import { filesApi } from './api.ts'
import { ATTACHMENT_RULES } from './attachment-rules.ts'
import { uploadRoutes } from './uploads/routes.ts'

/** What may be attached, and the way to upload it. Contents are served by `server/intake/downloads.ts`. */
export const fileRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now' | 'log'>): FastifyPluginAsync =>
  async (app) => {
    await app.register(routes(filesApi, { 'GET /attachment-rules': async () => ATTACHMENT_RULES }))
    await app.register(uploadRoutes(deps))
  }
