import { sql } from 'kysely'
import { visibleCases } from '../../cases/queries.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Id } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { isReviewOverdue } from '../effect.ts'
import { entryNotFound, seqOf } from '../numbers.ts'
import type { EditedEntry } from '../shapes.ts'
import type { StoredEntry } from '../tables.ts'
import { readContent } from './content.ts'
import { namesIn } from './names.ts'
import { stepsOfActor } from './steps.ts'

/** The same by its number, as people say it. @throws Refusal 'not-found' `knowledge-not-found` */
export async function readByNumber(
  deps: Pick<Deps, 'db' | 'now'>,
  actor: Actor,
  number: string,
): Promise<Returned<EditedEntry>> {
  const { id } = await deps.db
    .selectFrom('knowledgeEntries')
    .select('id')
    .where('seq', '=', seqOf(number))
    .executeTakeFirstOrThrow(entryNotFound)
  return readEdited(deps, actor, id)
}

/** An entry at this person's desk, as it is now. @throws Refusal 'not-found' `knowledge-not-found` */
export async function readEdited(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Actor,
  entryId: Id<'knowledge-entry'>,
): Promise<Returned<EditedEntry>> {
  const entry = await db
    .selectFrom('knowledgeEntries')
    .selectAll()
    .where('id', '=', entryId)
    .executeTakeFirstOrThrow(entryNotFound)
  const today = dayInTaipei(now())
  const { id, number, version, reviewOn, views, solved, unsolved, uses } = entry
  return {
    ...{ id, number, version, reviewOn, views, solved, unsolved, uses },
    owner: await ownerOf(db, entry.ownerId),
    isOverdue: entry.liveVersionId !== null && isReviewOverdue(entry, today),
    withdrawn: await withdrawalOf(db, entry),
    fromCase: await caseOf(db, actor, entry.fromCaseId),
    versions: await versionsOf(db, id),
    atWork: await atWork(db, entry, actor, today),
  }
}

const ownerOf = async (db: Db, id: Id<'person'> | null) =>
  id === null
    ? null
    : db.selectFrom('people').select(['id', 'name']).where('id', '=', id).executeTakeFirstOrThrow()

async function withdrawalOf(db: Db, { withdrawnAt, withdrawnWhy, successorId }: StoredEntry) {
  if (withdrawnAt === null) return null
  const next =
    successorId === null
      ? undefined
      : await db
          .selectFrom('knowledgeEntries')
          .select('number')
          .where('id', '=', successorId)
          .executeTakeFirst()
  return { at: withdrawnAt, why: withdrawnWhy ?? '', successor: next?.number ?? null }
}

/** The case that it was made of, for whoever may see that case. */
async function caseOf(db: Db, actor: Actor, id: Id<'case'> | null) {
  if (id === null) return null
  const found = await visibleCases(db, actor).where('cases.id', '=', id).executeTakeFirst()
  return found ? { id: found.id, number: found.number } : null
}

const versionsOf = (db: Db, entryId: Id<'knowledge-entry'>) =>
  db
    .selectFrom('knowledgeVersions as v')
    .leftJoin('people as w', 'w.id', 'v.writtenBy')
    .leftJoin('people as r', 'r.id', 'v.reviewedBy')
    .select(['v.id', 'v.n', 'v.state', 'v.title', 'v.visibility', 'v.reviewNote', 'v.changeNote'])
    .select([
      'v.effectiveFrom',
      'v.effectiveUntil',
      'v.liveAt',
      'v.liveUntil',
      'v.updatedAt',
      'w.name as writtenBy',
      'r.name as reviewedBy',
    ])
    .where('v.entryId', '=', entryId)
    .orderBy('v.n', 'desc')
    .execute()

async function atWork(db: Db, entry: StoredEntry, actor: Actor, today: string) {
  const row = await db
    .selectFrom('knowledgeVersions')
    .selectAll()
    .where('entryId', '=', entry.id)
    .where(sql<boolean>`state in ('draft', 'review', 'approved')`)
    .executeTakeFirst()
  if (!row) return null
  const content = await readContent(db, row.id)
  return {
    ...content,
    names: await namesIn(db, content),
    id: row.id,
    state: row.state,
    version: row.version,
    writtenById: row.writtenBy,
    can: stepsOfActor({ entry, row }, actor, today),
  }
}
