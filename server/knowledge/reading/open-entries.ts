import { sql } from 'kysely'
import type { Deps } from '../../platform/deps.ts'
import { liveSince, systemsOf } from '../columns.ts'
import type { OpenEntry } from '../open-data.ts'
import { plainTextOf } from '../plain-text.ts'
import { ANYBODY } from '../visible.ts'
import { visibleEntries } from '../visible-entries.ts'

const BATCH = 200

/** All public entries by their number, a batch at a time: memory does not grow with how many there are. */
export async function* openEntries({
  db,
  publicUrl,
}: Pick<Deps, 'db' | 'publicUrl'>): AsyncGenerator<OpenEntry> {
  for (let last = 0; ; ) {
    const rows = await visibleEntries(db, ANYBODY)
      .where('e.seq', '>', last)
      .select([
        'e.seq',
        'e.number',
        'v.title',
        'v.shortAnswer',
        'v.body',
        'v.domain',
        'v.tags',
        'v.appliesTo',
      ])
      .select([liveSince.as('liveAt'), systemsOf.as('systems')])
      .select(sql<string | null>`e.review_on::text`.as('reviewOn'))
      .orderBy('e.seq')
      .limit(BATCH)
      .execute()
    for (const { seq, body, systems, ...row } of rows) {
      last = seq
      yield {
        ...row,
        answer: plainTextOf(body),
        systems: systems.map(({ shortName }) => shortName),
        address: `${publicUrl}/qa/${row.number}`,
      }
    }
    if (rows.length < BATCH) return
  }
}
