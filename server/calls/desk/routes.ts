import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { callsApi } from '../api.ts'
import { actOnCall } from './actions.ts'
import { callOut } from './call-out.ts'
import { keepCallbackResult, readCallbacks } from './callback-list.ts'
import { readDeskPhone } from './read-phone.ts'
import { letRegister } from './registration.ts'
import { transferTargets } from './targets.ts'
import { extendWrapUp, keepWrapUp } from './write-up.ts'

export const callDeskRoutes = (deps: Pick<Deps, 'db' | 'now' | 'telephony' | 'secrets'>) =>
  routes(callsApi, {
    'GET /desk/phone': ({ actor }) => readDeskPhone(deps, actor),
    'POST /desk/phone/registration': ({ actor }) => letRegister(deps, actor),
    'POST /calls/:callId/actions': ({ actor, params, body }) => actOnCall(deps, actor, params.callId, body),
    'POST /desk/call-outs': ({ actor, body }) => callOut(deps, actor, body),
    'GET /calls/:callId/transfer-targets': ({ actor, params }) => transferTargets(deps, actor, params.callId),
    'PUT /calls/:callId/wrap-up': async ({ actor, params, body }) => {
      await keepWrapUp(deps, actor, params.callId, body)
      return readDeskPhone(deps, actor)
    },
    'POST /calls/:callId/wrap-up/extension': async ({ actor, params }) => {
      await extendWrapUp(deps, actor, params.callId)
      return readDeskPhone(deps, actor)
    },
    'GET /callbacks': ({ actor }) => readCallbacks(deps, actor),
    'POST /callbacks/:callbackId/result': ({ params, body }) =>
      keepCallbackResult(deps, params.callbackId, body),
  })
