import type { FastifyPluginAsync } from 'fastify'
import { readCase } from '../../cases/queries.ts'
import { disposition } from '../../files/downloads/disposition.ts'
import { record } from '../../platform/audit.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { readSetting } from '../../platform/settings.ts'
import { documentNotFound, readVisible } from '../queries.ts'
import { ODT, odt } from './odt.ts'
import { replyLetter } from './reply-letter.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const OURS = '人事資訊系統客服中心'

/** `GET documents/:documentId/letter`: a draft of the letter that answers a document, as ODT for the document system. */
export const letterRoute =
  (deps: Pick<Deps, 'db' | 'now'>): FastifyPluginAsync =>
  async (app) => {
    const options = {
      config: { may: 'case:handle' },
      onRequest: app.permit('case:handle'),
      schema: { hide: true },
      exposeHeadRoute: false,
    }
    app.get('/documents/:documentId/letter', options, async (request, reply) => {
      const { documentId } = request.params as { documentId: string }
      const actor = request.actor!
      if (!UUID.test(documentId)) throw documentNotFound()
      const document = await readVisible(deps.db, actor, documentId as never)
      if (!document.caseId) throw documentNotFound()
      const row = await readCase(deps.db, actor, document.caseId)
      const named = await readSetting(deps.db, 'centre.name')
      const from = typeof named === 'string' && named ? named : OURS
      const letter = odt(
        `復${document.senderName}`,
        replyLetter({ from, document, caseNumber: row.number, answer: row.answer }),
      )
      await transact(deps.db, (trx) =>
        record(trx, {
          actorId: actor.id,
          action: 'document-letter-drafted',
          subject: `document:${document.id}`,
          detail: { caseId: row.id },
          address: request.ip,
          at: deps.now(),
        }),
      )
      return reply
        .headers({
          'content-type': ODT,
          'content-disposition': disposition('attachment', `復文稿-${row.number}.odt`),
          'cache-control': 'private, no-store',
        })
        .send(Buffer.from(letter))
    })
  }
