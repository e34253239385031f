import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import type { Visibility } from '../shapes.ts'

type EntryOf = { number: string; title: string }

/** A version that waits to be read by somebody else. */
export type Waiting = EntryOf & {
  versionId: Id<'knowledge-version'>
  entryId: Id<'knowledge-entry'>
  submittedAt: Date
  visibility: Visibility
  writers: Id<'person'>[]
  writtenBy: string | null
}

/** Everything that waits for review, longest first. */
export const waitingForReview = (db: Db): Promise<Waiting[]> =>
  sql<Waiting>`
    select v.id as version_id, e.id as entry_id, e.number, v.title, v.submitted_at, v.visibility, v.writers,
      p.name as written_by
    from knowledge_versions v join knowledge_entries e on e.id = v.entry_id
    left join people p on p.id = v.written_by
    where v.state = 'review' and v.submitted_at is not null order by v.submitted_at, v.id`
    .execute(db)
    .then(({ rows }) => rows)

export type Reviewed = EntryOf & {
  entryId: Id<'knowledge-entry'>
  n: number
  reviewedAt: Date
  reviewedById: Id<'person'>
  reviewedBy: string
  note: string | null
  writers: Id<'person'>[]
}

/**
 * What another said of a version that was written here, to be told to those who wrote it.
 * @param state `draft`: it was given back, and nobody has sent it again since · `live`: everybody reads it
 * @returns undefined when that is no longer so, or it was imported
 */
export const reviewedAs = (
  db: Db,
  versionId: Id<'knowledge-version'>,
  state: 'draft' | 'live',
): Promise<Reviewed | undefined> =>
  sql<Reviewed>`
    select e.id as entry_id, e.number, v.title, v.n, v.reviewed_at, v.reviewed_by as reviewed_by_id,
      p.name as reviewed_by, v.review_note as note, v.writers
    from knowledge_versions v join knowledge_entries e on e.id = v.entry_id
    join people p on p.id = v.reviewed_by
    where v.id = ${versionId} and v.state = ${state} and not v.is_imported`
    .execute(db)
    .then(({ rows: [row] }) => row)

export type Overdue = EntryOf & { reviewOn: string; ownerName: string | null }

/** Live entries whose review day is past, oldest first. @param ownerId theirs alone */
export async function overdueEntries(
  db: Db,
  today: string,
  { ownerId, limit }: { ownerId?: Id<'person'>; limit: number },
): Promise<{ n: number; entries: Overdue[] }> {
  const { rows } = await sql<Overdue & { n: number }>`
    select e.number, v.title, e.review_on, p.name as owner_name, count(*) over ()::int as n
    from knowledge_entries e join knowledge_versions v on v.id = e.live_version_id
    left join people p on p.id = e.owner_id
    where e.review_on < ${today}::date and ${ownerId ? sql`e.owner_id = ${ownerId}` : sql`true`}
    order by e.review_on, e.seq limit ${limit}`.execute(db)
  return { n: rows[0]?.n ?? 0, entries: rows.map(({ n: _, ...entry }) => entry) }
}

/** Who answers for an entry that is live and past its review day; undefined: nobody, or it is not so any more. */
export const ownerOfOverdue = async (db: Db, entryId: Id<'knowledge-entry'>, today: string) =>
  (
    await db
      .selectFrom('knowledgeEntries')
      .select('ownerId')
      .where('id', '=', entryId)
      .where('liveVersionId', 'is not', null)
      .where('reviewOn', '<', today)
      .executeTakeFirst()
  )?.ownerId ?? undefined

/** Live entries that did not solve what many came for since then, most often first; and how much awaits an answer. */
export async function notSolved(db: Db, since: Date, { least, limit }: { least: number; limit: number }) {
  const { rows } = await sql<EntryOf & { unsolved: number; solved: number }>`
    select e.number, v.title, count(*) filter (where not b.solved)::int as unsolved,
      count(*) filter (where b.solved)::int as solved
    from knowledge_feedback b join knowledge_entries e on e.id = b.entry_id
    join knowledge_versions v on v.id = e.live_version_id
    where b.at >= ${since} group by e.id, v.id having count(*) filter (where not b.solved) >= ${least}
    order by unsolved desc, e.seq limit ${limit}`.execute(db)
  const {
    rows: [open],
  } = await sql<{ n: number }>`
    select count(*)::int as n from knowledge_feedback b
    join knowledge_entries e on e.id = b.entry_id and e.live_version_id is not null
    where b.answered_at is null and b.reason is not null`.execute(db)
  return { entries: rows, open: open!.n }
}
