import { sql } from 'kysely'
import type { PlanAgent } from '../../../telephony-adapter/plan.ts'
import type { Db } from '../../platform/database/database.ts'

type Row = Omit<PlanAgent, 'idleSince' | 'writesUntil'> & { idleSince: Date; writesUntil: Date | null }

/** Everybody with an account and a telephone at their seat. */
export const planAgents = async (db: Db, at: Date): Promise<PlanAgent[]> =>
  sql<Row>`
    select a.person_id as agent_id, p.name, e.extension, coalesce(a.site_id, e.site_id) as site, a.tier,
      coalesce((select array_agg(s.system_id order by s.system_id) from agent_skills s
        where s.person_id = a.person_id), '{}') as system_ids,
      a.presence = 'ready' and a.paused_at is null and not a.not_responding and not exists (
        select from agent_engagements g where g.person_id = a.person_id and g.expires_at > ${at}) as is_ready,
      (select g.expires_at from agent_engagements g
        where g.person_id = a.person_id and g.kind = 'wrap-up' and g.expires_at > ${at}
          and a.presence = 'ready' and a.paused_at is null and not a.not_responding) as writes_until,
      a.idle_since
    from agents a
    join people p on p.id = a.person_id
    join seats e on e.id = a.seat_id
    where exists (select from accounts t where t.person_id = a.person_id and t.disabled_at is null)
    order by e.extension, a.person_id`
    .execute(db)
    .then(({ rows }) =>
      rows.map((row) => ({
        ...row,
        writesUntil: row.writesUntil?.toISOString() ?? null,
        idleSince: row.idleSince.toISOString(),
      })),
    )
