import type { FastifyPluginAsync } from 'fastify'
import type { Actor } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import { type From, routes } from '../../platform/http/routes.ts'
import type { Id } from '../../platform/values.ts'
import { importsApi } from './api.ts'
import { beginImport, readOtherwise } from './begin.ts'
import { cancelImport, checkImport, runImport, undoImport } from './commands.ts'
import { failedRowsRoute } from './failed-rows/download.ts'
import { listMoves, listRows } from './list-rows.ts'
import { listImports, readImport } from './queries.ts'

type Asked = { actor: Actor; from: From; params: { importId: Id<'import'> } }

export const importRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>): FastifyPluginAsync =>
  async (app) => {
    const asItIs = (actor: Actor, id: Id<'import'>, { language }: From) =>
      readImport(deps.db, actor, id, { language, at: deps.now() })
    /** Does something with an import and shows how it then stands. */
    const after = async ({ actor, from, params }: Asked, work: Promise<unknown>) => {
      await work
      return asItIs(actor, params.importId, from)
    }
    const by = ({ actor, from }: Asked) => ({ actor, address: from.address })
    await app.register(failedRowsRoute(deps))
    await app.register(
      routes(importsApi, {
        'GET /imports': ({ actor }) => listImports(deps.db, actor),
        'POST /imports': async ({ actor, from, body }) =>
          asItIs(actor, await beginImport(deps, { actor, address: from.address }, body), from),
        'GET /imports/:importId': ({ actor, from, params }) => asItIs(actor, params.importId, from),
        'PUT /imports/:importId/reading': (asked) =>
          after(asked, readOtherwise(deps, asked.actor, asked.params.importId, asked.body)),
        'POST /imports/:importId/check': (asked) =>
          after(asked, checkImport(deps, asked.actor, asked.params.importId)),
        'POST /imports/:importId/run': (asked) =>
          after(asked, runImport(deps, by(asked), asked.params.importId, asked.body)),
        'POST /imports/:importId/cancel': (asked) =>
          after(asked, cancelImport(deps, by(asked), asked.params.importId)),
        'POST /imports/:importId/undo': (asked) =>
          after(asked, undoImport(deps, by(asked), asked.params.importId)),
        'GET /imports/:importId/rows': ({ actor, from, params, query }) =>
          listRows(deps.db, actor, params.importId, { ...query, language: from.language }),
        'GET /imports/:importId/moves': ({ actor, from, params }) =>
          listMoves(deps.db, actor, params.importId, from.language),
      }),
    )
  }
