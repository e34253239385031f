import { sql } from 'kysely'
import { Type } from 'typebox'
import { openProgress } from '../../intake/open-progress.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Contract } from '../../platform/http/contract.ts'
import { routes } from '../../platform/http/routes.ts'
import { readerFor, visibleEntries } from '../visible-entries.ts'

export const knowledgeForRequesterApi = {
  'POST /progress/:number/knowledge': {
    may: 'anyone',
    summary: 'Entries that went into answers to the case, of those that whoever asks may read',
    params: Type.Object({ number: Type.String({ minLength: 3, maxLength: 20 }) }),
    body: Type.Object({ code: Type.Optional(Type.String({ minLength: 4, maxLength: 40 })) }),
    reply: Type.Array(Type.Object({ number: Type.String(), title: Type.String() })),
  },
} satisfies Contract

type Needs = Pick<Deps, 'db' | 'now' | 'secrets'>

/**
 * Entries that answered a case, as they are called now, in the order in which they were used: those only that are live
 * and that the reader may see by themselves.
 * @throws Refusal as `openProgress`
 */
async function answersOf(
  deps: Needs,
  actor: Actor | undefined,
  asked: { number: string; code: string | undefined; address: string },
) {
  const { row } = await openProgress(deps, actor, asked)
  return visibleEntries(deps.db, await readerFor(deps.db, actor))
    .innerJoin('knowledgeUses as u', 'u.entryId', 'e.id')
    .where('u.caseId', '=', row.id)
    .where('u.way', '<>', 'deflected')
    .groupBy(['e.id', 'v.id'])
    .select(['e.number', 'v.title'])
    .orderBy(sql`min(u.at)`)
    .orderBy('e.number')
    .limit(20)
    .execute()
}

/** Q&A beside a case, for whoever asked. */
export const knowledgeForRequesterRoutes = (deps: Needs) =>
  routes(knowledgeForRequesterApi, {
    'POST /progress/:number/knowledge': ({ actor, params, body, from }) =>
      answersOf(deps, actor, { ...params, code: body.code, address: from.address }),
  })
