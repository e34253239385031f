import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { personalDataOf } from '../personal-data.ts'
import type { Visibility } from '../shapes.ts'

const PAGE = 30
const MOST_ENTRIES = 20

type List = 'open' | 'answered' | 'aside'

const LISTS = {
  open: { of: sql<boolean>`b.answered_at is null and b.reason is not null`, by: sql`b.at` },
  answered: { of: sql<boolean>`b.answer is not null`, by: sql`b.answered_at` },
  aside: { of: sql<boolean>`b.answered_at is not null and b.answer is null`, by: sql`b.answered_at` },
}

type Row = {
  id: Id<'knowledge-feedback'>
  entryId: Id<'knowledge-entry'>
  number: string
  title: string
  visibility: Visibility
  n: number
  isLive: boolean
  solved: boolean
  reason: string | null
  at: Date
  answer: string | null
  answeredAt: Date | null
  answeredBy: string | null
}

type Asked = {
  list?: List | undefined
  entry?: Id<'knowledge-entry'> | undefined
  solved?: boolean | undefined
  after?: string | undefined
}

const COLUMNS = sql`b.id, b.entry_id, e.number, v.title, v.visibility, w.n, w.id = v.id as is_live,
  b.solved, b.reason, b.at, b.answer, b.answered_at, p.name as answered_by`

/** What was said, `b`, of live entries `e`; `v` is live, `w` is what the reader had before them. */
const SAID = sql`knowledge_feedback b
  join knowledge_entries e on e.id = b.entry_id
  join knowledge_versions v on v.id = e.live_version_id
  join knowledge_versions w on w.id = b.version_id
  left join people p on p.id = b.answered_by`

/**
 * What readers wrote of live entries, newest first.
 * @throws Refusal 'invalid' `input-invalid` for an `after` that no page gave
 */
export async function listFeedback(db: Db, { list = 'open', entry, solved, after }: Asked) {
  const { of, by } = LISTS[list]
  const chosen = sql`${entry ? sql`b.entry_id = ${entry}` : sql`true`}
    and ${solved === undefined ? sql`true` : sql`b.solved = ${solved}`}`
  const place = after === undefined ? sql`true` : sql`(${by}, b.id) < ${placeIn(after)}`
  const { rows } = await sql<Row & { place: Date }>`
    select ${COLUMNS}, ${by} as place from ${SAID}
    where ${of} and ${chosen} and ${place}
    order by ${by} desc, b.id desc limit ${PAGE + 1}`.execute(db)
  const {
    rows: [counts],
  } = await sql<Record<List, number>>`
    select count(*) filter (where ${LISTS.open.of})::int as open,
      count(*) filter (where ${LISTS.answered.of})::int as answered,
      count(*) filter (where ${LISTS.aside.of})::int as aside
    from ${SAID} where ${chosen}`.execute(db)
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    rows: rows.slice(0, PAGE).map(withFound),
    next: last ? Buffer.from(`${last.place.toISOString()} ${last.id}`).toString('base64url') : null,
    counts: counts!,
    entries: await entriesOpen(db),
  }
}

/** One of them, as the list has it. */
export async function readFeedback(db: Db, id: Id<'knowledge-feedback'>) {
  const {
    rows: [row],
  } = await sql<Row>`select ${COLUMNS} from ${SAID} where b.id = ${id}`.execute(db)
  if (!row) throw new Refusal('not-found', 'knowledge-feedback-not-found')
  return withFound(row)
}

const withFound = ({ id, entryId, number, title, visibility, n, isLive, ...said }: Row) => ({
  ...{ id, entryId, number, title, visibility, n, isLive },
  ...{ solved: said.solved, reason: said.reason, at: said.at },
  ...{ answer: said.answer, answeredAt: said.answeredAt, answeredBy: said.answeredBy },
  found: said.reason === null || said.answer !== null ? [] : personalDataOf(said.reason),
})

const entriesOpen = (db: Db) =>
  sql<{
    id: Id<'knowledge-entry'>
    number: string
    title: string
    open: number
    solved: number
    unsolved: number
  }>`
    select e.id, e.number, v.title, b.open, e.solved, e.unsolved
    from (select entry_id, count(*)::int as open, max(at) as last from knowledge_feedback b
      where ${LISTS.open.of} group by entry_id) b
    join knowledge_entries e on e.id = b.entry_id
    join knowledge_versions v on v.id = e.live_version_id
    order by b.open desc, b.last desc limit ${MOST_ENTRIES}`
    .execute(db)
    .then(({ rows }) => rows)

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

function placeIn(cursor: string) {
  const [, at = '', id] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (!id || Number.isNaN(Date.parse(at)))
    throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/after', rule: 'cursor' }] })
  return sql`(${at}::timestamptz, ${id}::uuid)`
}
