import type { Deps } from '../platform/deps.ts'
import { routes } from '../platform/http/routes.ts'
import { notificationsApi } from './api.ts'
import { listMails } from './queries.ts'
import { retryMail } from './retry-mail.ts'

export const notificationRoutes = (deps: Pick<Deps, 'db' | 'now'>) =>
  routes(notificationsApi, {
    'GET /outgoing-mails': ({ query }) => listMails(deps.db, query),
    'POST /outgoing-mails/:mailId/retry': ({ actor, params, from }) =>
      retryMail(deps, actor, params.mailId, from.address),
  })
