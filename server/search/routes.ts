import type { Deps } from '../platform/deps.ts'
import { routes } from '../platform/http/routes.ts'
import { searchApi } from './api.ts'
import { ask } from './ask/ask.ts'
import type { Searched } from './ask/searching.ts'
import { suggest } from './ask/suggest.ts'
import { gapDone, listGaps } from './gaps.ts'
import { listQuestions, setQuestion } from './questions.ts'
import { setSynonym } from './set-synonym.ts'
import { readSynonyms } from './synonyms.ts'

/** One search over everything that wiring says can be found. */
export const searchRoutes = (searched: Searched) => (given: Pick<Deps, 'db' | 'now' | 'search' | 'log'>) => {
  const deps = { ...given, ...searched }
  return routes(searchApi, {
    'GET /search': ({ actor, query, from }) => ask(deps, { actor, ...from }, query),
    'GET /search/suggestions': ({ actor, query }) => suggest(deps, { actor }, query),
    'GET /search-gaps': () => listGaps(deps),
    'POST /search-gaps/done': ({ actor, body }) => gapDone(deps, actor, body),
    'GET /search-synonyms': () => readSynonyms(deps.db),
    'PUT /search-synonyms': ({ actor, body, from }) => setSynonym(deps, { actor, ...from }, body),
    'GET /search-questions': ({ actor }) => listQuestions(deps, actor),
    'PUT /search-questions': ({ actor, body, from }) => setQuestion(deps, { actor, ...from }, body),
  })
}
