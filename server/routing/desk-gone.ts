import { type RawBuilder, sql } from 'kysely'
import { Type } from 'typebox'
import { type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { jobOf } from '../platform/queue/port.ts'
import { type Id, IdOf } from '../platform/values.ts'
import { DESK_SILENT_MS, isOnline, lockAgent } from './agent-state.ts'
import { boardChanged } from './events.ts'
import { withdrawFrom } from './withdraw-offers.ts'

/** So long after the last desk was closed the offers stay: a reload is no leaving. */
export const GRACE_MS = 5000
const FORGOTTEN_AFTER_MS = 60_000

/** Takes back what is offered to an agent who has had no desk open for a moment, e.g. has shut their laptop. */
const deskGone = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { personId }: { personId: Id<'person'> },
): Promise<void> =>
  transact(db, async (trx) => {
    const at = now()
    if (!(await lockAgent(trx, personId))) return
    const { rows } = await sql`select from agents a where a.person_id = ${personId}
      and not ${isOnline(at)} and not ${leftJustNow(at)}`.execute(trx)
    if (rows.length > 0) await withdrawFrom(trx, personId, 'desk-closed', at)
  })

export const deskGoneJob = jobOf('routing.desk-gone', Type.Object({ personId: IdOf('person') }), deskGone)

/** Notices desks whose server has died, and agents whose going the queue has forgotten. */
export async function sweepDesks(deps: Pick<Deps, 'db' | 'now'>) {
  const { db } = deps
  const at = deps.now()
  const silent = sql<boolean>`id in (select id from desk_connections
    where left_at is null and seen_at < ${new Date(at.getTime() - DESK_SILENT_MS)} for update skip locked)`
  await transact(db, (trx) => closeDesks(trx, silent, at))
  const { rows } = await sql<{ personId: Id<'person'> }>`
    select a.person_id from agents a
    where exists (select from offers o where o.agent_id = a.person_id and o.outcome is null)
      and not ${isOnline(at)} and not ${leftJustNow(at)}`.execute(db)
  for (const agent of rows) await deskGone(deps, agent)
  await db
    .deleteFrom('deskConnections')
    .where('leftAt', '<', new Date(at.getTime() - FORGOTTEN_AFTER_MS))
    .execute()
}

const leftJustNow = (at: Date) => sql`exists (
  select from desk_connections j where j.person_id = a.person_id
    and j.left_at > ${new Date(at.getTime() - GRACE_MS)})`

/** Marks open desks as left. @returns whose they were, each once */
export async function closeDesks(trx: Trx, which: RawBuilder<boolean>, at: Date) {
  const closed = await trx
    .updateTable('deskConnections')
    .set({ leftAt: at })
    .where(which)
    .where('leftAt', 'is', null)
    .returning('personId')
    .execute()
  if (closed.length > 0) await emit(trx, boardChanged, {})
  return new Set(closed.map(({ personId }) => personId))
}
