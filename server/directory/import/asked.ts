import type { Actor } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import type { From } from '../../platform/http/routes.ts'
import type { Id } from '../../platform/values.ts'
import { beginImport, readOtherwise } from './begin.ts'
import {
  cancelImport,
  checkImport,
  pauseImport,
  type Rules,
  resumeImport,
  runImport,
  undoImport,
} from './commands.ts'
import type { Scope } from './kind.ts'
import { listRows } from './list-rows.ts'
import { listImports, readImport } from './queries.ts'
import type { Wanted } from './reading/sheet.ts'
import type { Subject } from './shapes.ts'

type Asked = { actor: Actor; from: From; params: { importId: Id<'import'> } }

/** What can be asked of the imports of one place; each answers with how the import then stands. */
export function importsAsked(deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>, scope: Scope) {
  const asItIs = (actor: Actor, id: Id<'import'>, { language }: From) =>
    readImport(deps.db, scope, actor, id, { language, at: deps.now() })
  const after = async ({ actor, from, params }: Asked, work: Promise<unknown>) => {
    await work
    return asItIs(actor, params.importId, from)
  }
  const by = ({ actor, from }: Asked) => ({ actor, address: from.address })
  const ordered = (order: typeof pauseImport) => (asked: Asked) =>
    after(asked, order(deps, scope, by(asked), asked.params.importId))
  return {
    list: ({ actor }: { actor: Actor }) => listImports(deps.db, scope, actor),
    begin: async (
      { actor, from }: Pick<Asked, 'actor' | 'from'>,
      given: { fileId: Id<'file'>; subject: Subject },
    ) => asItIs(actor, await beginImport(deps, scope, { actor, address: from.address }, given), from),
    read: ({ actor, from, params }: Asked) => asItIs(actor, params.importId, from),
    readOtherwise: (asked: Asked & { body: Wanted }) =>
      after(asked, readOtherwise(deps, scope, asked.actor, asked.params.importId, asked.body)),
    check: (asked: Asked) => after(asked, checkImport(deps, scope, asked.actor, asked.params.importId)),
    run: (asked: Asked, rules: Rules) =>
      after(asked, runImport(deps, scope, by(asked), asked.params.importId, rules)),
    pause: ordered(pauseImport),
    resume: ordered(resumeImport),
    cancel: ordered(cancelImport),
    undo: ordered(undoImport),
    rows: ({
      actor,
      from,
      params,
      query,
    }: Asked & { query: { which: 'failed' | 'left'; after?: number | undefined } }) =>
      listRows(deps.db, scope, actor, params.importId, { ...query, language: from.language }),
  }
}
