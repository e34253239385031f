import type { Actor } from '../../platform/actor.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { readAgents } from '../../routing/agents.ts'
import { disengage, engage, keptFor } from '../../routing/engage.ts'
import { type AgentState, routingStatusOf } from '../../routing/rules.ts'
import { tellAgent } from '../acd/agent-times.ts'
import { findForQueue } from '../acd/for-queue.ts'
import { readOutlooks } from '../acd/outlook.ts'
import { type Reach, readReach } from '../reach.ts'
import { readPhone } from './own-phone.ts'
import { demandPart, type OwnPart } from './part.ts'

/** Ringing at a colleague, and some more for the exchange's word of it. */
export const TRANSFER_RING_MS = 25_000
const RESERVED_MS = TRANSFER_RING_MS + 5000

/**
 * Whom an agent may ask or give their call to: everybody of tiers 1 to 3 at any site, with what they do now and whether
 * their telephone can be rung, and queues.
 *
 * @throws Refusal `call-gone`, `call-not-yours`, `call-not-found` as `demandPart`
 */
export async function transferTargets(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Pick<Actor, 'id'>,
  callId: Id<'call'>,
) {
  const at = now()
  const part = await demandPart(db, actor.id, callId)
  const [agents, skills, phones, outlooks, queues, sites] = await Promise.all([
    readAgents(db, at),
    db
      .selectFrom('agentSkills')
      .select('personId')
      .where('systemId', '=', part.systemId ?? 0)
      .execute(),
    readReach(db, at),
    readOutlooks(db, at),
    db
      .selectFrom('queues')
      .select(['id', 'name'])
      .where('tier', '<=', 3)
      .orderBy('tier')
      .orderBy('id')
      .execute(),
    db.selectFrom('sites').select(['id', 'name']).execute(),
  ])
  const byAgent = new Map(phones.map((phone) => [phone.personId, phone]))
  const skilled = new Set(skills.map(({ personId }) => personId))
  return {
    agents: agents
      .filter(({ personId, tier }) => personId !== actor.id && tier <= 3)
      .map((agent) => {
        const phone = byAgent.get(agent.personId)
        const online =
          agent.online || (phone?.standsOnDesk && phone.registeredAt.includes(part.exchange)) === true
        return {
          agentId: agent.personId,
          name: agent.name,
          extension: phone?.extension ?? null,
          tier: agent.tier,
          site: sites.find(({ id }) => id === agent.siteId)?.name ?? null,
          state: routingStatusOf({ ...agent, online }),
          canRing: online && phone !== undefined && canRing(agent, phone, part.exchange),
          knowsSystem: skilled.has(agent.personId),
        }
      }),
    queues: queues.map(({ id, name }) => {
      const { waiting = 0, ready = 0 } = outlooks.find(({ queueId }) => queueId === id) ?? {}
      return { queueId: id, name, waiting, ready }
    }),
  }
}

/**
 * Whether their telephone can be rung with this call now: it is registered where the call is, silent, and they are there
 * for calls. How many cases they work on does not matter: a colleague is asked for advice, not given more work.
 */
const canRing = ({ presence, paused, notResponding, engaged }: AgentState, phone: Reach, exchange: string) =>
  phone.registeredAt.includes(exchange) &&
  !phone.inUse &&
  engaged === null &&
  presence === 'ready' &&
  !paused &&
  !notResponding

export type Reserved = { agentId: Id<'person'>; extension: string }

/**
 * Reserves a colleague to whom a call is to go, so that nothing else reaches them meanwhile.
 *
 * @throws Refusal 'conflict' `phone-unavailable`: they have no telephone there, or are busy
 */
export const reserveColleague = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  part: OwnPart,
  agentId: Id<'person'>,
): Promise<Reserved> =>
  transact(db, async (trx) => {
    const at = now()
    const phone = await readPhone(trx, agentId)
    const isThere = phone.extension !== null && phone.registeredAt.includes(part.exchange) && !phone.inUse
    if (!isThere || !(await lockAgent(trx, agentId))) throw new Refusal('conflict', 'phone-unavailable')
    await reserve(trx, part, agentId, at)
    return { agentId, extension: phone.extension! }
  })

/**
 * Reserves the best free agent of a queue to be asked about a call.
 *
 * @throws Refusal 'conflict' `nobody-to-consult`
 */
export const reserveOfQueue = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  part: OwnPart,
  queue: { queueId: number; systemId: number | null },
): Promise<Reserved> =>
  transact(db, async (trx) => {
    const at = now()
    const found = (await reservedAlready(trx, part.id)) ?? (await findForQueue(trx, part.id, queue, at))
    if (!found) throw new Refusal('conflict', 'nobody-to-consult')
    await reserve(trx, part, found.agentId, at)
    return found
  })

/** The same command told twice means the same colleague. */
const reservedAlready = (trx: Trx, callId: Id<'call'>): Promise<Reserved | undefined> =>
  trx
    .selectFrom('agentEngagements')
    .innerJoin('agents', 'agents.personId', 'agentEngagements.personId')
    .innerJoin('seats', 'seats.id', 'agents.seatId')
    .select(['agents.personId as agentId', 'seats.extension'])
    .where('callId', '=', callId)
    .where('kind', '=', 'reserved')
    .executeTakeFirst()

async function reserve(trx: Trx, part: OwnPart, agentId: Id<'person'>, at: Date) {
  const expiresAt = new Date(at.getTime() + RESERVED_MS)
  const kept = await keptFor(trx, agentId, at)
  const isTheirs = kept === undefined || (kept.callId === part.id && kept.kind === 'reserved')
  if (
    !isTheirs ||
    !(await engage(trx, { personId: agentId, callId: part.id, kind: 'reserved', at, expiresAt }))
  )
    throw new Refusal('conflict', 'phone-unavailable')
  await tellAgent(trx, { agentId, at })
}

/** Whoever was reserved for nothing is free again. */
export const freeReserved = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  callId: Id<'call'>,
  agentId: Id<'person'>,
) =>
  transact(db, async (trx) => {
    if (!(await lockAgent(trx, agentId))) return
    const at = now()
    await disengage(trx, { personId: agentId, callId, at })
    await tellAgent(trx, { agentId, at })
  })
