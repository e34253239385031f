import { type Actor, demand } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import { type From, routes } from '../../platform/http/routes.ts'
import { answerFeedback, reopenFeedback, setFeedbackAside } from './answer-feedback.ts'
import { knowledgeFeedbackApi } from './feedback-api.ts'
import { listFeedback } from './feedback-list.ts'

/** Whoever writes entries sees what is said of all of them: that takes being staff as well. */
function orderOf({ actor, from }: { actor: Actor; from: From }) {
  demand(actor, 'knowledge:read-internal')
  return { actor, address: from.address }
}

/** What readers said of entries, read and answered by editors. */
export const knowledgeFeedbackRoutes = (deps: Pick<Deps, 'db' | 'now'>) =>
  routes(knowledgeFeedbackApi, {
    'GET /knowledge-feedback': (asked) => {
      orderOf(asked)
      return listFeedback(deps.db, asked.query)
    },
    'PUT /knowledge-feedback/:feedbackId/answer': (asked) =>
      answerFeedback(deps, { ...orderOf(asked), ...asked.params }, asked.body),
    'DELETE /knowledge-feedback/:feedbackId/answer': (asked) =>
      reopenFeedback(deps, { ...orderOf(asked), ...asked.params }),
    'POST /knowledge-feedback/:feedbackId/aside': (asked) =>
      setFeedbackAside(deps, { ...orderOf(asked), ...asked.params }, asked.body),
  })
