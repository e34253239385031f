import { routes } from '../../platform/http/routes.ts'
import { receivedMailsApi } from '../api.ts'
import { makeCase, refuseMail, retryMail } from './by-hand.ts'
import { pullIn } from './pull-in.ts'
import { listReceived, showReceived } from './queries.ts'
import type { Receiving } from './receive-mail.ts'
import { showContent } from './show-content.ts'
import { splitCase } from './split.ts'

export const receivedMailRoutes = (deps: Receiving) =>
  routes(receivedMailsApi, {
    'GET /received-mails': ({ actor, query }) => listReceived(deps.db, actor, query),
    'GET /received-mails/:mailId': ({ actor, params }) => showReceived(deps.db, actor, params.mailId),
    'GET /received-mails/:mailId/content': ({ actor, params }) => showContent(deps, actor, params.mailId),
    'POST /received-mails/:mailId/retry': ({ actor, params, from: { address } }) =>
      retryMail(deps, { actor, mailId: params.mailId, address }),
    'POST /received-mails/:mailId/case': ({ actor, params, body, from: { address } }) =>
      makeCase(deps, { actor, mailId: params.mailId, address }, body),
    'POST /received-mails/:mailId/refusal': ({ actor, params, body, from: { address } }) =>
      refuseMail(deps, { actor, mailId: params.mailId, address }, body),
    'POST /received-mails': ({ actor, body, from: { address } }) => pullIn(deps, { actor, address }, body),
    'POST /cases/:caseId/splits': ({ actor, params, body, from }) =>
      splitCase(
        deps,
        {
          actor,
          caseId: params.caseId,
          version: body.version,
          key: from.idempotencyKey,
          address: from.address,
        },
        body,
      ),
  })
