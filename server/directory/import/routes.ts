import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { importsApi } from './api.ts'
import { importsAsked } from './asked.ts'
import { failedRowsRoute } from './failed-rows/download.ts'
import { listMoves } from './list-rows.ts'
import { directoryScope } from './subjects/subjects.ts'

export const importRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>): FastifyPluginAsync =>
  async (app) => {
    const imports = importsAsked(deps, directoryScope)
    await app.register(failedRowsRoute(deps, directoryScope, { path: '/imports', may: 'directory:write' }))
    await app.register(
      routes(importsApi, {
        'GET /imports': imports.list,
        'POST /imports': (asked) => imports.begin(asked, asked.body),
        'GET /imports/:importId': imports.read,
        'PUT /imports/:importId/reading': imports.readOtherwise,
        'POST /imports/:importId/check': imports.check,
        'POST /imports/:importId/run': (asked) => imports.run(asked, asked.body),
        'POST /imports/:importId/pause': imports.pause,
        'POST /imports/:importId/resume': imports.resume,
        'POST /imports/:importId/cancel': imports.cancel,
        'POST /imports/:importId/undo': imports.undo,
        'GET /imports/:importId/rows': imports.rows,
        'GET /imports/:importId/moves': ({ actor, params, from }) =>
          listMoves(deps.db, directoryScope, actor, params.importId, from.language),
      }),
    )
  }
