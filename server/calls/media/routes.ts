import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { callMediaApi } from './api.ts'
import { deleteRecording } from './delete-recording.ts'
import { listFaxes } from './faxes.ts'
import { playRoutes } from './play.ts'
import { dropPrompt, soundOfPrompt, uploadPrompt } from './prompts.ts'
import { audibleRecording, listRecordings, recordingAccesses, recordingNotFound } from './recordings.ts'

/** What was recorded, faxed and is spoken. */
export const callMediaRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'telephony' | 'now' | 'log'>): FastifyPluginAsync =>
  async (app) => {
    await app.register(
      routes(callMediaApi, {
        'GET /calls/:callId/recordings': ({ actor, params }) => listRecordings(deps.db, actor, params.callId),
        'GET /recordings/:recordingId/accesses': ({ actor, params }) =>
          recordingAccesses(deps, actor, params.recordingId),
        'DELETE /recordings/:recordingId': async ({ actor, from, params, body }) => {
          const { callId } = await audibleRecording(deps.db, actor, params.recordingId)
          await deleteRecording(deps, { actor, address: from.address }, params.recordingId, body.reason)
          const left = (await listRecordings(deps.db, actor, callId)).find(
            ({ id }) => id === params.recordingId,
          )
          if (!left) throw recordingNotFound()
          return left
        },
        'PUT /call-settings/prompts/:key/:language': async ({ actor, from, params, body }) => {
          await uploadPrompt(deps, { actor, address: from.address }, params, Buffer.from(body.wav, 'base64'))
          return {}
        },
        'DELETE /call-settings/prompts/:key/:language': async ({ actor, from, params }) => {
          await dropPrompt(deps, { actor, address: from.address }, params)
          return {}
        },
        'GET /call-settings/prompts/:key/:language/sound': async ({ params }) => ({
          wav: (await soundOfPrompt(deps, params)).toString('base64'),
        }),
        'GET /cases/:caseId/faxes': ({ actor, params }) => listFaxes(deps.db, actor, params.caseId),
      }),
    )
    await app.register(playRoutes(deps))
  }
