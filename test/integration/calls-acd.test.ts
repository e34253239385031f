import { expect } from 'vitest'
import { inAcd as test } from '../support/acd-ground.ts'

test('a call goes to whoever has been idle longest, whose phone is rung and nobody else’s', async ({
  acd,
}) => {
  await acd.agent({ name: '甲', idleSeconds: 60 })
  const longest = await acd.agent({ name: '乙', idleSeconds: 600 })
  const callRef = await acd.calls()

  expect((await acd.offerOf(callRef))?.agentId).toBe(longest.id)
  expect(acd.fake.ordersTo('offer')).toMatchObject([
    { callRef, agentId: longest.id, extension: longest.extension },
  ])
  expect((await acd.callOf(callRef)).state).toBe('ringing')
  expect(await acd.engagementOf(longest)).toMatchObject({ kind: 'reserved' })
})

test('a queue whose calls are not recorded says so before a phone rings, others say nothing', async ({
  acd,
}) => {
  await acd.agent()
  await acd.calls()
  expect(acd.fake.ordersTo('record')).toEqual([])
  await acd.agent()
  await acd.db.updateTable('voiceQueues').set({ records: false }).execute()
  const callRef = await acd.calls()
  const ours = acd.fake.orders.filter((order) => 'callRef' in order && order.callRef === callRef)
  expect(ours.map((order) => order.do)).toEqual(['record', 'offer'])
  expect(ours[0]).toMatchObject({ action: 'stop' })
})

test('an answered call ends its wait, keeps its agent, and leaves them to write it up', async ({ acd }) => {
  const agent = await acd.agent()
  const callRef = await acd.calls()
  acd.clock.advance({ seconds: 1 })
  const phone = await acd.rings(callRef, agent)
  expect(await acd.engagementOf(agent)).toMatchObject({ kind: 'ringing' })
  acd.clock.advance({ seconds: 3 })
  await phone.answers()

  const { id } = await acd.callOf(callRef)
  expect(await acd.engagementOf(agent)).toEqual({ kind: 'on-call', callId: id })
  expect(await acd.waitsOf(callRef)).toEqual([
    { queueId: 1, outcome: 'answered', waitMs: 4000, agentId: agent.id },
  ])
  acd.clock.advance({ seconds: 60 })
  await phone.holds()
  acd.clock.advance({ seconds: 5 })
  await phone.retrieves()
  acd.clock.advance({ seconds: 5 })
  await phone.hangsUp()
  await acd.hangsUp(callRef, 'answered')
  expect(await acd.engagementOf(agent)).toEqual({ kind: 'wrap-up', callId: id })
  await acd.passes(60)
  expect(await acd.engagementOf(agent)).toBeUndefined()
  expect(await acd.timesOf(agent)).toEqual([
    'reserved',
    'ringing',
    'on-call',
    'hold',
    'on-call',
    'wrap-up',
    // Their case is theirs still.
    'busy',
  ])
})

test('a call that nobody answers goes to the front and to the next, and who did not answer gets nothing more', async ({
  acd,
}) => {
  const deaf = await acd.agent({ idleSeconds: 600 })
  const callRef = await acd.calls()
  const waiting = await acd.calls()
  const phone = await acd.rings(callRef, deaf)
  await acd.passes(20)
  await phone.fails('no-answer')

  expect(await acd.agentRow(deaf)).toMatchObject({ notResponding: true })
  expect(await acd.engagementOf(deaf)).toBeUndefined()
  expect(await acd.callOf(callRef)).toMatchObject({ state: 'waiting', isFront: true })
  const next = await acd.agent()
  await acd.sweep()
  expect((await acd.offerOf(callRef))?.agentId).toBe(next.id)
  expect(await acd.offerOf(waiting)).toBeUndefined()
})

test('whoever has a telephone on the desk and no page open is at work between calls, not offline', async ({
  acd,
}) => {
  const agent = await acd.agent({ online: false })
  const callRef = await acd.calls()
  acd.clock.advance({ seconds: 1 })
  const phone = await acd.rings(callRef, agent)
  acd.clock.advance({ seconds: 2 })
  await phone.answers()
  acd.clock.advance({ seconds: 30 })
  await phone.hangsUp()
  await acd.hangsUp(callRef, 'answered')
  await acd.passes(60)
  expect(await acd.timesOf(agent)).toEqual(['reserved', 'ringing', 'on-call', 'wrap-up', 'busy'])
})
