import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { releaseAgent } from '../acd/release-agent.ts'
import { callBoardApi } from './api.ts'
import { readCallBoard } from './read-board.ts'
import { readIntervals } from './read-intervals.ts'
import { sharedBoard } from './shared-board.ts'
import { superviseCall } from './supervise.ts'

/** The live board of the telephone, its history, and what a supervisor does with calls and agents. */
export const callBoardRoutes = (deps: Pick<Deps, 'db' | 'now' | 'telephony'>) => {
  const board = sharedBoard(deps)
  return routes(callBoardApi, {
    'GET /board/calls': ({ actor, from }) => board(actor, from.language),
    'GET /board/calls/intervals': ({ query, from }) => readIntervals(deps, query, from.language),
    'POST /calls/:callId/supervision': ({ actor, from, params, body }) =>
      superviseCall(deps, { callId: params.callId, ...body, by: { actor, address: from.address } }),
    'POST /agents/:personId/release': async ({ actor, from, params }) => {
      await releaseAgent(deps, { personId: params.personId, by: { actor, address: from.address } })
      return readCallBoard(deps, actor, from.language)
    },
  })
}
