import type { Deps } from '../platform/deps.ts'
import { routes } from '../platform/http/routes.ts'
import { notificationsApi } from './api.ts'
import { letterPlan } from './letter-plan.ts'
import { listMails } from './queries.ts'
import { retryMail } from './retry-mail.ts'

export const notificationRoutes = (deps: Pick<Deps, 'db' | 'files' | 'mail' | 'secrets' | 'now'>) =>
  routes(notificationsApi, {
    'GET /cases/:caseId/letter': ({ actor, params, query }) =>
      letterPlan(deps, actor, { caseId: params.caseId, files: query.files }),
    'GET /outgoing-mails': ({ query }) => listMails(deps.db, query),
    'POST /outgoing-mails/:mailId/retry': ({ actor, params, from }) =>
      retryMail(deps, actor, params.mailId, from.address),
  })
