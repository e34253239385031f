import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { crawlerRoutes } from './crawler-routes.ts'
import { knowledgeFeedRoutes } from './feed-routes.ts'
import { openDataRoutes } from './open-data-routes.ts'
import { widgetScriptRoutes } from './widget-script.ts'

/** What everybody may take of Q&A, beside the pages: feeds, open data, what search engines read, and the widget. */
export const knowledgeOpenRoutes =
  (deps: Pick<Deps, 'db' | 'now' | 'publicUrl'>): FastifyPluginAsync =>
  async (app) => {
    await app.register(knowledgeFeedRoutes(deps))
    await app.register(openDataRoutes(deps))
    await app.register(crawlerRoutes(deps))
    await app.register(widgetScriptRoutes)
  }
