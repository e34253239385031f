import type { Actor } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { callLogApi } from './api.ts'
import { attachCall } from './attach-call.ts'
import { readDeskCall } from './desk-call.ts'
import { nameCaller } from './name-caller.ts'
import { callsOfCase, listCalls } from './read-calls.ts'
import { showCall } from './show-call.ts'

/** Calls as they are kept, and what agents put right of them. */
export const callLogRoutes = (deps: Pick<Deps, 'db' | 'now'>) =>
  routes(callLogApi, {
    'GET /calls': ({ actor, query }) => listCalls(deps.db, actor, query),
    'GET /calls/:callId': ({ actor, params }) => showCall(deps.db, actor, params.callId),
    'GET /cases/:caseId/calls': ({ actor, params }) => callsOfCase(deps.db, actor, params.caseId),
    'PUT /calls/:callId/case': async ({ actor, params: { callId }, body: { caseId }, from }) => {
      await attachCall(deps, { actor, address: from.address }, { callId, caseId })
      return deskCall(deps, actor, callId)
    },
    'PUT /calls/:callId/caller': async ({ actor, params: { callId }, body, from }) => {
      await nameCaller(deps, { actor, address: from.address }, { callId, ...body })
      return deskCall(deps, actor, callId)
    },
  })

async function deskCall(deps: Pick<Deps, 'db' | 'now'>, actor: Actor, callId: Id<'call'>) {
  const call = await readDeskCall(deps, actor, callId)
  if (!call) throw new Refusal('not-found', 'call-not-found')
  return call
}
