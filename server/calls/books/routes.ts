import { routes } from '../../platform/http/routes.ts'
import { callBooksApi } from './api.ts'
import { readCallBooks } from './books.ts'
import { importOfficeCalls } from './import-office.ts'
import type { Keeping } from './reconcile-day.ts'

/** The books of calls, and what the office exchange has taken. */
export const callBooksRoutes = (deps: Keeping) =>
  routes(callBooksApi, {
    'GET /call-books': ({ query }) => readCallBooks(deps.db, query.days),
    'POST /call-imports': ({ actor, body, from }) =>
      importOfficeCalls(deps, { actorId: actor.id, address: from.address }, body.csv),
  })
