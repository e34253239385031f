import type { Deps } from '../platform/deps.ts'
import { routes } from '../platform/http/routes.ts'
import { readAgency, searchAgencies } from './agencies.ts'
import { directoryApi } from './api.ts'
import { readContact } from './contacts.ts'
import { lookUp } from './look-up.ts'
import { listSeats, listSites, listSystems, readSystem } from './queries.ts'
import { setProficiency } from './set-proficiency.ts'

export const directoryRoutes = (deps: Pick<Deps, 'db' | 'now' | 'hr'>) =>
  routes(directoryApi, {
    'GET /systems': () => listSystems(deps.db),
    'GET /systems/:systemId': ({ params }) => readSystem(deps.db, params.systemId),
    'GET /agencies': ({ query }) => searchAgencies(deps.db, query.text),
    'GET /agencies/:agencyId': ({ params }) => readAgency(deps.db, params.agencyId),
    'GET /people': ({ query }) => lookUp(deps, query),
    'GET /people/:personId': ({ params }) => readContact(deps.db, params.personId, deps.now()),
    'PUT /people/:personId/proficiency': ({ actor, params, body }) =>
      setProficiency(deps, actor, params.personId, body.proficiency),
    'GET /sites': () => listSites(deps.db),
    'GET /seats': () => listSeats(deps.db),
  })
