import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'

export type OwnPhone = {
  extension: string | null
  /** Exchanges that live and have it registered. */
  registeredAt: string[]
  inUse: boolean
}

/** The telephone of an agent's seat, and where it is registered now. */
export const readPhone = (db: Db, personId: Id<'person'>): Promise<OwnPhone> =>
  sql<OwnPhone>`
    select e.extension,
      coalesce(array_agg(h.exchange order by h.exchange) filter (where h.registered and x.name is not null), '{}')
        as registered_at,
      coalesce(bool_or(h.in_use and x.name is not null), false) as in_use
    from agents a join seats e on e.id = a.seat_id
    left join phones h on h.extension = e.extension
    left join exchanges x on x.name = h.exchange and x.state in ('up', 'degraded')
    where a.person_id = ${personId} group by e.extension`
    .execute(db)
    .then(({ rows: [phone] }) => phone ?? { extension: null, registeredAt: [], inUse: false })
