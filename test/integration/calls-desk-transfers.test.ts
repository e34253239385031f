import { expect } from 'vitest'
import { actOnCall } from '../../server/calls/desk/actions.ts'
import { callOut } from '../../server/calls/desk/call-out.ts'
import { readDeskPhone } from '../../server/calls/desk/read-phone.ts'
import { transferTargets } from '../../server/calls/desk/targets.ts'
import { newId } from '../../server/platform/values.ts'
import { talks, inAcd as test } from '../support/acd-ground.ts'

const command = () => ({ commandId: newId() })

test('a call given to another queue keeps its place there, and ends its agent’s part', async ({ acd }) => {
  const { agent, callRef, call, phone } = await talks(acd)
  const second = await acd.agent({ tier: 2, role: 'tier2' })
  await actOnCall(acd.deps, agent, call.id, {
    do: 'blind-transfer',
    ...command(),
    target: { to: 'queue', queueId: 2, systemId: acd.payroll },
  })
  expect(acd.fake.ordersTo('blind-transfer')).toMatchObject([{ agentId: agent.id, target: { to: 'queue' } }])
  acd.clock.advance({ seconds: 1 })
  const moved = { kind: 'blind', fromAgentId: agent.id, toAgentId: null, to: 'queue' } as const
  await acd.tell('call.transferred', moved, { callRef })
  await phone.hangsUp()
  await acd.settle()
  expect(await acd.waitsOf(callRef)).toMatchObject([
    { queueId: 1, outcome: 'answered', agentId: agent.id },
    { queueId: 2, outcome: null },
  ])
  expect(await acd.callOf(callRef)).toMatchObject({
    placeAt: call.placeAt,
    queueId: 2,
    systemId: acd.payroll,
  })
  expect((await acd.offerOf(callRef))?.agentId).toBe(second.id)
  expect(await acd.engagementOf(agent)).toMatchObject({ kind: 'wrap-up' })
})

test('an exchange that refuses to give a call back leaves it where it is', async ({ acd }) => {
  const { agent, call, callRef } = await talks(acd)
  acd.fake.answers(() => ({ ok: false, code: 'link-down' }))
  const target = { to: 'queue', queueId: 2, systemId: acd.payroll } as const
  await expect(
    actOnCall(acd.deps, agent, call.id, { do: 'blind-transfer', ...command(), target }),
  ).rejects.toMatchObject({ code: 'telephone-away' })
  expect(await acd.callOf(callRef)).toMatchObject({ queueId: call.queueId, systemId: call.systemId })
})

test('a colleague whose desk is not open may be asked at the telephone that stands on it, as calls reach them there', async ({
  acd,
}) => {
  const { agent, call } = await talks(acd)
  const byPhone = await acd.agent({ tier: 2, role: 'tier2' })
  const gone = await acd.agent({ tier: 2, role: 'tier2' })
  await acd.db.deleteFrom('deskConnections').where('personId', 'in', [byPhone.id, gone.id]).execute()
  await acd.db
    .updateTable('phones')
    .set({ registered: false })
    .where('extension', '=', gone.extension)
    .execute()
  const { agents } = await transferTargets(acd.deps, agent, call.id)
  const stateOf = ({ id }: { id: string }) => agents.find(({ agentId }) => agentId === id)?.state
  expect([stateOf(byPhone), stateOf(gone)]).toEqual(['idle', 'offline'])
})

test('a colleague is asked by their telephone, not by their cases: a full load does not matter, a busy line does', async ({
  acd,
}) => {
  const { agent, call } = await talks(acd)
  const [full, talking, resting, away] = [
    await acd.agent({ tier: 2, role: 'tier2' }),
    await acd.agent({ tier: 2, role: 'tier2' }),
    await acd.agent({ tier: 2, role: 'tier2', presence: 'break' }),
    await acd.agent({ tier: 2, role: 'tier2', registered: false }),
  ]
  await acd.db.updateTable('agents').set({ capacity: 0 }).where('personId', '=', full.id).execute()
  await acd.db
    .updateTable('phones')
    .set({ inUse: true })
    .where('extension', '=', talking.extension)
    .where('exchange', '=', 'pbx-b')
    .execute()
  const { agents } = await transferTargets(acd.deps, agent, call.id)
  const seen = [full, talking, resting, away].map(({ id }) => agents.find(({ agentId }) => agentId === id))
  expect(seen.map((target) => [target?.state, target?.canRing])).toEqual([
    ['full', true],
    ['idle', false],
    ['break', false],
    ['idle', false],
  ])
  const target = { to: 'agent', agentId: full.id } as const
  await actOnCall(acd.deps, agent, call.id, { do: 'consult', ...command(), target })
  expect(acd.fake.ordersTo('consult')).toMatchObject([{ target: { extension: full.extension } }])
})

test('a colleague at the other site is asked first: they are kept for it, free again when it comes to nothing, and write nothing up', async ({
  acd,
}) => {
  const { agent, call, callRef } = await talks(acd)
  const expert = await acd.agent({ tier: 2, role: 'tier2', site: 'taipei' })
  const { agents, queues } = await transferTargets(acd.deps, agent, call.id)
  expect(agents).toContainEqual({
    agentId: expert.id,
    name: expect.any(String),
    extension: expert.extension,
    tier: 2,
    site: '台北',
    state: 'idle',
    canRing: true,
    knowsSystem: true,
  })
  expect(queues.map(({ queueId }) => queueId)).toEqual([1, 2, 3])
  const consult = { do: 'consult', target: { to: 'agent', agentId: expert.id } } as const
  await actOnCall(acd.deps, agent, call.id, { ...consult, ...command() })
  expect(acd.fake.ordersTo('consult')).toMatchObject([
    { target: { to: 'agent', agentId: expert.id, extension: expert.extension } },
  ])
  expect(await acd.engagementOf(expert)).toMatchObject({ kind: 'reserved', callId: call.id })
  const legRef = 'leg-consult'
  const leg = { ...acd.legOf(expert), role: 'consulted' } as const
  await acd.tell('leg.alerting', leg, { callRef, legRef })
  await acd.tell('leg.established', leg, { callRef, legRef })
  expect(await acd.engagementOf(expert)).toMatchObject({ kind: 'on-call' })
  expect((await readDeskPhone(acd.deps, expert)).call).toMatchObject({ role: 'consulted' })
  acd.clock.advance({ seconds: 9 })
  await acd.tell('leg.cleared', { ...leg, cause: 'normal', by: 'agent' }, { callRef, legRef })
  expect(await acd.engagementOf(expert)).toBeUndefined()
  expect(await acd.engagementOf(agent)).toMatchObject({ kind: 'on-call' })
})

test('whoever gets a call by a warm transfer writes it up, and so does who gave it', async ({ acd }) => {
  const { agent, call, callRef, phone } = await talks(acd)
  const expert = await acd.agent({ tier: 2, role: 'tier2', site: 'taipei' })
  const target = { to: 'queue', queueId: 2 } as const
  await actOnCall(acd.deps, agent, call.id, { do: 'consult', ...command(), target })
  expect(acd.fake.ordersTo('consult')).toMatchObject([{ target: { to: 'agent', agentId: expert.id } }])
  const legRef = 'leg-consult'
  const leg = { ...acd.legOf(expert), role: 'consulted' } as const
  await acd.tell('leg.established', leg, { callRef, legRef })
  acd.clock.advance({ seconds: 9 })
  await actOnCall(acd.deps, agent, call.id, { do: 'complete-transfer', ...command() })
  const moved = {
    kind: 'consult',
    fromAgentId: agent.id,
    toAgentId: expert.id,
    to: expert.extension!,
  } as const
  await acd.tell('call.transferred', moved, { callRef })
  await phone.hangsUp()
  expect(await acd.engagementOf(agent)).toMatchObject({ kind: 'wrap-up' })
  acd.clock.advance({ seconds: 30 })
  await acd.tell('leg.cleared', { ...leg, role: 'agent', cause: 'normal', by: 'agent' }, { callRef, legRef })
  await acd.hangsUp(callRef, 'answered')
  expect(await acd.engagementOf(expert)).toMatchObject({ kind: 'wrap-up' })
})

test('nobody is rung for a transfer who talks, or whose phone is not there', async ({ acd }) => {
  const { agent, call } = await talks(acd)
  const away = await acd.agent({ registered: false })
  const target = { to: 'agent', agentId: away.id } as const
  await expect(
    actOnCall(acd.deps, agent, call.id, { do: 'blind-transfer', ...command(), target }),
  ).rejects.toMatchObject({ code: 'phone-unavailable' })
  const queue = { to: 'queue', queueId: 3 } as const
  await expect(
    actOnCall(acd.deps, agent, call.id, { do: 'consult', ...command(), target: queue }),
  ).rejects.toMatchObject({ code: 'nobody-to-consult' })
  expect(acd.fake.ordersTo('blind-transfer')).toEqual([])
})

test('numbers that may not be dialled are dialled neither from a case nor by a transfer', async ({ acd }) => {
  const { agent, call } = await talks(acd)
  const free = await acd.agent()
  for (const number of ['0203-123-456', '+1 900 555 0100', '002 44 20 7946 0000', 'nonsense']) {
    const target = { to: 'number', number } as const
    await expect(
      actOnCall(acd.deps, agent, call.id, { do: 'blind-transfer', ...command(), target }),
    ).rejects.toMatchObject({ code: 'number-not-allowed' })
    await expect(callOut(acd.deps, free, { ...command(), number })).rejects.toMatchObject({
      code: 'number-not-allowed',
    })
  }
  expect(acd.fake.ordersTo('dial')).toEqual([])
})
