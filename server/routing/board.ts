import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Returned } from '../platform/http/contract.ts'
import { Refusal } from '../platform/refusal.ts'
import { readAgents } from './agents.ts'
import type { Board, QueueState } from './api.ts'
import { canReceive } from './rules.ts'
import { readTerms } from './terms.ts'

const TAIPEI_MS = 8 * 60 * 60 * 1000
const DAY_MS = 24 * 60 * 60 * 1000

/** What a supervisor sees at a glance, all of one moment. */
export async function readBoard({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<Returned<Board>> {
  const at = now()
  const [queues, agents, terms, today] = await Promise.all([
    readQueues(db, at),
    readAgents(db, at),
    readTerms(db, at),
    readToday(db, at),
  ])
  const sites = terms.sites.map(({ id, name, share }) => {
    const here = agents.filter((agent) => agent.siteId === id)
    return {
      id,
      name,
      share,
      ready: here.filter(canReceive).length,
      live: here.reduce((sum, agent) => sum + agent.load, 0),
    }
  })
  return { asOf: at, queues, agents, sites, today }
}

/** Every queue with what it holds now. A case that was escalated counts where it is asked for. */
export const readQueues = (db: Db, at: Date) =>
  sql<Returned<QueueState>>`
    select q.id, q.code, q.name, q.tier, q.paused_at, q.paused_reason,
      coalesce(n.waiting, 0) as waiting, coalesce(n.live, 0) as live, coalesce(n.overdue, 0) as overdue,
      n.longest_wait_since
    from queues q
    left join (
      select case when c.owner_id is null then c.queue_id else coalesce(h.to_queue_id, c.queue_id) end as queue_id, count(*)::int as live,
        (count(*) filter (where c.due_at < ${at}))::int as overdue,
        (count(*) filter (where c.owner_id is null or h.id is not null))::int as waiting,
        min(case when c.owner_id is null then c.status_since else h.offered_at end) filter (where c.owner_id is null or h.id is not null)
          as longest_wait_since
      from cases c
      left join hand_overs h on h.case_id = c.id and h.outcome is null and h.to_queue_id is not null
      where c.closed_at is null
      group by 1
    ) n on n.queue_id = q.id
    order by q.tier, q.id`
    .execute(db)
    .then(({ rows }) => rows)

/** @throws Refusal 'not-found' `queue-not-found` */
export async function readQueue(db: Db, queueId: number, at: Date) {
  const queue = (await readQueues(db, at)).find(({ id }) => id === queueId)
  if (!queue) throw new Refusal('not-found', 'queue-not-found')
  return queue
}

/** Since midnight in Taiwan. */
async function readToday(db: Db, at: Date) {
  const midnight = new Date(Math.floor((at.getTime() + TAIPEI_MS) / DAY_MS) * DAY_MS - TAIPEI_MS)
  const { rows } = await sql<Board['today']>`
    select (select count(*)::int from cases where opened_at >= ${midnight}) as opened,
      (select count(*)::int from cases where answered_at >= ${midnight}) as answered,
      (select count(*)::int from cases where closed_at >= ${midnight} and status = 'closed') as closed`.execute(
    db,
  )
  return rows[0]!
}
