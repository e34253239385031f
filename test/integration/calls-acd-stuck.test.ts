import { expect } from 'vitest'
import { sweepCallbacks } from '../../server/calls/acd/dial-callback.ts'
import { releaseAgent } from '../../server/calls/acd/release-agent.ts'
import { setPresence } from '../../server/routing/presence.ts'
import type { LiveCall } from '../../telephony-adapter/port.ts'
import { type Acd, inAcd as test } from '../support/acd-ground.ts'

const freed = async (acd: Acd, agent: { id: never }) => {
  expect(await acd.engagementOf(agent)).toBeUndefined()
  await acd.db.updateTable('agents').set({ notResponding: false }).execute()
  const callRef = await acd.calls()
  expect((await acd.offerOf(callRef))?.agentId).toBe(agent.id)
}
const supervisor = { actor: { id: null as never }, address: null }

test('a phone that dies while it rings frees its agent, and the call goes to the front and to the next', async ({
  acd,
}) => {
  const dead = await acd.agent({ idleSeconds: 600 })
  const next = await acd.agent()
  const callRef = await acd.calls()
  await (await acd.rings(callRef, dead)).fails('unreachable')
  expect(await acd.agentRow(dead)).toMatchObject({ notResponding: false })
  expect(await acd.engagementOf(dead)).toBeUndefined()
  expect(await acd.callOf(callRef)).toMatchObject({ isFront: true })
  expect((await acd.offerOf(callRef))?.agentId).toBe(next.id)
})

test('a phone that dies in mid-call leaves its agent to write up, and the caller waits before everybody', async ({
  acd,
}) => {
  const dead = await acd.agent({ idleSeconds: 600 })
  const callRef = await acd.calls()
  const phone = await acd.rings(callRef, dead)
  acd.clock.advance({ seconds: 2 })
  await phone.answers()
  const next = await acd.agent()
  acd.clock.advance({ seconds: 20 })
  await phone.hangsUp('network')
  expect(await acd.engagementOf(dead)).toMatchObject({ kind: 'wrap-up' })
  expect(await acd.callOf(callRef)).toMatchObject({ isFront: true, state: 'ringing' })
  expect((await acd.offerOf(callRef))?.agentId).toBe(next.id)
  await (await acd.rings(callRef, next)).answers()
  await acd.passes(61)
  expect(await acd.engagementOf(dead)).toBeUndefined()
})

test('an offer of which nothing is heard ends by itself, also when the queue forgot it and the server was started anew', async ({
  acd,
}) => {
  const agent = await acd.agent()
  const callRef = await acd.calls()
  acd.forgetLater()
  await acd.passes(26)
  await acd.sweep()
  expect(await acd.offersOf(callRef)).toMatchObject([{ agentId: agent.id, outcome: 'failed' }])
  expect(acd.fake.ordersTo('withdraw')).toMatchObject([{ callRef }])
  await acd.hangsUp(callRef)
  await freed(acd, agent as never)
})

test('who let their phone ring until nothing more was heard of it counts as not responding', async ({
  acd,
}) => {
  const agent = await acd.agent()
  const callRef = await acd.calls()
  await acd.rings(callRef, agent)
  await acd.passes(26)
  expect(await acd.offersOf(callRef)).toMatchObject([{ agentId: agent.id, outcome: 'no-answer' }])
  expect(await acd.agentRow(agent)).toMatchObject({ notResponding: true })
  expect(await acd.callOf(callRef)).toMatchObject({ isFront: true, state: 'waiting' })
})

test('an adapter that is away when a call is offered costs nobody anything: it is tried again', async ({
  acd,
}) => {
  const agent = await acd.agent()
  acd.fake.answers(() => ({ ok: false, code: 'link-down' }))
  const callRef = await acd.calls()
  expect(await acd.offersOf(callRef)).toMatchObject([{ outcome: 'failed' }])
  expect(await acd.agentRow(agent)).toMatchObject({ notResponding: false })
  expect(await acd.engagementOf(agent)).toBeUndefined()
  acd.fake.answers(() => ({ ok: true }))
  await acd.passes(16)
  await acd.sweep()
  expect((await acd.offerOf(callRef))?.agentId).toBe(agent.id)
})

test('a long call keeps its agent as long as it lives, and nobody whose call ended unheard', async ({
  acd,
}) => {
  const agent = await acd.agent()
  const callRef = await acd.calls()
  await (await acd.rings(callRef, agent)).answers()
  for (let minute = 0; minute < 12; minute += 2) {
    await acd.passes(120)
    await acd.sweep()
    expect(await acd.engagementOf(agent)).toMatchObject({ kind: 'on-call' })
  }
  await acd.db.updateTable('callLegs').set({ endedAt: acd.clock.now() }).execute()
  await acd.passes(180)
  await acd.sweep()
  expect(await acd.engagementOf(agent)).toBeUndefined()
})

test('an agent whose lease ran out while no server lived is on the call again as soon as one does', async ({
  acd,
}) => {
  const agent = await acd.agent()
  const callRef = await acd.calls()
  const phone = await acd.rings(callRef, agent)
  await phone.answers()
  await acd.passes(3600)
  const other = await acd.calls()
  expect(await acd.offerOf(other)).toBeUndefined()
  await acd.sweep()
  expect(await acd.engagementOf(agent)).toMatchObject({ kind: 'on-call' })
  await phone.hangsUp()
  expect(await acd.engagementOf(agent)).toMatchObject({ kind: 'wrap-up' })
})

test('a wrap-up ends by the clock also when the queue has lost its job', async ({ acd }) => {
  const agent = await acd.agent()
  const callRef = await acd.calls()
  const phone = await acd.rings(callRef, agent)
  await phone.answers()
  acd.clock.advance({ seconds: 5 })
  await phone.hangsUp()
  await acd.hangsUp(callRef, 'answered')
  acd.forgetLater()
  await acd.passes(61)
  await acd.sweep()
  await freed(acd, agent as never)
})

test('a caller who hangs up while a phone rings frees its agent at once, and nobody is blamed', async ({
  acd,
}) => {
  const agent = await acd.agent()
  const callRef = await acd.calls()
  await acd.rings(callRef, agent)
  acd.clock.advance({ seconds: 8 })
  await acd.hangsUp(callRef)
  expect(await acd.offersOf(callRef)).toMatchObject([{ outcome: 'withdrawn' }])
  expect(await acd.agentRow(agent)).toMatchObject({ notResponding: false })
  expect(await acd.waitsOf(callRef)).toMatchObject([{ outcome: 'abandoned', waitMs: 8000 }])
  await freed(acd, agent as never)
})

test('a call that its dying exchange took with it frees its agent and owes its caller a call', async ({
  acd,
}) => {
  const agent = await acd.agent()
  const callRef = await acd.calls({ from: '0223979298' })
  await (await acd.rings(callRef, agent)).answers()
  acd.clock.advance({ seconds: 30 })
  await acd.hangsUp(callRef, 'lost')
  expect(await acd.engagementOf(agent)).toMatchObject({ kind: 'wrap-up' })
  expect(await acd.db.selectFrom('callbacks').selectAll().execute()).toMatchObject([
    { kind: 'lost', number: '+886223979298', doneAt: null },
  ])
  await acd.passes(61)
  await sweepCallbacks(acd.deps)
  await acd.settle()
  expect(acd.fake.ordersTo('dial')).toMatchObject([{ agentId: agent.id, number: '+886223979298' }])
})

test('a break that an agent asks for during a call begins when they have written it up', async ({ acd }) => {
  const agent = await acd.agent()
  const callRef = await acd.calls()
  const phone = await acd.rings(callRef, agent)
  await phone.answers()
  acd.clock.advance({ seconds: 5 })
  await setPresence(acd.deps, agent, { presence: 'break', reason: 'meal' })
  await acd.settle()
  expect((await acd.timesOf(agent)).at(-1)).toBe('on-call')
  await phone.hangsUp()
  await acd.hangsUp(callRef, 'answered')
  await acd.passes(61)
  expect((await acd.timesOf(agent)).at(-1)).toBe('break')
  expect(await acd.offerOf(await acd.calls())).toBeUndefined()
})

test('a supervisor frees an agent who is stuck, but not one who talks, as the exchange knows', async ({
  acd,
}) => {
  const agent = await acd.agent()
  const boss = await acd.agent({ role: 'supervisor', presence: 'away' })
  const by = { ...supervisor, actor: boss }
  const callRef = await acd.calls()
  await (await acd.rings(callRef, agent)).answers()
  const { exchange, callRef: ref } = await acd.callOf(callRef)
  const live: LiveCall = {
    callRef: ref,
    exchange,
    direction: 'in',
    from: null,
    to: '5002',
    state: 'talking',
    arrivedAt: acd.clock.now().toISOString(),
    readyAt: null,
    legs: [
      {
        role: 'agent',
        agentId: agent.id,
        extension: agent.extension,
        number: null,
        legRef: 'x',
        state: 'up',
        since: '',
      },
    ],
  }
  const snapshot = { seq: 0, at: '', devices: [], exchanges: [] }
  acd.fake.does({ snapshot: async () => ({ ...snapshot, calls: [live] }) })
  await expect(releaseAgent(acd.deps, { personId: agent.id, by })).rejects.toMatchObject({
    code: 'agent-is-talking',
  })
  acd.fake.does({ snapshot: async () => ({ ...snapshot, calls: [] }) })
  await releaseAgent(acd.deps, { personId: agent.id, by })
  await acd.settle()
  expect(await acd.engagementOf(agent)).toBeUndefined()
  await freed(acd, agent as never)
})

test('a supervisor takes a ringing call from an agent who is stuck: it goes to the front', async ({
  acd,
}) => {
  const agent = await acd.agent({ idleSeconds: 60 })
  const boss = await acd.agent({ role: 'supervisor', presence: 'away' })
  const callRef = await acd.calls()
  const next = await acd.agent()
  acd.fake.does({ snapshot: async () => Promise.reject(new Error('the adapter is away')) })
  await releaseAgent(acd.deps, { personId: agent.id, by: { actor: boss, address: null } })
  expect(await acd.callOf(callRef)).toMatchObject({ isFront: true })
  expect([agent.id, next.id]).toContain((await acd.offerOf(callRef))?.agentId)
})
