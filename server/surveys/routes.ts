import { readCase } from '../cases/queries.ts'
import type { Deps } from '../platform/deps.ts'
import { routes } from '../platform/http/routes.ts'
import { answerSurvey, readSurvey } from './answer.ts'
import { surveysApi } from './api.ts'
import { listCallBacks, recordCallBack } from './call-back.ts'
import { readSummary, surveyStateOf } from './queries.ts'
import { FORMULA } from './rules.ts'

export const surveyRoutes = (deps: Pick<Deps, 'db' | 'secrets' | 'now'>) =>
  routes(surveysApi, {
    'GET /surveys/:token': ({ params }) => readSurvey(deps, params.token),
    'POST /surveys/:token': ({ actor, params, body, from }) =>
      answerSurvey(deps, params.token, body, { actorId: actor?.id ?? null, origin: from.address }),
    'GET /cases/:caseId/survey': async ({ actor, params }) => {
      await readCase(deps.db, actor, params.caseId)
      return surveyStateOf(deps.db, params.caseId)
    },
    'GET /surveys/summary': async ({ from }) => ({
      ...(await readSummary(deps.db, deps.now())),
      formula: FORMULA[from.language],
    }),
    'GET /call-backs': ({ actor, query }) => listCallBacks(deps.db, actor, query),
    'POST /call-backs/:callBackId/result': ({ actor, params, body, from }) =>
      recordCallBack(deps, actor, params.callBackId, body, from.address),
  })
