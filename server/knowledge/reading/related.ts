import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import type { Reader } from '../visible.ts'
import { visibleEntries } from '../visible-entries.ts'

const SHOWN = 5
/** So many are compared word by word. */
const COMPARED = 60

export type RelatedTo = {
  id: Id<'knowledge-entry'>
  title: string
  domain: string
  tags: readonly string[]
  systemIds: readonly number[]
}

type Candidate = {
  number: string
  title: string
  domain: string
  tags: number
  systems: number
  views: number
}

/**
 * What else somebody may want to read who reads this: entries that share systems or tags, those first whose title says
 * much the same. At most five, of what the reader may see.
 */
export async function relatedTo(
  db: Db,
  reader: Reader,
  { id, title, domain, tags, systemIds }: RelatedTo,
): Promise<{ number: string; title: string }[]> {
  if (tags.length + systemIds.length === 0) return []
  const sharedTags = sql<number>`cardinality(array(
    select unnest(v.tags) intersect select unnest(${[...tags]}::text[])))`
  const sharedSystems = sql<number>`(select count(*)::int from knowledge_version_systems vs
    where vs.version_id = v.id and vs.system_id = any(${[...systemIds]}::smallint[]))`
  const candidates = await visibleEntries(db, reader)
    .where('e.id', '<>', id)
    .where(
      sql<boolean>`v.id in (
        select version_id from knowledge_version_systems where system_id = any(${[...systemIds]}::smallint[])
        union all
        select t.id from knowledge_versions t where t.state = 'live' and t.tags && ${[...tags]}::text[])`,
    )
    .select(['e.number', 'v.title', 'v.domain', 'e.views'])
    .select([sharedTags.as('tags'), sharedSystems.as('systems')])
    .orderBy(sql`${sharedTags} * 3 + ${sharedSystems}`, 'desc')
    .orderBy('e.views', 'desc')
    .orderBy('e.number')
    .limit(COMPARED)
    .execute()
  return nearest({ title, domain }, candidates)
}

/** The nearest first: tags count most, then the words of the title, then systems and domain. */
function nearest(
  to: { title: string; domain: string },
  candidates: readonly Candidate[],
): { number: string; title: string }[] {
  const words = pairsOf(to.title)
  const nearness = ({ title, domain, tags, systems }: Candidate) =>
    Math.min(tags, 4) * 1.5 +
    likeness(words, pairsOf(title)) * 4 +
    Math.min(systems, 2) +
    (domain === to.domain ? 0.5 : 0)
  return candidates
    .map((candidate) => ({ ...candidate, near: nearness(candidate) }))
    .sort((a, b) => b.near - a.near || b.views - a.views || (a.number < b.number ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ number, title }) => ({ number, title }))
}

/** Two characters at a time: words of Chinese, near enough. */
function pairsOf(text: string): Set<string> {
  const letters = [
    ...text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s\p{P}]+/gu, ''),
  ]
  return new Set(letters.slice(1).map((letter, n) => `${letters[n]}${letter}`))
}

/** 0: nothing in common, 1: the same (Dice). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>) {
  if (a.size + b.size === 0) return 0
  let shared = 0
  for (const pair of a) if (b.has(pair)) shared += 1
  return (2 * shared) / (a.size + b.size)
}
