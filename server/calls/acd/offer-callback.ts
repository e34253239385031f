import { sql } from 'kysely'
import { type Db, type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { Id } from '../../platform/values.ts'
import { engage } from '../../routing/engage.ts'
import { claimsOf } from '../../routing/rules.ts'
import { callbackDue } from '../events.ts'
import { tellAgent } from './agent-times.ts'
import { withAgents } from './may-get.ts'
import { readCallTerms, type SiteTerms } from './terms.ts'

/** Ringing at the agent, then at the other side: longer than that a reservation need not last. */
const RESERVED_MS = 45_000

/** Somebody to be called back in their turn, with an agent who may do it. */
type Turn = { id: Id<'callback'>; callId: Id<'call'>; personId: Id<'person'> }

// Whoever gave up waiting is on the list of those to be called, and has a case: nobody is rung for them.
const due = (
  at: Date,
) => sql`callbacks b join calls c on c.id = b.call_id and b.done_at is null and b.offered_at is null
    and b.kind in ('asked', 'lost') and b.due_at <= ${at}
  cross join lateral (select b.queue_id, b.system_id, b.due_at as entered_at) w`

const turns = (sites: readonly SiteTerms[], at: Date) =>
  withAgents(
    due(at),
    sql`exists (select from phones h join exchanges x on x.name = h.exchange and x.state in ('up', 'degraded')
      where h.extension = e.extension and h.registered)`,
    sites,
    at,
  )

type By = { sites: readonly SiteTerms[]; at: Date }

/**
 * Reserves an agent, locked by the caller, for whoever is to be called back before the call that waits since then: who
 * was cut off before everybody, who asked for it in the place they had.
 * @param before null: the call comes before everybody; undefined: there is none
 */
export async function offerCallback(
  trx: Trx,
  agentId: Id<'person'>,
  before: Date | null | undefined,
  { sites, at }: By,
): Promise<boolean> {
  if (before === null) return false
  const [first] = await lockTurns(
    trx,
    sql`a.person_id = ${agentId}
    and (b.kind = 'lost' or b.place_at < ${before ?? new Date(8.64e15)})`,
    { sites, at },
  )
  return first !== undefined && reserve(trx, first, at)
}

/** Reserves the best agent for somebody who is to be called back, if their turn has come. */
export const routeCallback = ({ db, now }: Pick<Deps, 'db' | 'now'>, id: Id<'callback'>): Promise<boolean> =>
  transact(db, async (trx) => {
    const at = now()
    const { sites } = await readCallTerms(trx, at)
    const [first] = await lockTurns(trx, sql`b.id = ${id}`, { sites, at })
    return first !== undefined && reserve(trx, first, at)
  })

/** The callbacks whose turn may have come. */
export const dueCallbacks = (db: Db, at: Date): Promise<Id<'callback'>[]> =>
  sql<{ id: Id<'callback'> }>`
    select b.id from ${due(at)} order by b.kind = 'lost' desc, b.place_at limit 50`
    .execute(db)
    .then(({ rows }) => rows.map(({ id }) => id))

const lockTurns = (trx: Trx, which: ReturnType<typeof sql>, { sites, at }: By): Promise<Turn[]> =>
  sql<Turn>`
    select b.id, b.call_id, a.person_id ${turns(sites, at)} and ${which}
    order by b.kind = 'lost' desc, b.place_at, a.tier, k.for_agency desc,
      coalesce((${JSON.stringify(claimsOf(sites))}::jsonb ->> a.site_id)::bigint, -1e9::bigint) desc, k.idle_since
    limit 1 for no key update of a, b skip locked`
    .execute(trx)
    .then(({ rows }) => rows)

async function reserve(trx: Trx, { id, callId, personId }: Turn, at: Date): Promise<boolean> {
  const expiresAt = new Date(at.getTime() + RESERVED_MS)
  if (!(await engage(trx, { personId, callId, kind: 'reserved', at, expiresAt }))) return false
  await trx
    .updateTable('callbacks')
    .set((eb) => ({ agentId: personId, offeredAt: at, tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .execute()
  await emit(trx, callbackDue, { callbackId: id })
  await tellAgent(trx, { agentId: personId, at })
  return true
}
