import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db, Trx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { type Findable, putDocuments } from '../../search/put-documents.ts'
import { plainTextOf } from '../plain-text.ts'

/** An entry as it can be found: what its live version says, and who may see it. */
type SearchableEntry = {
  entryId: Id<'knowledge-entry'>
  number: string
  title: string
  /** What people call it: number, domain, systems by all their names, tags, versions of the system. */
  keywords: string
  /** Everything that it says, for whomever: Markdown. */
  body: string
  systemIds: number[]
  domain: string
  /** Of the day on which this version became live, in Taipei. */
  year: number
  seenBy: string[]
  /** 0 to 1: how much it was read, and how often it helped. */
  quality: number
}

/** So many readers, or a twentieth of them whom it helped, are as good as it gets. */
const BEST = 50_000

/** How the index calls an entry. */
export const keyOfEntry = (id: Id<'knowledge-entry'>) => `qa-${id}`
export const entryOfKey = (key: string) => key.replace(/^qa-/, '') as Id<'knowledge-entry'>

/**
 * Lets what is live of these entries be found from the commit on, and nothing of those of which nothing is live. Called
 * in the transaction in which that changes; the entries are locked.
 */
export async function makeFindable(trx: Trx, entryIds: readonly Id<'knowledge-entry'>[]) {
  const { found, gone } = await searchable(trx, entryIds)
  const documents: Findable[] = []
  for (const entry of found) {
    documents.push(documentOf(entry))
    // Of many, as of an import: others are answered in between.
    await breathe()
  }
  await putDocuments(trx, { found: documents, gone: gone.map(keyOfEntry) })
}

export const documentOf = ({
  entryId,
  title,
  keywords,
  body,
  systemIds,
  domain,
  year,
  seenBy,
  quality,
}: SearchableEntry) => ({
  key: keyOfEntry(entryId),
  source: 'qa',
  seenBy,
  title,
  keywords,
  body: plainTextOf(body),
  systemIds,
  kind: domain,
  year,
  quality,
})

/** What can be found of these entries now, and those of which nothing can. */
export async function searchable(
  db: Db,
  entryIds: readonly Id<'knowledge-entry'>[],
): Promise<{ found: SearchableEntry[]; gone: Id<'knowledge-entry'>[] }> {
  if (entryIds.length === 0) return { found: [], gone: [] }
  const { rows: found } = await sql<SearchableEntry>`
    select e.id as entry_id, e.number, v.title,
      concat_ws(' ', e.number, v.domain, s.names, array_to_string(v.tags, ' '), nullif(v.applies_to, '')) as keywords,
      concat_ws(E'\n', nullif(v.short_answer, ''), nullif(v.body, ''), nullif(v.expert_body, ''), o.bodies) as body,
      coalesce(s.ids, '{}') as system_ids, v.domain, v.seen_by,
      extract(year from v.live_at at time zone 'Asia/Taipei')::int as year,
      least(1, ln(1 + e.views + 20 * e.solved) / ln(${BEST}::float))::float as quality
    from knowledge_entries e join knowledge_versions v on v.id = e.live_version_id
    left join lateral (
      select array_agg(y.id order by y.id) as ids,
        string_agg(concat_ws(' ', y.name, y.short_name, nullif(array_to_string(y.old_names, ' '), '')), ' '
          order by y.id) as names
      from knowledge_version_systems l join systems y on y.id = l.system_id where l.version_id = v.id) s on true
    left join lateral (
      select string_agg(w.body, E'\n' order by w.n) as bodies
      from knowledge_variants w where w.version_id = v.id) o on true
    where e.id = any (${[...entryIds]}::uuid[])
    order by e.seq`.execute(db)
  const known = new Set(found.map(({ entryId }) => entryId))
  return { found, gone: entryIds.filter((id) => !known.has(id)) }
}
