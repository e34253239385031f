import { sql } from 'kysely'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import type { Id } from '../platform/values.ts'
import { DESK_SILENT_MS } from './agent-state.ts'
import { closeDesks, deskGoneJob, GRACE_MS } from './desk-gone.ts'
import { agentAvailable, boardChanged } from './events.ts'

export type Desk = { id: string; personId: Id<'person'> }

/** A delayed job may come a little early. */
const SLACK_MS = 200

/**
 * These desks are open, says the server they are connected to: when they open, and every few seconds. Whoever was not
 * known to be there gets what waits.
 */
export const keepDesks = ({ db, now }: Pick<Deps, 'db' | 'now'>, desks: readonly Desk[]): Promise<void> =>
  transact(db, async (trx) => {
    if (desks.length === 0) return
    const at = now()
    const known = new Date(at.getTime() - DESK_SILENT_MS)
    const { rows } = await sql<{ personId: Id<'person'> }>`
      with open as (select * from unnest(${desks.map(({ id }) => id)}::text[],
          ${desks.map(({ personId }) => personId)}::uuid[]) as d (id, person_id)),
      before as (select id from desk_connections where left_at is null and seen_at > ${known}),
      kept as (
        insert into desk_connections (id, person_id, seen_at) select id, person_id, ${at} from open order by id
        on conflict (id) do update set seen_at = excluded.seen_at, left_at = null
        returning id, person_id
      )
      select distinct kept.person_id from kept
      join agents using (person_id)
      where not exists (select from before where before.id = kept.id)`.execute(trx)
    for (const { personId: agentId } of rows) {
      await emit(trx, agentAvailable, { agentId })
      await emit(trx, boardChanged, { agentId })
    }
  })

/** Desks were closed. Their agents get nothing new; what is offered to them stays a moment. */
export async function desksLeft(
  { db, queue, now }: Pick<Deps, 'db' | 'queue' | 'now'>,
  desks: readonly Pick<Desk, 'id'>[],
) {
  if (desks.length === 0) return
  const ids = desks.map(({ id }) => id)
  const gone = await transact(db, (trx) => closeDesks(trx, sql`id = any (${ids}::text[])`, now()))
  for (const personId of gone) await queue.add(deskGoneJob, { personId }, { delayMs: GRACE_MS + SLACK_MS })
}

const KEPT_EVERY_MS = 5000

/**
 * Follows the desks connected to this server. One round at a time: a desk that is told to be open in one and closed
 * in the next stays closed. Should a word of theirs be lost, the next round or the sweep makes it good.
 */
export function keepDesksKnown(deps: Pick<Deps, 'db' | 'queue' | 'now' | 'live' | 'log'>) {
  const news = new Map<string, { told: 'arrived' | 'left'; desk: Desk }>()
  let allDue = false
  let stopped = false
  let round: Promise<void> | undefined

  async function goRound() {
    while (allDue || news.size > 0) {
      const told = [...news.values()]
      const arrived = told.filter((one) => one.told === 'arrived')
      const left = told.filter((one) => one.told === 'left')
      const open = allDue ? deps.live.desks() : arrived.map(({ desk }) => desk)
      news.clear()
      allDue = false
      await keepDesks(deps, open).catch(notKept)
      await desksLeft(
        deps,
        left.map(({ desk }) => desk),
      ).catch(notKept)
    }
  }
  const notKept = (error: unknown) => deps.log.warn({ err: error }, 'open desks not recorded')

  function hurry() {
    round ??= goRound().finally(() => {
      round = undefined
    })
  }
  const timer = setInterval(() => {
    allDue = true
    hurry()
  }, KEPT_EVERY_MS)

  return {
    /** A desk's connection to this server was opened or closed. */
    note(told: 'arrived' | 'left', desk: Desk) {
      if (stopped) return
      news.set(desk.id, { told, desk })
      hurry()
    },
    /** This server goes down: its desks open again elsewhere, or soon. */
    async stop() {
      stopped = true
      clearInterval(timer)
      await round
      await desksLeft(deps, deps.live.desks()).catch(notKept)
    },
  }
}
