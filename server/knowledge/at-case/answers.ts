import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { readerFor, visibleEntries } from '../visible-entries.ts'

const MOST = 20

/**
 * Entries that went into replies to a case, for whoever asked it: as they are called now, in the order in which they were
 * used, and those only that are live and theirs to see by themselves. Whether the case is theirs is asked before.
 */
export const answersOf = async (db: Db, actor: Actor | undefined, caseId: Id<'case'>) =>
  visibleEntries(db, await readerFor(db, actor))
    .innerJoin('knowledgeUses as u', 'u.entryId', 'e.id')
    .where('u.caseId', '=', caseId)
    .where('u.way', '<>', 'deflected')
    .groupBy(['e.id', 'v.id'])
    .select(['e.number', 'v.title'])
    .orderBy(sql`min(u.at)`)
    .orderBy('e.number')
    .limit(MOST)
    .execute()
