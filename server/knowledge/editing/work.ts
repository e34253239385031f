import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import type { State, Visibility } from '../shapes.ts'

const PAGE = 50

type WorkList = 'mine' | 'drafts' | 'review' | 'approved' | 'overdue' | 'expired' | 'withdrawn'

type Lists = Record<
  WorkList,
  {
    of: RawBuilder<boolean>
    by: RawBuilder<unknown>
    type: 'timestamptz' | 'date'
    direction: 'asc' | 'desc'
  }
>

/** What each list holds, of versions `v` and their entries `e`, and by what it is ordered: the most pressing first. */
function listsFor(actor: Actor, today: string): Lists {
  const [updated, newest] = [sql`v.updated_at`, { type: 'timestamptz', direction: 'desc' } as const]
  const [oldest, soonest] = [
    { type: 'timestamptz', direction: 'asc' } as const,
    { type: 'date', direction: 'asc' } as const,
  ]
  return {
    mine: {
      of: sql`v.state in ('draft', 'review', 'approved') and ${actor.id} = any (v.writers)`,
      by: updated,
      ...newest,
    },
    drafts: { of: sql`v.state = 'draft'`, by: updated, ...newest },
    review: { of: sql`v.state = 'review'`, by: sql`v.submitted_at`, ...oldest },
    approved: { of: sql`v.state = 'approved'`, by: sql`v.effective_from`, ...soonest },
    overdue: {
      of: sql`e.live_version_id is not null and v.id = e.live_version_id and e.review_on < ${today}::date`,
      by: sql`e.review_on`,
      ...soonest,
    },
    expired: {
      of: sql`v.state = 'live' and v.effective_until < ${today}::date`,
      by: sql`v.effective_until`,
      ...soonest,
    },
    withdrawn: {
      of: sql`e.withdrawn_at is not null and v.state = 'withdrawn' and v.n =
        (select max(n) from knowledge_versions w where w.entry_id = e.id and w.state = 'withdrawn')`,
      by: sql`e.withdrawn_at`,
      ...newest,
    },
  }
}

type Row = {
  entryId: Id<'knowledge-entry'>
  number: string
  title: string
  state: State
  visibility: Visibility
  ownerName: string | null
  writtenBy: string | null
  reviewOn: string | null
  updatedAt: Date
}

/**
 * What editors have to do: one page of a list, and how long each list is.
 * @throws Refusal 'invalid' `input-invalid` for an `after` that no page of such a list gave
 */
export async function readWork(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Actor,
  { list, after }: { list: WorkList; after?: string | undefined },
) {
  const lists = listsFor(actor, dayInTaipei(now()))
  const { of, by, type, direction } = lists[list]
  const place = after === undefined ? sql`true` : isAfter(after, by, type, direction)
  const to = sql.raw(direction)
  const { rows } = await sql<Row & { versionId: string; place: Date | string }>`
    select e.id as entry_id, e.number, v.title, v.state, v.visibility, o.name as owner_name, p.name as written_by,
      e.review_on, v.updated_at, v.id as version_id, ${by} as place
    from knowledge_versions v join knowledge_entries e on e.id = v.entry_id
    left join people o on o.id = e.owner_id
    left join people p on p.id = v.written_by
    where ${of} and ${place}
    order by ${by} ${to}, v.id ${to}
    limit ${PAGE + 1}`.execute(db)
  const { rows: counted } = await sql<{ list: WorkList; n: number }>`${sql.join(
    Object.entries(lists).map(
      ([name, { of }]) => sql`select ${name}::text as list, count(*)::int as n
        from knowledge_versions v join knowledge_entries e on e.id = v.entry_id where ${of}`,
    ),
    sql` union all `,
  )}`.execute(db)
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    rows: rows.slice(0, PAGE),
    next: last ? cursorAt(last.place, last.versionId) : null,
    counts: Object.fromEntries(counted.map(({ list, n }) => [list, n])),
  }
}

const CURSOR = {
  timestamptz: /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  date: /^(\d{4}-\d\d-\d\d) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
}

const cursorAt = (place: Date | string, id: string) =>
  Buffer.from(`${place instanceof Date ? place.toISOString() : place} ${id}`).toString('base64url')

function isAfter(
  cursor: string,
  by: RawBuilder<unknown>,
  type: keyof typeof CURSOR,
  direction: 'asc' | 'desc',
) {
  const [, place = '', id] = CURSOR[type].exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  if (!id || Number.isNaN(Date.parse(place)))
    throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/after', rule: 'cursor' }] })
  return sql`(${by}, v.id) ${sql.raw(direction === 'asc' ? '>' : '<')} (${place}::${sql.raw(type)}, ${id}::uuid)`
}
