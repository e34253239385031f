import type { FastifyPluginAsync } from 'fastify'
import { readRaw } from '../../files/keep-raw.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'

const NAME = /^([0-9a-f]{64})\.wav$/

/**
 * `GET call-prompts/:name`: what callers hear, as WAV by the hash of its content, for the adapter that plays it. Whoever
 * dials us hears it, and nobody can guess a hash: nobody is asked who they are.
 */
export const promptSoundRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets'>): FastifyPluginAsync =>
  async (app) => {
    const options = {
      config: { may: 'anyone' },
      onRequest: app.permit('anyone'),
      schema: { hide: true },
      exposeHeadRoute: false,
    }
    app.get('/call-prompts/:name', options, async (request, reply) => {
      const [, sha256] = NAME.exec((request.params as { name: string }).name) ?? []
      const sound = sha256
        ? await deps.db
            .selectFrom('prompts')
            .select('fileId')
            .where('sha256', '=', sha256)
            .limit(1)
            .executeTakeFirst()
        : undefined
      if (!sound) throw new Refusal('not-found', 'prompt-not-found')
      reply.header('cache-control', 'public, max-age=31536000, immutable').type('audio/wav')
      return readRaw(deps, sound.fileId)
    })
  }
