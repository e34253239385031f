import { Readable } from 'node:stream'
import { ERRORS, Server } from '@tus/server'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { networkOf, throttle } from '../../identity/throttle.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import { newId } from '../../platform/values.ts'
import { ATTACHMENT_RULES } from '../attachment-rules.ts'
import { demandUploader } from '../queries.ts'
import { createUpload } from './create.ts'
import { uploadLocker } from './locker.ts'
import { tusStore } from './tus-store.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Bytes travel under this type (tus 1.0.0). */
const PIECE = 'application/offset+octet-stream'
/** From one network without signing in: generous for an office behind one address. */
const ANONYMOUS_UPLOADS = { limit: 120, windowSeconds: 600 }
/** How long a holder may still read once another connection has asked for the upload. */
const LEAVE_WITHIN_MS = 200

/**
 * Resumable uploads by the tus protocol 1.0.0 at `uploads`. The last piece of `Location` is the file's id, to be named
 * in `fileIds`. Refusals are problem details like everywhere; the largest file is told by OPTIONS (`Tus-Max-Size`).
 */
export function uploadRoutes(
  deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'now' | 'log'>,
): FastifyPluginAsync {
  return async (app) => {
    // Per request, for the hooks of the tus server, which know only the request.
    const origins = new WeakMap<object, FastifyRequest>()
    const failures = new WeakMap<object, unknown>()

    const tus = new Server({
      path: `${app.prefix}/uploads`,
      relativeLocation: true,
      datastore: tusStore(deps),
      locker: uploadLocker(deps.db),
      lockDrainTimeout: LEAVE_WITHIN_MS,
      maxSize: ATTACHMENT_RULES.maxBytesPerFile,
      allowedOrigins: () => false,
      namingFunction: () => newId(),
      getFileIdFromRequest: (_request, last) => (last && UUID.test(last) ? last : undefined),
      async onUploadCreate(request, { id, size, metadata }) {
        const { actor, ip } = origins.get(request)!
        if (!actor) await throttle(deps.db, deps.now, `upload:${networkOf(ip)}`, ANONYMOUS_UPLOADS)
        const name = metadata?.['filename'] ?? ''
        await createUpload(deps, { id: id as never, name, size, uploader: actor?.id ?? null })
        return {}
      },
      onIncomingRequest: async (request, id) => {
        if (request.method !== 'POST') await demandUploader(deps.db, id as never, origins.get(request)!.actor)
      },
      onResponseError: (request, error) => void failures.set(request, error),
    })

    async function serve(request: FastifyRequest, reply: FastifyReply) {
      const asked = webRequestOf(request, reply)
      origins.set(asked, request)
      const answer = await tus.handleWeb(asked as never)
      const failure = failures.get(asked)
      for (const [name, value] of answer.headers)
        if (answer.status < 400 || !name.startsWith('content-')) reply.header(name, value)
      if (failure) throw problemOf(failure)
      if (answer.status >= 400) throw new Refusal('invalid', 'upload-not-understood')
      return reply.code(answer.status).send(answer.body ? Buffer.from(await answer.arrayBuffer()) : undefined)
    }

    // The pieces are read by the tus server as they come, not gathered here.
    app.addContentTypeParser(PIECE, (_request, _payload, done) => done(null))
    const options = { config: { may: 'anyone' }, onRequest: app.permit('anyone'), schema: { hide: true } }
    app.route({ ...options, method: ['OPTIONS', 'POST'], url: '/uploads', handler: serve })
    app.route({
      ...options,
      method: ['OPTIONS', 'HEAD', 'PATCH', 'DELETE'],
      url: '/uploads/:id',
      handler: serve,
    })
  }
}

/** The request as the tus server reads it: web form, with Node's own beside it so that a broken line is noticed. */
function webRequestOf(request: FastifyRequest, reply: FastifyReply) {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) if (value) headers.set(name, String(value))
  const bodied = request.headers['content-type'] === PIECE
  const web = new Request(new URL(request.url, 'http://upload'), {
    method: request.method,
    headers,
    ...(bodied && { body: Readable.toWeb(request.raw) as never, duplex: 'half' }),
  })
  return Object.assign(web, { runtime: { name: 'node', node: { req: request.raw, res: reply.raw } } })
}

/** Our own refusals and bugs as they are; the tus server's complaints as refusals of ours. */
function problemOf(failure: unknown) {
  const status = (failure as { status_code?: number }).status_code
  if (status === undefined) return failure
  if (failure === ERRORS.FILE_NOT_FOUND) return new Refusal('not-found', 'file-not-found')
  if (failure === ERRORS.INVALID_OFFSET) return new Refusal('conflict', 'upload-offset-wrong')
  if (failure === ERRORS.ABORTED) return new Refusal('conflict', 'upload-busy')
  if (status === 413) {
    const { maxBytesPerFile: maxBytes } = ATTACHMENT_RULES
    return new Refusal('too-large', 'file-too-large', { maxBytes })
  }
  if (status < 500 || status === 501) return new Refusal('invalid', 'upload-not-understood')
  return new Error('the tus server failed', { cause: failure })
}
