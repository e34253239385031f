import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { candidates } from './people.ts'
import { presentCase } from './present.ts'
import { readCase, readCaseByNumber } from './queries.ts'
import { serviceLevelOf } from './service-level.ts'
import { readerOf } from './standing.ts'
import type { StoredCase } from './tables.ts'
import { entriesAfter } from './timeline.ts'

/** A case with what its reader may do. @throws Refusal 'not-found' `case-not-found` */
export const showCase = async (deps: Pick<Deps, 'db' | 'now'>, actor: Actor, caseId: Id<'case'>) =>
  shown(deps, actor, await readCase(deps.db, actor, caseId))

/** As showCase, by the number as somebody typed it. @throws Refusal 'not-found' `case-not-found` */
export const showCaseByNumber = async (deps: Pick<Deps, 'db' | 'now'>, actor: Actor, number: string) =>
  shown(deps, actor, await readCaseByNumber(deps.db, actor, number))

const shown = async (deps: Pick<Deps, 'db' | 'now'>, actor: Actor, row: StoredCase) =>
  presentCase(deps.db, actor, row, { level: await serviceLevelOf(deps), at: deps.now() })

/**
 * The timeline of a case after a line, oldest first, at most 1000 lines.
 * @throws Refusal 'not-found' `case-not-found`
 */
export async function readTimeline(db: Db, actor: Actor, caseId: Id<'case'>, afterSeq = 0) {
  await readCase(db, actor, caseId)
  return entriesAfter(db, await readerOf(db, actor), caseId, afterSeq)
}

/** To whom the case may be handed over. @throws Refusal 'not-found' `case-not-found` */
export async function handOverCandidates(db: Db, actor: Actor, caseId: Id<'case'>) {
  const { ownerId } = await readCase(db, actor, caseId)
  return candidates(db, { except: ownerId })
}
