import type { Db } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'
import { type Candidate, ranked } from '../../server/routing/rules.ts'

const SILENT_MS = 20_000
const COOL_DOWN_MS = 300_000
const OCCUPYING = ['assigned', 'in-progress', 'reopened']

/**
 * What routing has left undone, found without its queries: everything is read as it is and joined here.
 * @returns each case that waits unoffered while somebody may get it, with who comes first
 */
export async function leftUndone(db: Db, at: Date) {
  const all = await readEverything(db)
  return all.cases
    .filter((row) => row.closedAt === null)
    .flatMap((row) => {
      const escalation = all.handOvers.find((h) => h.caseId === row.id && h.outcome === null && h.toQueueId)
      if (row.ownerId !== null && !escalation) return []
      const queue = all.queues.find(
        ({ id }) => id === (row.ownerId === null ? row.queueId : escalation?.toQueueId),
      )!
      const offered = all.offers.some((offer) => offer.caseId === row.id && offer.outcome === null)
      if (offered || queue.pausedAt !== null) return []
      const agents = all.agents.map((agent) => candidateFor(all, agent, row, at))
      const [first] = ranked(queue.tier, {}, agents)
      return first ? [{ caseId: row.id, agentId: first.personId }] : []
    })
}

/** What must never be: offers to those who may get none, or of what no longer waits, or above capacity. */
export async function wrongOffers(db: Db, at: Date) {
  const all = await readEverything(db)
  const open = all.offers.filter((offer) => offer.outcome === null)
  return open.flatMap((offer) => {
    const row = all.cases.find(({ id }) => id === offer.caseId)!
    const agent = all.agents.find(({ personId }) => personId === offer.agentId)!
    const { capacity, load, offered, online, presence, paused } = candidateFor(all, agent, row, at)
    const waits = row.closedAt === null && (row.ownerId === null || row.status === 'escalated')
    const faults = [
      !waits && 'of what does not wait',
      !online && 'to somebody without a desk',
      presence !== 'ready' && 'to somebody not ready',
      paused && 'to somebody paused',
      load + offered > capacity && 'above capacity',
    ].filter(Boolean)
    return faults.length > 0 ? [{ offer: offer.id, faults }] : []
  })
}

async function readEverything(db: Db) {
  const read = async <T>(rows: Promise<T[]>) => rows
  return {
    cases: await read(db.selectFrom('cases').selectAll().execute()),
    handOvers: await read(db.selectFrom('handOvers').selectAll().execute()),
    queues: await read(db.selectFrom('queues').selectAll().execute()),
    offers: await read(db.selectFrom('offers').selectAll().execute()),
    agents: await read(db.selectFrom('agents').selectAll().execute()),
    people: await read(db.selectFrom('people').selectAll().execute()),
    skills: await read(db.selectFrom('agentSkills').selectAll().execute()),
    systems: await read(db.selectFrom('systems').selectAll().execute()),
    desks: await read(db.selectFrom('deskConnections').selectAll().execute()),
  }
}

type Everything = Awaited<ReturnType<typeof readEverything>>

function candidateFor(
  all: Everything,
  agent: Everything['agents'][number],
  row: Everything['cases'][number],
  at: Date,
): Candidate {
  const mine = <T extends { personId: Id<'person'> }>(one: T) => one.personId === agent.personId
  const system = all.systems.find(({ id }) => id === row.leadSystemId)!
  const { vendorId } = all.people.find(({ id }) => id === agent.personId)!
  const offers = all.offers.filter(({ agentId }) => agentId === agent.personId)
  return {
    ...agent,
    enabled: true,
    paused: agent.pausedAt !== null,
    online: all.desks.some(
      (desk) => mine(desk) && desk.leftAt === null && at.getTime() - desk.seenAt.getTime() < SILENT_MS,
    ),
    load: all.cases.filter(
      ({ ownerId, status, closedAt }) =>
        ownerId === agent.personId && closedAt === null && OCCUPYING.includes(status),
    ).length,
    offered: offers.filter(({ outcome }) => outcome === null).length,
    engaged: null,
    level: all.skills.find((skill) => mine(skill) && skill.systemId === system.id)?.level ?? null,
    ownsSystem: system.ownerId === agent.personId,
    ofVendor: vendorId !== null && vendorId === system.vendorId,
    forAgency: false,
    refusedLately: offers.some(
      ({ caseId, outcome, decidedAt }) =>
        caseId === row.id &&
        decidedAt !== null &&
        at.getTime() - decidedAt.getTime() < COOL_DOWN_MS &&
        (outcome === 'declined' || (outcome === 'expired' && decidedAt >= agent.presenceSince)),
    ),
    ownsCase: row.ownerId === agent.personId,
  }
}
