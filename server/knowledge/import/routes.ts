import type { FastifyPluginAsync } from 'fastify'
import { importsAsked } from '../../directory/import/asked.ts'
import { failedRowsRoute } from '../../directory/import/failed-rows/download.ts'
import { type Actor, demand } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { knowledgeImportsApi } from './api.ts'
import { knowledgeScope } from './kind.ts'
import { templateRoute } from './template.ts'

const PLACE = { path: '/knowledge-imports', may: 'knowledge:review' } as const

/** Tables of entries brought into Q&A. Whoever brings them sees what is there: that takes being staff as well. */
export const knowledgeImportRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>): FastifyPluginAsync =>
  async (app) => {
    const imports = importsAsked(deps, knowledgeScope)
    app.addHook('preHandler', async ({ actor }) => demand(actor as Actor, 'knowledge:read-internal'))
    await app.register(failedRowsRoute(deps, knowledgeScope, PLACE))
    await app.register(templateRoute(PLACE))
    await app.register(
      routes(knowledgeImportsApi, {
        'GET /knowledge-imports': imports.list,
        'POST /knowledge-imports': (asked) => imports.begin(asked, { ...asked.body, subject: 'knowledge' }),
        'GET /knowledge-imports/:importId': imports.read,
        'PUT /knowledge-imports/:importId/reading': imports.readOtherwise,
        'POST /knowledge-imports/:importId/check': imports.check,
        'POST /knowledge-imports/:importId/run': (asked) => imports.run(asked, asked.body),
        'POST /knowledge-imports/:importId/pause': imports.pause,
        'POST /knowledge-imports/:importId/resume': imports.resume,
        'POST /knowledge-imports/:importId/cancel': imports.cancel,
        'POST /knowledge-imports/:importId/undo': imports.undo,
        'GET /knowledge-imports/:importId/rows': imports.rows,
      }),
    )
  }
