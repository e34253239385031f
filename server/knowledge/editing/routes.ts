import { type Actor, demand } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import { type From, routes } from '../../platform/http/routes.ts'
import type { Id } from '../../platform/values.ts'
import { differences } from '../differences.ts'
import { htmlWith } from '../reading/written.ts'
import { knowledgeEditingApi } from './api.ts'
import { readDifferences } from './differences.ts'
import { beginEntry, discard, nextVersion, saveDraft, submit, takeBack } from './drafts.ts'
import { editedFilePath } from './file-routes.ts'
import { keepEntry } from './keeping.ts'
import { readChoices, readVersion } from './names.ts'
import { readByNumber, readEdited } from './present.ts'
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
      shown(
        asked.actor,
        await beginEntry(deps, { ...orderOf(asked), key: asked.from.idempotencyKey }, asked.body),
      ),
    'GET /knowledge-entries': (asked) => readByNumber(deps, orderOf(asked).actor, asked.query.number),
    'GET /knowledge-entries/:entryId': (asked) => shown(orderOf(asked).actor, asked.params.entryId),
    'POST /knowledge-entries/:entryId/next-version': async (asked) => {
      await nextVersion(deps, orderOf(asked), asked.params.entryId)
      return shown(asked.actor, asked.params.entryId)
    },
    'GET /knowledge-versions/:versionId': (asked) => {
      orderOf(asked)
      return readVersion(deps.db, asked.params.versionId)
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
    'POST /knowledge-differences': async ({ body }) =>
      differences(body.before, body.after).map(({ kind, text }) => ({ is: kind, text })),
    'POST /knowledge-preview': async ({ body, from }) => ({
      html: htmlWith(body.text, {
        language: from.language,
        fileAddress: (id) => (body.fileIds.some((one) => one === id) ? editedFilePath(id) : undefined),
      }),
    }),
    'GET /knowledge-choices': (asked) => {
      orderOf(asked)
      return readChoices(deps.db)
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
