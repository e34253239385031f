import { sql } from 'kysely'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Findable } from '../search/put-documents.ts'
import type { Shown, Source } from '../search/source.ts'
import { liveSince, systemsOf } from './columns.ts'
import { documentOf, entryOfKey, keyOfEntry, searchable } from './editing/searchable.ts'
import { entryNumberIn } from './numbers.ts'
import { plainTextOf } from './plain-text.ts'
import { readerFor, visibleEntries } from './visible-entries.ts'

const AT_ONCE = 200
/** Further in nothing is found, either; Markdown is a little longer than what it says. */
const MOST_READ = 24_000

/** Q&A, as it is found. */
export const searchedEntries: Source = {
  name: 'qa',
  label: { 'zh-TW': '問答', en: 'Q&A' },
  readerOf: readerFor,
  documents: everyDocument,
  show: showEntries,
  async numbered(db, typed) {
    const number = entryNumberIn(typed, { bare: true })
    if (number === undefined) return undefined
    const entry = await db
      .selectFrom('knowledgeEntries')
      .select('id')
      .where('number', '=', number)
      .executeTakeFirst()
    return entry && keyOfEntry(entry.id)
  },
  async mostRead(db, actor, most) {
    const entries = await visibleEntries(db, await readerFor(db, actor))
      .select(['e.number', 'v.title'])
      .orderBy('e.views', 'desc')
      .orderBy('e.id', 'desc')
      .limit(most)
      .execute()
    return entries.map(({ number, title }) => ({ href: hrefOf(number), title }))
  },
}

const hrefOf = (number: string) => `/qa/${number}`

/** What is live of each entry, some at a time. */
async function* everyDocument(db: Db): AsyncGenerator<Findable[]> {
  for (let after = 0; ; ) {
    const entries = await db
      .selectFrom('knowledgeEntries')
      .select(['id', 'seq'])
      .where('seq', '>', after)
      .where('liveVersionId', 'is not', null)
      .orderBy('seq')
      .limit(AT_ONCE)
      .execute()
    const { found } = await searchable(
      db,
      entries.map(({ id }) => id),
    )
    if (found.length > 0) yield found.map(documentOf)
    const last = entries.at(-1)
    if (!last) return
    after = last.seq
  }
}

async function showEntries(db: Db, actor: Actor | undefined, keys: readonly string[]): Promise<Shown[]> {
  const rows = await visibleEntries(db, await readerFor(db, actor))
    .where('e.id', 'in', keys.map(entryOfKey))
    .select(['e.id', 'e.number', 'v.title', 'v.domain', 'v.visibility', liveSince.as('liveAt')])
    .select([
      sql<string>`left(concat_ws(E'\n\n', nullif(left(v.short_answer, ${MOST_READ}), ''),
        nullif(left(v.body, ${MOST_READ}), ''), nullif(left(v.expert_body, ${MOST_READ}), ''),
        (select string_agg(left(w.body, ${MOST_READ}), E'\n\n' order by w.n)
          from knowledge_variants w where w.version_id = v.id)), ${MOST_READ})`.as('body'),
      systemsOf.as('systems'),
    ])
    .execute()
  return rows.map(({ id, number, title, domain, visibility, liveAt, body, systems }) => ({
    key: keyOfEntry(id),
    number,
    href: hrefOf(number),
    title,
    text: plainTextOf(body),
    kind: domain,
    systems: systems.map(({ id, shortName }) => ({ id, shortName })),
    at: liveAt,
    limitedTo: visibility === 'public' ? null : visibility,
  }))
}
