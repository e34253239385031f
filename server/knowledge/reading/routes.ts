import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { knowledgeApi, publicKnowledgeApi } from '../api.ts'
import { deflect } from '../at-case/deflect.ts'
import { ANYBODY } from '../visible.ts'
import { readerFor } from '../visible-entries.ts'
import { answeredFeedback, giveFeedback } from './feedback.ts'
import { knowledgeFileRoutes } from './file-routes.ts'
import { listEntries } from './list-entries.ts'
import { readOverview } from './overview.ts'
import { entryShower } from './show-entry.ts'
import { listSubscriptions, subscribe, unsubscribe } from './subscriptions.ts'
import { viewsOf } from './views.ts'
import { isStaff, VISITOR, whoReads } from './whose.ts'

/** Q&A as everybody reads it, and its files. */
export const knowledgeRoutes =
  (deps: Pick<Deps, 'db' | 'now' | 'log' | 'files' | 'secrets'>): FastifyPluginAsync =>
  async (app) => {
    const { db, now } = deps
    const show = entryShower(deps)
    const views = viewsOf(deps)
    const today = () => dayInTaipei(now())
    // Told to end, nothing that was counted is lost.
    app.addHook('onClose', () => views.flush())

    await app.register(
      routes(knowledgeApi, {
        'GET /knowledge': async ({ actor, query }) =>
          listEntries(db, await readerFor(db, actor), { ...query, today: today() }),
        'GET /knowledge-overview': async ({ actor }) => readOverview(db, await readerFor(db, actor)),
        'GET /knowledge/:number': async ({ actor, params, from: { language } }) => {
          const whose = await whoReads(db, actor)
          const { id, entry } = await show(whose, { ...params, language, isStaff: isStaff(actor) })
          views.note(id)
          return entry
        },
        'GET /knowledge/:number/feedback': ({ actor, params }) =>
          answeredFeedback(deps, actor, params.number),
        'POST /knowledge/:number/feedback': ({ actor, params, body, from }) =>
          giveFeedback(deps, { actor, ...from }, { ...params, ...body }),
        'POST /knowledge/:number/deflections': ({ actor, params, from }) =>
          deflect(deps, { actor, ...from }, params.number),
        'GET /knowledge-subscriptions': ({ actor }) => listSubscriptions(db, actor.id),
        'PUT /knowledge-subscriptions': ({ actor, body }) => subscribe(deps, actor.id, body),
        'DELETE /knowledge-subscriptions': ({ actor, query: { system, tag } }) =>
          unsubscribe(db, actor.id, { systemId: system ?? null, tag: tag ?? null }),
      }),
    )
    await app.register(knowledgeFileRoutes(deps))
    await app.register(async (open) => {
      open.addHook('onRequest', async (_request, reply) => {
        reply.headers(FOR_EVERY_SITE)
      })
      // What is not there may be there in a moment.
      open.addHook('onSend', async (_request, reply, payload) => {
        if (reply.statusCode === 200) reply.header('cache-control', 'public, max-age=60')
        return payload
      })
      await open.register(
        routes(publicKnowledgeApi, {
          'GET /public/knowledge': ({ query }) => listEntries(db, ANYBODY, { ...query, today: today() }),
          'GET /public/knowledge/:number': async ({ params, from: { language } }) => {
            const { id, entry } = await show(VISITOR, { ...params, language, isStaff: false })
            views.note(id)
            return entry
          },
        }),
      )
    })
  }

/** Answers that are the same for everybody: without cookies, and so without anybody's rights. */
const FOR_EVERY_SITE = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  vary: 'accept-language',
}
