import type { FastifyPluginAsync } from 'fastify'
import { readPage } from '../files/pages/read-pages.ts'
import { fileNotFound } from '../files/queries.ts'
import { record } from '../platform/audit.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { fileFor } from './downloads.ts'

/**
 * `GET files/:fileId/pages/:n`: one page of a fax or scan as PNG, counted from 1. For those who may have the file
 * itself. Every page that is looked at is recorded.
 */
export const filePageRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now' | 'log'>): FastifyPluginAsync =>
  async (app) => {
    const options = {
      config: { may: 'anyone' },
      onRequest: app.permit('anyone'),
      schema: { hide: true },
      exposeHeadRoute: false,
    }
    type Asked = { params: { fileId: string; n?: string }; query: { t?: unknown } }
    const tokenOf = ({ t }: Asked['query']) => (typeof t === 'string' ? t : undefined)

    app.get('/files/:fileId/pages/:n', options, async (request, reply) => {
      const { params, query } = request as unknown as Asked
      const { file, through } = await fileFor(deps, request.actor, params.fileId, tokenOf(query))
      if (!/^[1-9]\d{0,3}$/.test(params.n ?? '')) throw fileNotFound()
      const page = await readPage(deps, file, Number(params.n))
      await transact(deps.db, (trx) =>
        record(trx, {
          actorId: request.actor?.id ?? null,
          action: 'file-page-viewed',
          subject: `file:${file.id}`,
          detail: { caseId: file.caseId, page: Number(params.n), through },
          address: request.ip,
          at: deps.now(),
        }),
      )
      return reply
        .headers({
          'content-type': 'image/png',
          'content-security-policy': "default-src 'none'; frame-ancestors 'self'; sandbox",
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
          'cache-control': 'private, no-store',
        })
        .send(page)
    })
  }
