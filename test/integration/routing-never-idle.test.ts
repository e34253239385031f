import { expect } from 'vitest'
import { assignCase } from '../../server/cases/assign.ts'
import { claimCase } from '../../server/cases/claim.ts'
import { closeCase } from '../../server/cases/close.ts'
import { editCase } from '../../server/cases/edit.ts'
import { withdrawCase } from '../../server/cases/withdraw.ts'
import { Refusal } from '../../server/platform/refusal.ts'
import type { Id } from '../../server/platform/values.ts'
import { acceptOffer, declineOffer } from '../../server/routing/accept-offer.ts'
import { changeAgent } from '../../server/routing/change-agent.ts'
import { desksLeft } from '../../server/routing/desks.ts'
import { pauseAgent, pauseQueue } from '../../server/routing/pause.ts'
import { setPresence } from '../../server/routing/presence.ts'
import { changeSkills } from '../../server/routing/skills.ts'
import { type Centre, inCentre as test } from '../support/centre.ts'
import { PEMIS, WEBHR } from '../support/centre-ground.ts'
import { leftUndone, wrongOffers } from '../support/routing-oracle.ts'
import { orderOf, supervisor } from '../support/staff.ts'

/** The same seed, the same choices: mulberry32. What runs before what is up to the machine. */
function chooser(seed: number) {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)]!
}

type Any = ReturnType<typeof chooser>

async function crew(centre: Centre, any: Any) {
  const agents: { id: Id<'person'>; tier: number; capacity: number }[] = []
  for (const tier of [1, 1, 1, 1, 2, 2, 3, 4]) {
    const capacity = any([1, 1, 2, 3])
    const skills = any([{ [WEBHR]: 2 }, { [PEMIS]: 1 }, { [WEBHR]: 1, [PEMIS]: 3 }])
    const site = any(['nantou', 'taipei'])
    const id = await centre.agent({ tier, capacity, skills, site, ...(tier === 4 && { vendorId: 1 }) })
    agents.push({ id, tier, capacity })
  }
  const handy = await centre.agent({ presence: 'away', tier: 4, capacity: 0 })
  return { agents, handy }
}

/** Everything that people do to cases, to themselves and to each other. */
function deedsOf(centre: Centre, any: Any, { agents, handy }: Awaited<ReturnType<typeof crew>>) {
  const { db } = centre
  const boss = supervisor(handy)
  const offers = () => centre.openOffers()
  const live = () =>
    db.selectFrom('cases').select(['id', 'ownerId', 'status']).where('closedAt', 'is', null).execute()
  const owned = async () => (await live()).filter(({ ownerId, status }) => ownerId && status === 'assigned')
  const upon =
    <T>(find: () => Promise<T[]>, act: (one: T) => Promise<unknown>) =>
    async () => {
      const one = any(await find())
      return one && act(one)
    }
  const order = (caseId: Id<'case'>, by: Id<'person'>) => orderOf(by, caseId, 'supervisor')
  const opens = () =>
    centre.waits({
      systemId: any([WEBHR, PEMIS]),
      priority: any([1, 2, 3, 3]),
      queueId: any([1, 1, 1, 2, 3, 4]),
    })
  const deeds: (() => Promise<unknown>)[] = [
    ...Array.from({ length: 8 }, () => opens),
    upon(offers, ({ id, agentId }) => acceptOffer(any(centre.servers), { id: agentId }, id)),
    upon(offers, ({ id, agentId }) => acceptOffer(any(centre.servers), { id: agentId }, id)),
    upon(offers, ({ id, agentId }) => declineOffer(any(centre.servers), { id: agentId }, id)),
    upon(owned, ({ id }) =>
      closeCase(centre, order(id, handy), {
        rootCause: 'operation',
        disposition: 'solved',
        answer: '已處理',
      }),
    ),
    upon(owned, ({ id }) =>
      closeCase(centre, order(id, handy), {
        rootCause: 'operation',
        disposition: 'solved',
        answer: '已處理',
      }),
    ),
    upon(owned, ({ id }) =>
      closeCase(centre, order(id, handy), {
        rootCause: 'operation',
        disposition: 'solved',
        answer: '已處理',
      }),
    ),
    upon(owned, ({ id, ownerId }) => centre.escalate(ownerId!, id, any([2, 3, 4]))),
    upon(live, ({ id }) =>
      assignCase(centre, order(id, handy), { ownerId: null, queueId: any([1, 2, 3]), reason: '改派' }),
    ),
    upon(live, ({ id }) => claimCase(centre, order(id, handy))),
    upon(live, ({ id }) => withdrawCase(centre, order(id, handy), { reason: '重複' })),
    upon(live, ({ id }) => editCase(centre, order(id, handy), { leadSystemId: any([WEBHR, PEMIS]) })),
    () =>
      setPresence(any(centre.servers), any(agents), { presence: any(['ready', 'ready', 'away'] as const) }),
    ...Array.from(
      { length: 4 },
      () => () => setPresence(any(centre.servers), any(agents), { presence: 'ready' }),
    ),
    () => pauseAgent(centre, boss, any(agents).id, { paused: any([true, false, false]) }),
    () => pauseQueue(centre, boss, any([1, 2, 3]), { paused: any([true, false, false]) }),
    async () => {
      const agent = any(agents)
      agent.capacity++
      await changeAgent(centre, boss, agent.id, {
        siteId: any(['nantou', 'taipei']),
        tier: agent.tier,
        capacity: agent.capacity,
      })
    },
    () =>
      changeSkills(centre, boss, any(agents).id, {
        skills: [{ systemId: any([WEBHR, PEMIS]), level: 2 }],
        agencyIds: [],
      }),
    async () => {
      const { id } = any(agents)
      const desk = centre.desks.get(id)
      if (!desk) return centre.desks.set(id, { id: `desk-${id}`, personId: id })
      centre.desks.delete(id)
      return desksLeft(centre, [desk])
    },
  ]
  return deeds
}

const isExpected = (error: unknown) => error instanceof Refusal

test.for([11, 23, 47])(
  'whatever happens at once, in the end no case waits while somebody may get it (seed %i)',
  { timeout: 60_000 },
  async (seed, { centre }) => {
    const any = chooser(seed)
    const staff = await crew(centre, any)
    const deeds = deedsOf(centre, any, staff)
    await centre.settle()

    for (let round = 0; round < 15; round++) {
      const done = await Promise.allSettled([
        ...Array.from({ length: 8 }, () => any(deeds)()),
        centre.settle(),
        centre.settle(),
      ])
      for (const deed of done) if (deed.status === 'rejected' && !isExpected(deed.reason)) throw deed.reason
      if (round === 9) await centre.passes(46)
    }
    await centre.settle()
    await centre.passes(6)

    expect(await leftUndone(centre.db, centre.now())).toEqual([])
    expect(await wrongOffers(centre.db, centre.now())).toEqual([])
    expect((await centre.decisions()).filter(({ outcome }) => outcome === 'offered').length).toBeGreaterThan(
      3,
    )
  },
)
