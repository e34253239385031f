import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { systemsOf } from '../columns.ts'
import { ANYBODY, type Reader, readerOf } from '../visible.ts'
import { visibleEntries } from '../visible-entries.ts'

/** Read again as somebody who sees everything: whom it is for is asked of each subscriber. */
const EVERYTHING: Reader = [...ANYBODY, 'signed-in', 'internal']

/** What subscribers are told of an entry. */
export type News = { number: string; title: string; shortAnswer: string; systems: string[] }
export type Subscriber = { id: Id<'person'>; name: string; email: string }

/**
 * What is new for subscribers: an entry that is live for the first time, and was written, not imported.
 * @returns undefined: nothing to tell, also when it was withdrawn or written anew meanwhile
 */
export async function newsOf(
  db: Db,
  { entryId, versionId }: { entryId: Id<'knowledge-entry'>; versionId: Id<'knowledge-version'> },
): Promise<News | undefined> {
  const found = await visibleEntries(db, EVERYTHING)
    .where('e.id', '=', entryId)
    .where('v.id', '=', versionId)
    .where('v.isImported', '=', false)
    .where(sql<boolean>`e.first_live_at = v.live_at`)
    .select(['e.number', 'v.title', 'v.shortAnswer', systemsOf.as('systems')])
    .executeTakeFirst()
  return found && { ...found, systems: found.systems.map(({ shortName }) => shortName) }
}

/**
 * Those who want to hear of an entry by one of its systems or tags, may see it, and can be written to; by their id.
 * @param after the last one of the page before
 */
export async function subscribersOf(
  db: Db,
  versionId: Id<'knowledge-version'>,
  { after, limit }: { after: Id<'person'> | undefined; limit: number },
): Promise<{ subscribers: Subscriber[]; last: Id<'person'> | undefined }> {
  const { rows } = await sql<
    Subscriber & { vendorId: number | null; permissions: string[]; seenBy: string[] }
  >`
    select p.id, p.name, p.email, p.vendor_id, v.seen_by,
      array(select distinct r.permission from role_permissions r
        join account_roles ar using (role_id) where ar.person_id = p.id) as permissions
    from knowledge_versions v
    join people p on p.email is not null and p.left_on is null
    join accounts a on a.person_id = p.id and a.disabled_at is null
    where v.id = ${versionId} and (${after ?? null}::uuid is null or p.id > ${after ?? null}::uuid)
      and p.id in (
        select s.person_id from knowledge_subscriptions s
        join knowledge_version_systems vs on vs.system_id = s.system_id where vs.version_id = ${versionId}
        union
        select s.person_id from knowledge_subscriptions s, knowledge_versions t
        where t.id = ${versionId} and s.tag = any(t.tags))
    order by p.id limit ${limit}`.execute(db)
  return {
    subscribers: rows.filter(({ vendorId, permissions, seenBy }) =>
      readerOf({ permissions }, vendorId).some((token) => seenBy.includes(token)),
    ),
    last: rows.length < limit ? undefined : rows.at(-1)?.id,
  }
}
