import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { plannedOnce } from '../../platform/database/planned-once.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Id } from '../../platform/values.ts'
import type { readAgents } from '../../routing/agents.ts'
import { routingStatusOf } from '../../routing/rules.ts'
import { standsOnDesk } from '../reach.ts'
import type { CallBoard } from './api.ts'
import type { Counted } from './today.ts'

/** `isReady`: would be given a call now. `isStaffed`: there for calls, also while busy with one. */
export type Seat = Returned<CallBoard>['seats'][number] & { isReady: boolean; isStaffed: boolean }

type OfSeat = {
  personId: Id<'person'>
  extension: string | null
  callId: Id<'call'> | null
  state: string | null
  reason: string | null
  since: Date | null
  registeredAt: string[]
  standsOnDesk: boolean
}

const NOT_THERE = ['offline', 'away', 'break', 'paused', 'not-responding']
/** Working on cases keeps nobody from answering. */
const READY = ['idle', 'busy', 'full']

/** Every agent with what the telephone knows of them: state and since when, phone, call, today's answers. */
export async function readSeats(
  db: Db,
  agents: Awaited<ReturnType<typeof readAgents>>,
  answered: Counted['answered'],
  at: Date,
): Promise<Seat[]> {
  const { rows } = await plannedOnce(sql<OfSeat>`
    select a.person_id, e.extension, g.call_id, t.state, t.reason, t.from_at as since,
      coalesce(h.exchanges, '{}') as registered_at,
      ${standsOnDesk(at)} as stands_on_desk
    from agents a
    left join seats e on e.id = a.seat_id
    left join (
      select extension, array_agg(exchange order by exchange) as exchanges from phones where registered group by extension
    ) h on h.extension = e.extension
    left join agent_engagements g on g.person_id = a.person_id and g.expires_at > ${at}
    left join agent_times t on t.person_id = a.person_id and t.to_at is null`).execute(db)
  const answers = new Map<Id<'person'>, number>()
  for (const { agentId, n } of answered) answers.set(agentId, (answers.get(agentId) ?? 0) + n)
  const known = new Map(rows.map((row) => [row.personId, row]))
  return agents.flatMap((agent): Seat[] => {
    const seat = known.get(agent.personId)
    if (!seat) return []
    // Calls reach whoever has a telephone on the desk, as distribution sees it: they are there without a page.
    const isByPhone = !agent.online && seat.standsOnDesk && seat.registeredAt.length > 0
    const status = isByPhone ? routingStatusOf({ ...agent, online: true }) : agent.routingStatus
    // Kept times say more (hold, since when), as long as they are of this state.
    const isKept = seat.state === status || (seat.state === 'hold' && status === 'on-call')
    const state = isKept && seat.state ? seat.state : status
    return [
      {
        personId: agent.personId,
        name: agent.name,
        site: agent.siteId,
        tier: agent.tier,
        extension: seat.extension,
        state,
        reason: agent.pausedReason ?? (state === 'break' ? agent.presenceReason : null),
        since: (isKept ? seat.since : null) ?? agent.presenceSince,
        callId: seat.callId,
        registeredAt: seat.registeredAt,
        isByPhone,
        answeredToday: answers.get(agent.personId) ?? 0,
        isReady: READY.includes(state) && seat.registeredAt.length > 0,
        isStaffed: !NOT_THERE.includes(state),
      },
    ]
  })
}
