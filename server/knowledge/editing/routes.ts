import { type Actor, demand } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import { type From, routes } from '../../platform/http/routes.ts'
import type { Id } from '../../platform/values.ts'
import { knowledgeEditingApi } from './api.ts'
import { readDifferences } from './differences.ts'
import { beginEntry, discard, nextVersion, saveDraft, submit, takeBack } from './drafts.ts'
import { keepEntry } from './keeping.ts'
import { readEdited } from './present.ts'
import { approve, giveBack } from './review.ts'
import { withdraw } from './withdraw.ts'
import { readWork } from './work.ts'

type Asked = { actor: Actor; from: From }

/** Whoever writes entries sees all of them at the desk: that takes being staff as well. */
function orderOf({ actor, from }: Asked) {
  demand(actor, 'knowledge:read-internal')
  return { actor, address: from.address }
}

/** Q&A written, read by another, made live and taken back. */
export const knowledgeEditingRoutes = (deps: Pick<Deps, 'db' | 'now'>) => {
  const shown = (actor: Actor, entryId: Id<'knowledge-entry'>) => readEdited(deps, actor, entryId)
  const ofVersion = (
    asked: Asked & { params: { versionId: Id<'knowledge-version'> } },
    { version }: { version: number },
  ) => ({ ...orderOf(asked), versionId: asked.params.versionId, version })
  const ofEntry = (
    asked: Asked & { params: { entryId: Id<'knowledge-entry'> } },
    { version }: { version: number },
  ) => ({ ...orderOf(asked), entryId: asked.params.entryId, version })

  return routes(knowledgeEditingApi, {
    'GET /knowledge-work': (asked) => readWork(deps, orderOf(asked).actor, asked.query),
    'POST /knowledge-entries': async (asked) =>
      shown(asked.actor, await beginEntry(deps, orderOf(asked), asked.body)),
    'GET /knowledge-entries/:entryId': (asked) => shown(orderOf(asked).actor, asked.params.entryId),
    'POST /knowledge-entries/:entryId/next-version': async (asked) => {
      await nextVersion(deps, orderOf(asked), asked.params.entryId)
      return shown(asked.actor, asked.params.entryId)
    },
    'PUT /knowledge-versions/:versionId': async (asked) =>
      shown(asked.actor, await saveDraft(deps, ofVersion(asked, asked.body), asked.body)),
    'POST /knowledge-versions/:versionId/submission': async (asked) =>
      shown(asked.actor, await submit(deps, ofVersion(asked, asked.body))),
    'DELETE /knowledge-versions/:versionId/submission': async (asked) =>
      shown(asked.actor, await takeBack(deps, ofVersion(asked, asked.query))),
    'POST /knowledge-versions/:versionId/review': async (asked) => {
      const { decision, note = '' } = asked.body
      const decide = decision === 'approve' ? approve : giveBack
      return shown(asked.actor, await decide(deps, ofVersion(asked, asked.body), note))
    },
    'POST /knowledge-versions/:versionId/discard': async (asked) =>
      shown(asked.actor, await discard(deps, ofVersion(asked, asked.body))),
    'GET /knowledge-versions/:versionId/differences': (asked) => {
      orderOf(asked)
      return readDifferences(deps.db, asked.params.versionId, asked.query.from)
    },
    'POST /knowledge-entries/:entryId/withdrawal': async (asked) => {
      await withdraw(deps, ofEntry(asked, asked.body), asked.body)
      return shown(asked.actor, asked.params.entryId)
    },
    'PUT /knowledge-entries/:entryId/keeping': async (asked) => {
      await keepEntry(deps, ofEntry(asked, asked.body), asked.body)
      return shown(asked.actor, asked.params.entryId)
    },
  })
}
