import { isFirst } from '../../cases/command.ts'
import { readCase } from '../../cases/queries.ts'
import type { Actor } from '../../platform/actor.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { cleanLine } from '../../platform/zh/text.ts'
import { noteNotFound } from '../../search/not-found.ts'
import { personalDataOf, withoutPersonalData } from '../personal-data.ts'
import { knownData } from './known-data.ts'

/**
 * "No answer, suggest one": what was missed beside a case goes onto the editors' list of what was asked and not found.
 * What looks like somebody's data is taken out without asking: a list needs none of it.
 *
 * @param order.key the same one twice counts once
 * @returns the words as the list has them
 * @throws Refusal 'not-found' `case-not-found` · 'invalid' `text-missing`
 */
export const suggestMissing = (
  deps: Pick<Deps, 'db' | 'now'>,
  { actor, caseId, key }: { actor: Actor; caseId: Id<'case'>; key?: string | undefined },
  said: string,
): Promise<{ said: string }> =>
  transact(deps.db, async (trx) => {
    const row = await readCase(trx, actor, caseId)
    const line = cleanLine(said)
    const words = withoutPersonalData(line, personalDataOf(line, await knownData(trx, row)))
    if (key && !(await isFirst(trx, `knowledge-gap:${caseId}:${actor.id}:${key}`, caseId)))
      return { said: words }
    if (!(await noteNotFound(trx, words, deps.now()))) throw new Refusal('invalid', 'text-missing')
    return { said: words }
  })
