import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Id } from '../../platform/values.ts'
import { entryNumberIn } from '../numbers.ts'
import type { EntryRow } from '../shapes.ts'
import type { Reader } from '../visible.ts'
import { visibleEntries } from '../visible-entries.ts'
import type { Finder } from './finder.ts'

/** What fits beside a case or a form without being a list to be searched in turn. */
const MOST_MATCHES = 5
/** The engine may lag: what it still has and nobody may see any more leaves room for the next. */
const SPARE = 5

export type Matching = Pick<Deps, 'db' | 'now'> & { find: Finder }
type Match = Returned<EntryRow> & { id: Id<'knowledge-entry'> }

/** Entries about a text, best first, at most five; a number is the entry of that number. */
export async function matchesFor(
  { db, now, find }: Matching,
  reader: Reader,
  text: string,
): Promise<Match[]> {
  if (text.trim() === '') return []
  const number = entryNumberIn(text)
  if (number) return entryRows(db, reader, now()).where('e.number', '=', number).execute()
  const ids = [...new Set(await find(reader, text, MOST_MATCHES + SPARE))]
  if (ids.length === 0) return []
  const rows = await entryRows(db, reader, now()).where('e.id', 'in', ids).execute()
  return rows.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id)).slice(0, MOST_MATCHES)
}

/** Entries as a list shows them. */
const entryRows = (db: Db, reader: Reader, at: Date) =>
  visibleEntries(db, reader)
    .select(['e.id', 'e.number', 'e.views', 'v.title', 'v.shortAnswer', 'v.domain', 'v.tags', 'v.visibility'])
    .select([
      sql<Date>`v.live_at`.as('liveAt'),
      sql<boolean>`coalesce(e.review_on < (${at}::timestamptz at time zone 'Asia/Taipei')::date, false)`.as(
        'isOverdue',
      ),
      sql<Match['systems']>`coalesce((
        select jsonb_agg(jsonb_build_object('id', s.id, 'code', s.code, 'shortName', s.short_name) order by s.code)
        from knowledge_version_systems vs join systems s on s.id = vs.system_id
        where vs.version_id = v.id), '[]')`.as('systems'),
    ])
