import { sql } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { claimsOf } from '../../routing/rules.ts'
import { withAgents } from './may-get.ts'
import { readCallTerms } from './terms.ts'

/**
 * Locks the best free agent of a queue for a call that somebody talks in: to be asked about it. The same rules as for
 * one that waits, but that it need not wait for any site.
 */
export async function findForQueue(
  trx: Trx,
  callId: Id<'call'>,
  { queueId, systemId }: { queueId: number; systemId: number | null },
  at: Date,
): Promise<{ agentId: Id<'person'>; extension: string } | undefined> {
  const { sites } = await readCallTerms(trx, at)
  const asked = sql`calls c cross join lateral (
    select ${queueId}::smallint as queue_id, coalesce(${systemId}::smallint, c.system_id) as system_id,
      ${at}::timestamptz - interval '1 day' as entered_at) w`
  const isReached = sql`c.id = ${callId} and a.tier = q.tier and exists (select from phones h
    where h.extension = e.extension and h.exchange = c.exchange and h.registered)`
  const { rows } = await sql<{ agentId: Id<'person'>; extension: string }>`
    select a.person_id as agent_id, e.extension ${withAgents(asked, isReached, sites, at)}
    order by k.for_agency desc,
      coalesce((${JSON.stringify(claimsOf(sites))}::jsonb ->> a.site_id)::bigint, -1e9::bigint) desc,
      k.idle_since, a.person_id
    limit 1 for no key update of a skip locked`.execute(trx)
  return rows[0]
}
