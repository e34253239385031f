import type { Actor } from '../../platform/actor.ts'
import { type Db, type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { readAgents } from '../../routing/agents.ts'
import { disengage, engage, keptFor } from '../../routing/engage.ts'
import { routingStatusOf } from '../../routing/rules.ts'
import { tellAgent } from '../acd/agent-times.ts'
import { findForQueue } from '../acd/for-queue.ts'
import { readOutlooks } from '../acd/outlook.ts'
import { readPhone } from './own-phone.ts'
import { demandPart, type OwnPart } from './part.ts'

/** Ringing at a colleague, and some more for the exchange's word of it. */
export const TRANSFER_RING_MS = 25_000
const RESERVED_MS = TRANSFER_RING_MS + 5000

/**
 * Whom an agent may ask or give their call to: everybody of tiers 1 to 3 at any site, with what they do now, and queues.
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
  const [agents, skills, extensions, deskPhones, outlooks, queues] = await Promise.all([
    readAgents(db, at),
    db
      .selectFrom('agentSkills')
      .select('personId')
      .where('systemId', '=', part.systemId ?? 0)
      .execute(),
    readExtensions(db),
    readDeskPhones(db, part.exchange, at),
    readOutlooks(db, at),
    db
      .selectFrom('queues')
      .select(['id', 'name'])
      .where('tier', '<=', 3)
      .orderBy('tier')
      .orderBy('id')
      .execute(),
  ])
  const skilled = new Set(skills.map(({ personId }) => personId))
  return {
    agents: agents
      .filter(({ personId, tier }) => personId !== actor.id && tier <= 3)
      .map((agent) => ({
        agentId: agent.personId,
        name: agent.name,
        extension: extensions.get(agent.personId) ?? null,
        tier: agent.tier,
        site: agent.siteId,
        state: routingStatusOf(deskPhones.has(agent.personId) ? { ...agent, online: true } : agent),
        knowsSystem: skilled.has(agent.personId),
      })),
    queues: queues.map(({ id, name }) => {
      const { waiting = 0, ready = 0 } = outlooks.find(({ queueId }) => queueId === id) ?? {}
      return { queueId: id, name, waiting, ready }
    }),
  }
}

const readExtensions = async (db: Db) =>
  new Map(
    (
      await db
        .selectFrom('agents')
        .innerJoin('seats', 'seats.id', 'agents.seatId')
        .select(['personId', 'extension'])
        .execute()
    ).map(({ personId, extension }) => [personId, extension]),
  )

/** Whose telephone rings without their desk being open: one that stands on it. */
const readDeskPhones = async (db: Db, exchange: string, at: Date) =>
  new Set(
    (
      await db
        .selectFrom('agents')
        .innerJoin('seats', 'seats.id', 'agents.seatId')
        .innerJoin('phones', 'phones.extension', 'seats.extension')
        .select('agents.personId')
        .where('phones.exchange', '=', exchange)
        .where('phones.registered', '=', true)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('phoneRegistrations')
                .select('phoneRegistrations.personId')
                .whereRef('phoneRegistrations.personId', '=', 'agents.personId')
                .where('phoneRegistrations.expiresAt', '>', at),
            ),
          ),
        )
        .execute()
    ).map(({ personId }) => personId),
  )

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
