import type { FastifyPluginAsync } from 'fastify'
import type { Actor } from '../platform/actor.ts'
import type { Deps } from '../platform/deps.ts'
import { routes } from '../platform/http/routes.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { parseRocDate } from '../platform/zh/roc-date.ts'
import { cleanLine, cleanText } from '../platform/zh/text.ts'
import { documentsApi, type StatedCover } from './api.ts'
import { letterRoute } from './letter/route.ts'
import { previewOf } from './preview.ts'
import { documentOfCase, listDocuments, presentDocument, readVisible } from './queries.ts'
import type { Cover } from './reading/facts.ts'
import { recordReply } from './reply.ts'
import { takeIn } from './take-in.ts'
import { tryAgain } from './try-again.ts'

/** Official documents: taken in, listed, completed, answered. */
export const documentRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>): FastifyPluginAsync =>
  async (app) => {
    await app.register(endpoints(deps))
    await app.register(letterRoute(deps))
  }

function endpoints(deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>) {
  const shown = async (actor: Actor, id: Id<'document'>) =>
    presentDocument(deps.db, await readVisible(deps.db, actor, id))
  return routes(documentsApi, {
    'POST /documents': async ({ actor, body, from }) => {
      const { id } = await takeIn(deps, {
        source: 'endpoint',
        fileIds: body.fileIds,
        cover: stated(body.cover),
        systemId: body.systemId,
        actorId: actor.id,
        origin: `document ${from.address}`,
      })
      return shown(actor, id)
    },
    'GET /documents': ({ actor, query }) => listDocuments(deps.db, actor, query),
    'GET /documents/:documentId': async ({ actor, params }) => {
      const row = await readVisible(deps.db, actor, params.documentId)
      return { ...(await presentDocument(deps.db, row)), preview: await previewOf(deps, row) }
    },
    'GET /cases/:caseId/document': async ({ actor, params }) => ({
      document: await documentOfCase(deps.db, actor, params.caseId),
    }),
    'POST /documents/:documentId/retry': async ({ actor, params, body, from }) => {
      const given = { cover: stated(body.cover), systemId: body.systemId, address: from.address }
      await tryAgain(deps, actor, params.documentId, given)
      return shown(actor, params.documentId)
    },
    'POST /documents/:documentId/reply': async ({ actor, params, body, from }) => {
      await recordReply(deps, { actor, ...params, address: from.address }, body)
      return shown(actor, params.documentId)
    },
    'POST /documents/:documentId/no-reply': async ({ actor, params, body, from }) => {
      await recordReply(deps, { actor, ...params, address: from.address }, { waived: body.reason })
      return shown(actor, params.documentId)
    },
  })
}

/** What was typed, cleaned; what was left empty counts as not stated. @throws Refusal 'invalid' `document-date-invalid` */
function stated(cover: StatedCover | undefined): Cover | null {
  if (!cover) return null
  const { explanation, issuedOn, dueOn, speed, ...lines } = cover
  const given: Cover = {
    ...Object.fromEntries(Object.entries(lines).map(([name, words]) => [name, cleanLine(words)])),
    ...(explanation && { explanation: cleanText(explanation).trim() }),
    ...(issuedOn && { issuedOn: dayOf('/cover/issuedOn', issuedOn) }),
    ...(dueOn && { dueOn: dayOf('/cover/dueOn', dueOn) }),
    ...(speed && { speed }),
  }
  const kept = Object.entries(given).filter(([, value]) => value)
  return kept.length > 0 ? Object.fromEntries(kept) : null
}

function dayOf(path: string, typed: string): string {
  const day = parseRocDate(typed)
  if (!day) throw new Refusal('invalid', 'document-date-invalid', { fields: [{ path, rule: 'date' }] })
  return day
}
