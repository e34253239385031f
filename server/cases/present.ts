import { sql } from 'kysely'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Returned } from '../platform/http/contract.ts'
import type { Id } from '../platform/values.ts'
import { clocksOf } from './clocks.ts'
import { pendingOf } from './pending/queries.ts'
import { actionsOf } from './rules.ts'
import type { ServiceLevel } from './service-level.ts'
import type { Case } from './shapes.ts'
import { type OpenHandOver, type Standing, standingOf } from './standing.ts'
import type { StoredCase } from './tables.ts'
import { statesOf } from './timeline.ts'

type PersonName = { id: Id<'person'>; name: string }

/** A case as its page shows it to this actor, who may see it. @param at until when the clocks have run */
export async function presentCase(
  db: Db,
  actor: Actor,
  row: StoredCase,
  { level, at }: { level: ServiceLevel; at: Date },
): Promise<Returned<Case>> {
  const standing = await standingOf(db, actor, row)
  const { rows } = await sql<{
    systemIds: number[]
    agencyName: string | null
    ownerName: string | null
    keyedBy: PersonName | null
  }>`
    select array(select system_id from case_systems where case_id = ${row.id} order by system_id) as system_ids,
      (select name from agencies where id = ${row.agencyId}) as agency_name,
      (select name from people where id = ${row.ownerId}) as owner_name,
      (select jsonb_build_object('id', id, 'name', name) from people where id = ${row.keyedById}) as keyed_by`.execute(
    db,
  )
  const states = await statesOf(db, row.id)
  return {
    ...(row as StoredCase & Pick<Case, 'rootCause' | 'disposition'>),
    ...rows[0]!,
    ...(standing.isVendor && { requesterEmail: null, requesterPhone: null }),
    pendingReplies: await pendingOf(db, row.id),
    handOver: standing.handOver ? presentHandOver(standing.handOver) : null,
    clocks: clocksOf(level.calendar, states, row.closedAt ?? at),
    actions: actionsFor(standing),
  }
}

const actionsFor = ({ situation, parties }: Standing) => actionsOf(situation, parties)

const presentHandOver = ({ fromId, fromName, toId, toName, ...handOver }: OpenHandOver) => ({
  ...handOver,
  from: named(fromId, fromName),
  to: named(toId, toName),
})

const named = (id: Id<'person'> | null, name: string | null) => (id && name !== null ? { id, name } : null)
