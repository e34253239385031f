import type { Deps } from '../../platform/deps.ts'
import { routes } from '../../platform/http/routes.ts'
import { knowledgeAtCaseApi } from './api.ts'
import { draftOfCase, offerDraft } from './case-draft.ts'
import { knowledgeEffect } from './effect.ts'
import type { Finder } from './finder.ts'
import { suggestMissing } from './gap.ts'
import { suggestAtCase, suggestAtQuestion } from './suggest.ts'
import { putIntoReply, usesOfCase } from './uses.ts'

/** Q&A beside a case and at the question. @param find looks for entries; wiring knows the engine */
export const knowledgeAtCaseRoutes = (find: Finder) => (deps: Pick<Deps, 'db' | 'now' | 'publicUrl'>) =>
  routes(knowledgeAtCaseApi, {
    'GET /cases/:caseId/knowledge': ({ actor, params, query }) =>
      suggestAtCase({ ...deps, find }, actor, { ...params, ...query }),
    'GET /cases/:caseId/knowledge-uses': ({ actor, params }) => usesOfCase(deps.db, actor, params.caseId),
    'POST /cases/:caseId/knowledge-uses': ({ actor, params, body, from }) =>
      putIntoReply(deps, { actor, ...params, key: from.idempotencyKey }, body),
    'POST /cases/:caseId/knowledge-gap': ({ actor, params, body, from }) =>
      suggestMissing(deps, { actor, ...params, key: from.idempotencyKey }, body.said),
    'GET /cases/:caseId/knowledge-draft': ({ actor, params }) => offerDraft(deps, actor, params.caseId),
    'POST /cases/:caseId/knowledge-draft': ({ actor, params, body, from }) =>
      draftOfCase(deps, { actor, ...params, address: from.address, key: from.idempotencyKey }, body),
    'GET /knowledge-effect': ({ query }) => knowledgeEffect(deps, query),
    'POST /knowledge-matches': ({ actor, body }) => suggestAtQuestion({ ...deps, find }, actor, body.text),
  })
