import type { FastifyPluginAsync } from 'fastify'
import { readCase } from '../cases/queries.ts'
import { listHeld } from '../files/held-files.ts'
import { readPages } from '../files/pages/read-pages.ts'
import { answersOf } from '../knowledge/at-case/answers.ts'
import type { Deps } from '../platform/deps.ts'
import { routes } from '../platform/http/routes.ts'
import { intakeApi } from './api.ts'
import { downloadRoutes, fileFor } from './downloads.ts'
import { filePageRoutes } from './file-pages.ts'
import { listMyCases, similarToMine } from './my-cases.ts'
import { openProgress } from './open-progress.ts'
import { addInformation, readProgress, reopen, verify, withdraw } from './progress.ts'
import { receiveForm } from './receive-form.ts'
import { receiveWalkIn } from './receive-walk-in.ts'
import { readServiceStatus } from './service-status.ts'

/** What people file and follow, and the files of their cases. */
export const intakeRoutes =
  (deps: Pick<Deps, 'db' | 'now' | 'secrets' | 'files' | 'log'>): FastifyPluginAsync =>
  async (app) => {
    await app.register(intakeEndpoints(deps))
    await app.register(downloadRoutes(deps))
    await app.register(filePageRoutes(deps))
  }

const intakeEndpoints = (deps: Pick<Deps, 'db' | 'now' | 'secrets' | 'files'>) =>
  routes(intakeApi, {
    'POST /cases': ({ actor, body, from }) => receiveForm(deps, actor, body, from),
    'POST /walk-ins': ({ actor, body, from }) => receiveWalkIn(deps, actor, body, from),
    'GET /my/cases': ({ actor, query }) => listMyCases(deps, actor, query.after),
    'GET /my/cases/similar': ({ actor, query }) => similarToMine(deps, actor, query.text),
    'POST /progress/:number': ({ actor, params, body, from }) =>
      readProgress(deps, { actor, from, ...params }, body),
    'POST /progress/:number/knowledge': async ({ actor, params, body, from }) => {
      const { row } = await openProgress(deps, actor, { ...params, code: body.code, address: from.address })
      return answersOf(deps.db, actor, row.id)
    },
    'POST /progress/:number/messages': ({ actor, params, body, from }) =>
      addInformation(deps, { actor, from, ...params }, body),
    'POST /progress/:number/withdrawal': ({ actor, params, body, from }) =>
      withdraw(deps, { actor, from, ...params }, body),
    'POST /progress/:number/reopening': ({ actor, params, body, from }) =>
      reopen(deps, { actor, from, ...params }, body),
    'POST /progress/:number/verification': ({ actor, params, body, from }) =>
      verify(deps, { actor, from, ...params }, body),
    'GET /files/:fileId/pages': async ({ actor, params, query }) =>
      readPages(deps, (await fileFor(deps, actor, params.fileId, query.t)).file),
    'GET /cases/:caseId/held-files': async ({ actor, params }) => {
      await readCase(deps.db, actor, params.caseId)
      return (await listHeld(deps.db, params)).files
    },
    'GET /service-status': ({ from }) => readServiceStatus(deps, from.language),
  })
