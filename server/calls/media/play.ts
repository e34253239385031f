import type { FastifyPluginAsync } from 'fastify'
import { serveContent } from '../../files/downloads/serve-content.ts'
import { readFile } from '../../files/queries.ts'
import { record } from '../../platform/audit.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Id, IdOf, parserOf } from '../../platform/values.ts'
import { audibleRecording, recordingNotFound } from './recordings.ts'

const parseId = parserOf(IdOf('recording'))
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * `GET recordings/:recordingId/audio`: a recording as WAV, whole or the range that a player asks for. Each time that
 * somebody begins to hear it is recorded; that a player fetches more of it is not another time.
 */
export const playRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>): FastifyPluginAsync =>
  async (app) => {
    const options = {
      config: { may: 'signed-in' },
      onRequest: app.permit('signed-in'),
      schema: { hide: true },
      exposeHeadRoute: false,
    }
    app.get('/recordings/:recordingId/audio', options, async (request, reply) => {
      const { recordingId } = request.params as { recordingId: string }
      if (!UUID.test(recordingId)) throw recordingNotFound()
      const id = parseId(recordingId) as Id<'recording'>
      const actor = request.actor!
      const { fileId, state, callId } = await audibleRecording(deps.db, actor, id)
      if (state !== 'stored' || !fileId) throw recordingNotFound()
      const file = await readFile(deps.db, fileId)
      const range = request.headers.range
      if (!range || /^bytes=0-/u.test(range))
        await transact(deps.db, (trx) =>
          record(trx, {
            actorId: actor.id,
            action: 'recording-heard',
            subject: `recording:${id}`,
            detail: { callId },
            address: request.ip,
            at: deps.now(),
          }),
        )
      return serveContent(deps, { ...file, mediaType: 'audio/wav' }, { range, shown: true }, reply)
    })
  }
