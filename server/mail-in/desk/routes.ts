import type { FastifyPluginAsync } from 'fastify'
import { disposition } from '../../files/downloads/disposition.ts'
import { readRaw } from '../../files/keep-raw.ts'
import type { Actor } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import type { Id } from '../../platform/values.ts'
import { caseLinksApi } from '../api.ts'
import { linksOfCase } from './case-links.ts'
import { nameOfOriginal, originalOf } from './original.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const NOBODYS = '00000000-0000-0000-0000-000000000000'

/**
 * What a desk shows of mail besides the mail itself: how cases are linked, and `GET received-mails/:mailId/original`,
 * the mail as it came, to be saved and never shown. Every download is recorded.
 */
export const mailDeskRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>): FastifyPluginAsync =>
  async (app) => {
    await app.register(
      routes(caseLinksApi, {
        'GET /cases/:caseId/links': ({ actor, params }) => linksOfCase(deps.db, actor, params.caseId),
      }),
    )
    const options = {
      config: { may: 'case:work' },
      onRequest: app.permit('case:work'),
      schema: { hide: true },
      exposeHeadRoute: false,
    }
    app.get('/received-mails/:mailId/original', options, async (request, reply) => {
      const { mailId } = request.params as { mailId: string }
      const id = (UUID.test(mailId) ? mailId : NOBODYS) as Id<'received-mail'>
      const mail = await originalOf(deps.db, request.actor as Actor, id)
      const bytes = await readRaw(deps, mail.rawFileId)
      await transact(deps.db, (trx) =>
        record(trx, {
          actorId: request.actor?.id ?? null,
          action: 'mail-downloaded',
          subject: `received-mail:${mail.id}`,
          detail: { caseId: mail.caseId },
          address: request.ip,
          at: deps.now(),
        }),
      )
      return reply
        .headers({
          'content-type': 'message/rfc822',
          'content-disposition': disposition('attachment', nameOfOriginal(mail.subject)),
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, no-store',
        })
        .send(bytes)
    })
  }
