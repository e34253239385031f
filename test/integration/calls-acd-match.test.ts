import { expect } from 'vitest'
import { SPLIT_SETTING } from '../../server/routing/terms.ts'
import { type Acd, inAcd as test } from '../support/acd-ground.ts'

const agentOf = async (acd: Acd, callRef: string) => (await acd.offerOf(callRef))?.agentId

/** Rings, is answered, is over and written up: the agent is free again. */
async function serve(acd: Acd, callRef: string, who: { id: never; extension: string | null }) {
  const phone = await acd.rings(callRef, who)
  acd.clock.advance({ seconds: 1 })
  await phone.answers()
  acd.clock.advance({ seconds: 1 })
  await phone.hangsUp()
  await acd.hangsUp(callRef, 'answered')
}

test('each call goes to an agent who knows its system, whichever of the two it is and whoever is there', async ({
  acd,
}) => {
  const { attendance, payroll } = acd
  const skills = [{ [attendance]: 2 }, { [payroll]: 2 }, { [attendance]: 2, [payroll]: 1 }, {}]
  const agents = []
  for (const known of skills) agents.push(await acd.agent({ skills: known }))
  for (const systemId of [attendance, payroll])
    for (const [n, agent] of agents.entries()) {
      await acd.db.updateTable('agents').set({ presence: 'away' }).execute()
      await acd.db.updateTable('agents').set({ presence: 'ready' }).where('personId', '=', agent.id).execute()
      const callRef = await acd.calls({ systemId })
      const knows = Object.hasOwn(skills[n]!, systemId)
      expect({ n, systemId, agentId: await agentOf(acd, callRef) }).toEqual({
        n,
        systemId,
        agentId: knows ? agent.id : undefined,
      })
      await acd.hangsUp(callRef)
    }
})

test('whoever asks for the operator gets anybody of the first tier', async ({ acd }) => {
  const novice = await acd.agent({ skills: {} })
  await acd.agent({ tier: 2, role: 'tier2' })
  const callRef = await acd.calls({ wants: 'operator' })
  expect(await agentOf(acd, callRef)).toBe(novice.id)
})

test('an agent who looks after the caller’s authority comes before one who has been idle longer', async ({
  acd,
}) => {
  await acd.agent({ idleSeconds: 900 })
  const theirs = await acd.agent({ idleSeconds: 10 })
  await acd.db.insertInto('agentAgencies').values({ personId: theirs.id, agencyId: acd.ministry }).execute()
  await acd.caller({ agencyId: acd.bureau, phones: [{ e164: '+886223979298' }] })
  const callRef = await acd.calls({ from: '0223979298' })
  expect(await agentOf(acd, callRef)).toBe(theirs.id)
})

test.for([
  ['on a break', { presence: 'break' }],
  ['without a registered phone', { registered: false }],
  ['without a telephone at their seat', { extension: null }],
] as const)('a call does not ring at somebody %s', async ([, given], { acd }) => {
  await acd.agent(given)
  expect(await agentOf(acd, await acd.calls())).toBeUndefined()
})

test('a call does not ring at a phone that is in use, registered elsewhere only, or whose agent is paused', async ({
  acd,
}) => {
  const agent = await acd.agent()
  const phone = acd.db.updateTable('phones').where('extension', '=', agent.extension!)
  await phone.set({ inUse: true }).where('exchange', '=', 'pbx-b').execute()
  const callRef = await acd.calls()
  expect(await agentOf(acd, callRef)).toBeUndefined()
  await phone.set({ inUse: false }).execute()
  await phone.set({ registered: false }).where('exchange', '=', 'pbx-a').execute()
  await acd.sweep()
  expect(await agentOf(acd, callRef)).toBeUndefined()
  await phone.set({ registered: true }).execute()
  await acd.db.updateTable('agents').set({ pausedAt: acd.clock.now() }).execute()
  await acd.sweep()
  expect(await agentOf(acd, callRef)).toBeUndefined()
  await acd.db.updateTable('agents').set({ pausedAt: null }).execute()
  await acd.sweep()
  expect(await agentOf(acd, callRef)).toBe(agent.id)
})

test('coming back from a break makes nobody last: the longest idle is who ended their last call first', async ({
  acd,
}) => {
  await acd.queueTerms({ wrapUpSeconds: 0 })
  const first = await acd.agent()
  const second = await acd.agent({ presence: 'away' })
  await serve(acd, await acd.calls(), first as never)
  await acd.db.updateTable('agents').set({ presence: 'ready' }).where('personId', '=', second.id).execute()
  await acd.passes(10)
  await serve(acd, await acd.calls(), second as never)
  await acd.passes(10)
  await acd.db
    .updateTable('agents')
    .set({ idleSince: acd.clock.now(), presenceSince: acd.clock.now() })
    .where('personId', '=', first.id)
    .execute()
  expect(await agentOf(acd, await acd.calls())).toBe(first.id)
})

test('calls are split between two sites by the percentage set, and by another one from the moment it is changed', async ({
  acd,
}) => {
  for (const site of ['nantou', 'nantou', 'taipei', 'taipei'] as const) await acd.agent({ site })
  /** Answered and over in one moment. */
  const isServed = async (callRef: string) => {
    await acd.db.updateTable('callOffers').set({ outcome: 'answered' }).where('outcome', 'is', null).execute()
    await acd.db.deleteFrom('agentEngagements').execute()
    await acd.hangsUp(callRef, 'answered')
  }
  const share = async (shares: Record<string, number>, n: number) => {
    acd.clock.advance({ seconds: 1 })
    const setting = { value: JSON.stringify(shares), updatedAt: acd.clock.now(), updatedBy: null }
    await acd.db
      .insertInto('settings')
      .values({ key: SPLIT_SETTING, ...setting })
      .onConflict((known) => known.column('key').doUpdateSet(setting))
      .execute()
    const given: Record<string, number> = {}
    for (let i = 0; i < n; i++) {
      const callRef = await acd.calls()
      const { site } = (await acd.offerOf(callRef))!
      given[site] = (given[site] ?? 0) + 1
      await isServed(callRef)
    }
    return given
  }
  expect(await share({ nantou: 70, taipei: 30 }, 10)).toEqual({ nantou: 7, taipei: 3 })
  expect(await share({ nantou: 20, taipei: 80 }, 5)).toEqual({ nantou: 1, taipei: 4 })
})

test('a site without a share, and the next tier, get a call only when it has waited too long', async ({
  acd,
}) => {
  await acd.queueTerms({ overflowSeconds: 30 })
  const setting = { key: SPLIT_SETTING, value: JSON.stringify({ nantou: 100 }), updatedAt: acd.clock.now() }
  await acd.db
    .insertInto('settings')
    .values({ ...setting, updatedBy: null })
    .execute()
  const second = await acd.agent({ tier: 2, role: 'tier2' })
  const callRef = await acd.calls()
  const early = await acd.agent({ site: 'taipei' })
  await acd.sweep()
  expect(await agentOf(acd, callRef)).toBeUndefined()
  await acd.passes(31)
  await acd.sweep()
  expect(await agentOf(acd, callRef)).toBe(early.id)
  await (await acd.rings(callRef, early)).answers()
  const next = await acd.calls()
  await acd.passes(31)
  await acd.sweep()
  expect(await agentOf(acd, next)).toBe(second.id)
})

test('whoever has waited longest is served first, and one that nobody answered before everybody', async ({
  acd,
}) => {
  const first = await acd.calls()
  const second = await acd.calls()
  await acd.db.updateTable('calls').set({ isFront: true }).where('callRef', '=', second).execute()
  await acd.agent()
  await acd.sweep()
  expect([await agentOf(acd, second), await agentOf(acd, first)]).toEqual([expect.any(String), undefined])
})

test('a queue that is paused gives out no call until it goes on', async ({ acd }) => {
  const agent = await acd.agent()
  await acd.db.updateTable('queues').set({ pausedAt: acd.clock.now() }).where('id', '=', 1).execute()
  const callRef = await acd.calls()
  expect(await agentOf(acd, callRef)).toBeUndefined()
  await acd.db.updateTable('queues').set({ pausedAt: null }).execute()
  await acd.sweep()
  expect(await agentOf(acd, callRef)).toBe(agent.id)
})
