import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Id } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { isOverdue, liveSince, ROW, systemsOf } from '../columns.ts'
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
    .select(ROW)
    .select([
      'e.id',
      liveSince.as('liveAt'),
      systemsOf.as('systems'),
      isOverdue(dayInTaipei(at)).as('isOverdue'),
    ])
