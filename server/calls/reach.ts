import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { plannedOnce } from '../platform/database/planned-once.ts'
import type { Id } from '../platform/values.ts'

/** Whether agent `a` has no telephone in the browser: one registered for their seat stands on the desk, page or not. */
export const standsOnDesk = (at: Date): RawBuilder<boolean> => sql`not exists (
  select from phone_registrations r where r.person_id = a.person_id and r.expires_at > ${at})`

/** Whether agent `a` can be rung without having a page open. */
export const ringsWithoutPage = (at: Date): RawBuilder<boolean> => sql`(${standsOnDesk(at)} and exists (
  select from seats e join phones h on h.extension = e.extension and h.registered
    join exchanges x on x.name = h.exchange and x.state in ('up', 'degraded')
  where e.id = a.seat_id))`

/** How the telephone of an agent's seat can be reached. */
export type Reach = {
  personId: Id<'person'>
  extension: string
  /** Exchanges that live and have it registered. */
  registeredAt: string[]
  inUse: boolean
  /** It rings without a page being open. */
  standsOnDesk: boolean
}

/** The telephone of every agent who has a seat with one. */
export const readReach = (db: Db, at: Date): Promise<Reach[]> =>
  plannedOnce(sql<Reach>`
    select a.person_id, e.extension, ${standsOnDesk(at)} as stands_on_desk,
      coalesce(array_agg(h.exchange order by h.exchange) filter (where h.registered and x.name is not null), '{}')
        as registered_at,
      coalesce(bool_or(h.in_use and x.name is not null), false) as in_use
    from agents a join seats e on e.id = a.seat_id and e.extension is not null
    left join phones h on h.extension = e.extension
    left join exchanges x on x.name = h.exchange and x.state in ('up', 'degraded')
    group by a.person_id, e.extension`)
    .execute(db)
    .then(({ rows }) => rows)
