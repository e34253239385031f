import { sql } from 'kysely'
import type { Trx } from '../../platform/database/database.ts'
import type { Call } from '../tables.ts'
import type { Followed, StoredLeg } from './state.ts'

/** What the events of a call alone decide; the rest of its row is others' to write. */
const FOLLOWED = [
  ['state', 'text'],
  ['system_id', 'smallint'],
  ['ready_at', 'timestamptz'],
  ['agent_id', 'uuid'],
  ['answered_at', 'timestamptz'],
  ['ended_at', 'timestamptz'],
  ['talk_ms', 'integer'],
  ['hold_ms', 'integer'],
  ['outcome', 'text'],
  ['ended_by', 'text'],
  ['certainty', 'text'],
  ['source', 'text'],
  ['seen_at', 'timestamptz'],
] as const

/** Writes what has changed of calls. One statement. */
export async function updateCalls(trx: Trx, calls: readonly Call[]): Promise<void> {
  if (calls.length === 0) return
  const columns = FOLLOWED.map(([name, type]) => `${name} ${type}`).join(', ')
  const sets = FOLLOWED.map(([name]) => `${name} = n.${name}`).join(', ')
  await sql`
    update calls c set ${sql.raw(sets)}, version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(calls.map(changesOf))}::jsonb) as n (id uuid, ${sql.raw(columns)})
    where c.id = n.id`.execute(trx)
}

const changesOf = (call: Call) => ({
  id: call.id,
  state: call.state,
  system_id: call.systemId,
  ready_at: call.readyAt,
  agent_id: call.agentId,
  answered_at: call.answeredAt,
  ended_at: call.endedAt,
  talk_ms: call.talkMs,
  hold_ms: call.holdMs,
  outcome: call.outcome,
  ended_by: call.endedBy,
  certainty: call.certainty,
  source: call.source,
  seen_at: call.seenAt,
})

/** Writes legs as they are now. One statement. */
export async function keepLegs(trx: Trx, legs: readonly StoredLeg[]): Promise<void> {
  if (legs.length === 0) return
  const rows = legs.map((leg) => ({
    leg_ref: leg.legRef,
    call_id: leg.callId,
    role: leg.role,
    agent_id: leg.agentId,
    extension: leg.extension,
    number: leg.number,
    alerting_at: leg.alertingAt,
    established_at: leg.establishedAt,
    held_since: leg.heldSince,
    held_ms: leg.heldMs,
    ended_at: leg.endedAt,
    cause: leg.cause,
    ended_by: leg.endedBy,
  }))
  await sql`
    insert into call_legs (leg_ref, call_id, role, agent_id, extension, number, alerting_at, established_at, held_since,
      held_ms, ended_at, cause, ended_by)
    select leg_ref, call_id, role, agent_id, extension, number, alerting_at, established_at, held_since, held_ms, ended_at,
      cause, ended_by
    from jsonb_populate_recordset(null::call_legs, ${JSON.stringify(rows)}::jsonb)
    on conflict (leg_ref) do update set role = excluded.role, alerting_at = excluded.alerting_at,
      established_at = excluded.established_at, held_since = excluded.held_since, held_ms = excluded.held_ms,
      ended_at = excluded.ended_at, cause = excluded.cause, ended_by = excluded.ended_by`.execute(trx)
}

/** The legs that are not as they were. */
export const changedLegs = (before: Followed | undefined, after: Followed): StoredLeg[] =>
  after.legs.filter((leg) => !before?.legs.includes(leg))
