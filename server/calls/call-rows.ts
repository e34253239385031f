import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { plannedOnce } from '../platform/database/planned-once.ts'
import type { Returned } from '../platform/http/contract.ts'
import { shownNumber } from './mask.ts'
import type { CallRow } from './shapes.ts'

type Stored = Omit<Returned<CallRow>, 'number'> & { number: string | null }
type Asked = {
  /** Of calls `c`. */
  where: RawBuilder<unknown>
  orderBy: RawBuilder<unknown>
  limit: number
  /** Whoever asks may see whole numbers (`call:read-numbers`). */
  seesNumbers: boolean
}

/** Calls as lists show them. Few of many: whom they concern is looked up one by one. */
export async function readCallRows(
  db: Db,
  { where, orderBy, limit, seesNumbers }: Asked,
): Promise<Returned<CallRow>[]> {
  const { rows } = await plannedOnce(sql<Stored>`
    select c.id, c.direction, c.channel, c.source, c.state,
      case c.direction when 'in' then c.from_number else c.to_number end as number,
      case when p.id is null then null else jsonb_build_object('personId', p.id, 'name', p.name, 'title', p.title,
        'agencyId', p.agency_id, 'agencyName', ag.name, 'proficiency', p.proficiency) end as caller,
      c.system_id, s.short_name as system_name, q.name as queue_name, c.site,
      case when a.id is null then null else jsonb_build_object('id', a.id, 'name', a.name) end as agent,
      c.case_id, k.number as case_number,
      k.title as case_title, c.arrived_at, c.answered_at, c.ended_at,
      coalesce((select sum(w.wait_ms) from queue_waits w where w.call_id = c.id), 0)::int as wait_ms,
      c.talk_ms, c.hold_ms, c.outcome, c.certainty = 'reconstructed' as is_reconstructed,
      coalesce(x.is_simulated, false) as is_simulated
    from calls c
    left join lateral (select * from people where id = c.caller_id offset 0) p on true
    left join agencies ag on ag.id = p.agency_id
    left join systems s on s.id = c.system_id
    left join queues q on q.id = c.queue_id
    left join lateral (select id, name from people where id = c.agent_id offset 0) a on true
    left join lateral (select number, title from cases where id = c.case_id offset 0) k on true
    left join exchanges x on x.name = c.exchange
    where ${where}
    order by ${orderBy}
    limit ${sql.lit(limit)}`).execute(db)
  return rows.map((row) => ({ ...row, number: row.number && shownNumber(row.number, seesNumbers) }))
}
