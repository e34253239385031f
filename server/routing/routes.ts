import type { Deps } from '../platform/deps.ts'
import { routes } from '../platform/http/routes.ts'
import { acceptOffer, declineOffer } from './accept-offer.ts'
import { routingApi } from './api.ts'
import { readBoard, readQueues } from './board.ts'
import { readRouting } from './case-routing.ts'
import { changeAgent } from './change-agent.ts'
import { readDesk, readOwnState } from './desk.ts'
import { pauseAgent, pauseQueue } from './pause.ts'
import { setPresence } from './presence.ts'
import { changeSkills, readSkills } from './skills.ts'
import { changeSplit } from './split.ts'

export const routingRoutes = (deps: Pick<Deps, 'db' | 'now'>) =>
  routes(routingApi, {
    'GET /desk': ({ actor, from }) => readDesk(deps, actor, from.language),
    'PUT /desk/presence': async ({ actor, body }) => {
      await setPresence(deps, actor, body)
      return readOwnState(deps, actor)
    },
    'POST /desk/offers/:offerId/acceptance': ({ actor, params }) => acceptOffer(deps, actor, params.offerId),
    'POST /desk/offers/:offerId/refusal': ({ actor, params }) => declineOffer(deps, actor, params.offerId),
    'GET /board': () => readBoard(deps),
    'GET /queues': () => readQueues(deps.db, deps.now()),
    'PUT /queues/:queueId/pause': ({ actor, from, params, body }) =>
      pauseQueue(deps, { actor, address: from.address }, params.queueId, body),
    'PUT /agents/:personId/pause': ({ actor, from, params, body }) =>
      pauseAgent(deps, { actor, address: from.address }, params.personId, body),
    'PUT /agents/:personId': ({ actor, from, params, body }) =>
      changeAgent(deps, { actor, address: from.address }, params.personId, body),
    'GET /agents/:personId/skills': ({ params }) => readSkills(deps.db, params.personId),
    'PUT /agents/:personId/skills': ({ actor, from, params, body }) =>
      changeSkills(deps, { actor, address: from.address }, params.personId, body),
    'PUT /routing/split': ({ actor, from, body }) =>
      changeSplit(deps, { actor, address: from.address }, body.shares),
    'GET /cases/:caseId/routing': ({ actor, from, params }) =>
      readRouting(deps.db, actor, params.caseId, from.language),
  })
