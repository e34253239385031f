import { type RawBuilder, sql } from 'kysely'
import type { EntryRow } from './shapes.ts'

/** Its systems, by `v`. */
export const systemsOf = sql<EntryRow['systems']>`coalesce((
  select json_agg(json_build_object('id', s.id, 'code', s.code, 'shortName', s.short_name) order by s.id)
  from knowledge_version_systems vs join systems s on s.id = vs.system_id where vs.version_id = v.id), '[]')`

/** Whether its day of review is past, by `e`. @param today day of Taipei */
export const isOverdue = (today: string): RawBuilder<boolean> =>
  sql<boolean>`coalesce(e.review_on < ${today}::date, false)`

/** When its live version `v` became live. */
export const liveSince = sql<Date>`v.live_at`

/** What every list says of an entry; see `EntryRow`. */
export const ROW = [
  'e.number',
  'v.title',
  'v.shortAnswer',
  'v.domain',
  'v.tags',
  'v.visibility',
  'e.views',
] as const

/** Belongs to the system. */
export const isOfSystem = (systemId: number): RawBuilder<boolean> =>
  sql<boolean>`exists (select from knowledge_version_systems vs
    where vs.version_id = v.id and vs.system_id = ${systemId})`

/** Carries the tag. What is live is in this state; said again, because the index of tags asks for it. */
export const isTagged = (tag: string): RawBuilder<boolean> =>
  sql<boolean>`(v.state = 'live' and v.tags @> array[${tag}]::text[])`
