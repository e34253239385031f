import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Overview } from '../shapes.ts'
import type { Reader } from '../visible.ts'
import { visibleEntries } from '../visible-entries.ts'

const MOST_TAGS = 40

/** How many entries the reader may see, of each system, domain and tag; what has none is not named. One question. */
export async function readOverview(db: Db, reader: Reader): Promise<Overview> {
  const seen = visibleEntries(db, reader).select(['v.id', 'v.domain', 'v.tags'])
  const { rows } = await sql<Overview>`
    with seen as materialized (${seen})
    select (select count(*)::int from seen) as n,
      coalesce((select json_agg(json_build_object('id', s.id, 'shortName', s.short_name, 'name', s.name,
          'domain', s.domain, 'n', c.n) order by s.id)
        from (select vs.system_id, count(*)::int as n from seen
          join knowledge_version_systems vs on vs.version_id = seen.id group by 1) c
        join systems s on s.id = c.system_id), '[]') as systems,
      coalesce((select json_agg(json_build_object('domain', c.domain, 'n', c.n) order by c.n desc, c.domain)
        from (select domain, count(*)::int as n from seen group by 1) c), '[]') as domains,
      coalesce((select json_agg(json_build_object('tag', c.tag, 'n', c.n) order by c.n desc, c.tag)
        from (select tag, count(*)::int as n from seen, unnest(tags) tag
          group by 1 order by 2 desc, 1 limit ${MOST_TAGS}) c), '[]') as tags`.execute(db)
  return rows[0] ?? { n: 0, systems: [], domains: [], tags: [] }
}
