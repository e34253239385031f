import { sql } from 'kysely'
import { DOMAINS } from '../../directory/api.ts'
import type { Db } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { isOfSystem, isOverdue, isTagged, liveSince, ROW, systemsOf } from '../columns.ts'
import type { Domain, EntryRow } from '../shapes.ts'
import type { Reader } from '../visible.ts'
import { visibleEntries } from '../visible-entries.ts'

const PAGE = 20

/** One system, one domain, one tag; several together are all meant. */
export type Slice = { system?: number; domain?: string; tag?: string }
export type Order = 'newest' | 'changed' | 'most-read'

const ORDERS = {
  newest: { column: 'e.first_live_at', type: 'timestamptz', key: 'firstLiveAt' },
  changed: { column: 'v.live_at', type: 'timestamptz', key: 'liveAt' },
  'most-read': { column: 'e.views', type: 'integer', key: 'views' },
} as const

/** The visible entries of a slice. An unknown domain has none. */
export function slice(db: Db, reader: Reader, { system, domain, tag }: Slice) {
  let entries = visibleEntries(db, reader)
  if (system !== undefined) entries = entries.where(isOfSystem(system))
  if (tag !== undefined) entries = entries.where(isTagged(tag))
  if (domain !== undefined)
    entries = isDomain(domain) ? entries.where('v.domain', '=', domain) : entries.where(sql<boolean>`false`)
  return entries
}

const isDomain = (text: string): text is Domain => (DOMAINS as readonly string[]).includes(text)

type Row = Omit<EntryRow, 'liveAt'> & { liveAt: Date }

/**
 * A page of entries. While people read, the order of the most read changes: an entry may then come twice or not at all.
 *
 * @param asked.today day of Taipei, for what is overdue
 * @returns `next`, where the next page begins; null on the last one
 * @throws Refusal 'invalid' `input-invalid`: `after` is no such place
 */
export async function listEntries(
  db: Db,
  reader: Reader,
  {
    order = 'newest',
    after,
    today,
    limit = PAGE,
    ...asked
  }: Slice & { order?: Order; after?: string; today: string; limit?: number },
): Promise<{ entries: Row[]; next: string | null }> {
  const { column, type, key } = ORDERS[order]
  let entries = slice(db, reader, asked)
    .select(ROW)
    .select([
      'e.id',
      'e.firstLiveAt',
      liveSince.as('liveAt'),
      systemsOf.as('systems'),
      isOverdue(today).as('isOverdue'),
    ])
    .orderBy(sql.raw(column), 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
  if (after !== undefined) {
    const [value, id] = placeOf(after, type)
    entries = entries.where(
      sql<boolean>`(${sql.raw(column)}, e.id) < (${value}::${sql.raw(type)}, ${id}::uuid)`,
    )
  }
  const found = await entries.execute()
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    entries: shown,
    next: last ? placeAfter(last[key], last.id) : null,
  }
}

const placeAfter = (value: Date | number | null, id: Id<'knowledge-entry'>) =>
  Buffer.from(`${value instanceof Date ? value.toISOString() : (value ?? 0)} ${id}`).toString('base64url')

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function placeOf(after: string, type: 'timestamptz' | 'integer'): [string, string] {
  const [value = '', id = '', ...more] = Buffer.from(after, 'base64url').toString().split(' ')
  const isValue =
    type === 'integer' ? /^\d{1,9}$/.test(value) : MOMENT.test(value) && !Number.isNaN(Date.parse(value))
  if (!isValue || !UUID.test(id) || more.length > 0)
    throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/after', rule: 'cursor' }] })
  return [value, id]
}
