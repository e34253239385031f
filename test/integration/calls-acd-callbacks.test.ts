import { expect } from 'vitest'
import { sweepCallbacks } from '../../server/calls/acd/dial-callback.ts'
import { informWaiting } from '../../server/calls/acd/inform.ts'
import { type Acd, inAcd as test } from '../support/acd-ground.ts'

const NUMBER = '+886223979298'
const callbacks = (acd: Acd) => acd.db.selectFrom('callbacks').selectAll().orderBy('placeAt').execute()

async function sweepAll(acd: Acd) {
  await acd.sweep()
  await sweepCallbacks(acd.deps)
  await acd.settle()
}

/** A caller who waits asks to be called back, and hangs up. */
async function asks(acd: Acd) {
  const callRef = await acd.calls({ from: '0223979298' })
  await acd.passes(90)
  await acd.tell('call.call-back-asked', { number: '0223979298' }, { callRef })
  await acd.hangsUp(callRef, 'call-back')
  return acd.callOf(callRef)
}

/** Our call for a callback rings at its agent. */
async function originates(acd: Acd, agent: { id: never; extension: string | null }) {
  const order = acd.fake.ordersTo('dial').at(-1)!
  const callRef = acd.nextRef()
  const { commandId, caseId, callbackId, number } = order
  await acd.tell(
    'call.originated',
    { to: number, extension: agent.extension!, order: { commandId, caseId, callbackId } },
    { callRef },
  )
  await acd.settle()
  return { callRef, phone: await acd.rings(callRef, agent) }
}

test('whoever asks to be called back keeps the place, and is called when an agent is free, before those behind', async ({
  acd,
}) => {
  const asked = await asks(acd)
  const behind = await acd.calls()
  expect(await callbacks(acd)).toMatchObject([
    { kind: 'asked', number: NUMBER, placeAt: asked.placeAt, caseId: asked.caseId, doneAt: null },
  ])
  expect(await acd.waitsOf(asked.callRef)).toMatchObject([{ outcome: 'flowed-out' }])

  const agent = await acd.agent()
  await sweepAll(acd)
  expect(acd.fake.ordersTo('dial')).toMatchObject([
    { agentId: agent.id, extension: agent.extension, number: NUMBER, caseId: asked.caseId },
  ])
  expect(await acd.offerOf(behind)).toBeUndefined()
  const { callRef, phone } = await originates(acd, agent as never)
  const made = await acd.callOf(callRef)
  expect(await acd.engagementOf(agent)).toEqual({ kind: 'ringing', callId: made.id })
  await phone.answers()
  await phone.hangsUp()
  await acd.hangsUp(callRef, 'answered')
  expect(await callbacks(acd)).toMatchObject([{ outcome: 'reached', agentId: agent.id, tries: 1 }])
})

test('somebody who is not reached is called twice more, a while later each, and then no more', async ({
  acd,
}) => {
  await acd.queueTerms({ wrapUpSeconds: 0 })
  await asks(acd)
  const agent = await acd.agent()
  for (const tries of [1, 2, 3]) {
    await sweepAll(acd)
    const { callRef, phone } = await originates(acd, agent as never)
    await phone.answers()
    acd.clock.advance({ seconds: 10 })
    await phone.hangsUp()
    await acd.hangsUp(callRef, 'not-reached')
    expect(await callbacks(acd)).toMatchObject([
      { tries, outcome: tries < 3 ? null : 'not-reached', agentId: tries < 3 ? null : agent.id },
    ])
    await sweepAll(acd)
    expect(acd.fake.ordersTo('dial')).toHaveLength(tries)
    await acd.passes(601)
  }
})

test('whoever calls again before we do comes in where they were, and is not called any more', async ({
  acd,
}) => {
  const asked = await asks(acd)
  const behind = await acd.calls()
  const again = await acd.calls({ from: '0223979298' })
  expect(await callbacks(acd)).toMatchObject([{ outcome: 'called-again' }])
  expect((await acd.callOf(again)).placeAt).toEqual(asked.placeAt)
  await acd.agent()
  await sweepAll(acd)
  expect([await acd.offerOf(again), await acd.offerOf(behind)]).toEqual([expect.anything(), undefined])
})

test('whoever gave up waiting is called back by whoever gets their case, and by nobody else', async ({
  acd,
}) => {
  const patient = await acd.calls({ from: '0223979298' })
  acd.clock.advance({ seconds: 40 })
  await acd.hangsUp(patient)
  const { caseId } = await acd.callOf(patient)
  expect(await acd.stored(caseId!)).toMatchObject({
    title: expect.stringMatching(/^未接來電 .*，請回電$/),
    closedAt: null,
    ownerId: null,
  })
  expect(await acd.db.selectFrom('caseHolds').selectAll().execute()).toEqual([])
  expect(await callbacks(acd)).toEqual([])
})

test('whoever gave up waiting after their case was closed is on the list, but not who hung up at once', async ({
  acd,
}) => {
  const patient = await acd.calls({ from: '0223979298' })
  const { caseId } = await acd.callOf(patient)
  await acd.db
    .updateTable('cases')
    .set({ status: 'withdrawn', closedAt: acd.clock.now() })
    .where('id', '=', caseId!)
    .execute()
  acd.clock.advance({ seconds: 40 })
  await acd.hangsUp(patient)
  const wrong = await acd.calls({ from: '0223979299' })
  acd.clock.advance({ seconds: 2 })
  await acd.hangsUp(wrong)
  expect(await callbacks(acd)).toMatchObject([{ kind: 'abandoned', number: NUMBER }])
  await acd.agent()
  await acd.passes(1000)
  await sweepAll(acd)
  expect(acd.fake.ordersTo('dial')).toEqual([])
})

test('a waiting caller is told their place at once and again by the clock, and later that we can call back', async ({
  acd,
}) => {
  const first = await acd.calls({ from: '0223979298' })
  const second = await acd.calls({ from: '0223979299' })
  expect(acd.fake.ordersTo('inform')).toMatchObject([
    { callRef: first, position: 1, waitSeconds: null, offersCallBack: false },
    { callRef: second, position: 2, waitSeconds: null, offersCallBack: false },
  ])
  await acd.passes(20)
  await informWaiting(acd.deps)
  expect(acd.fake.ordersTo('inform')).toHaveLength(2)
  await acd.hangsUp(first)
  await acd.passes(50)
  await informWaiting(acd.deps)
  expect(acd.fake.ordersTo('inform').slice(2)).toMatchObject([
    { callRef: second, position: 1, offersCallBack: true },
  ])
})

test('an exchange that cannot dial gives the agent back and the callback its turn', async ({ acd }) => {
  await asks(acd)
  acd.fake.answers((command) => (command.do === 'dial' ? { ok: false, code: 'link-down' } : { ok: true }))
  const agent = await acd.agent()
  await sweepAll(acd)
  expect(acd.fake.ordersTo('dial')).toHaveLength(1)
  expect(await acd.engagementOf(agent)).toBeUndefined()
  expect(await callbacks(acd)).toMatchObject([{ tries: 0, agentId: null, offeredAt: null, doneAt: null }])
})
