import { expect } from 'vitest'
import { actOnCall } from '../../server/calls/desk/actions.ts'
import { callOut } from '../../server/calls/desk/call-out.ts'
import { keepCallbackResult, readCallbacks } from '../../server/calls/desk/callback-list.ts'
import { readDeskPhone } from '../../server/calls/desk/read-phone.ts'
import { extendWrapUp, keepWrapUp } from '../../server/calls/desk/write-up.ts'
import { appendEntry } from '../../server/cases/change.ts'
import { transact } from '../../server/platform/database/database.ts'
import { newId } from '../../server/platform/values.ts'
import { talks, inAcd as test } from '../support/acd-ground.ts'

const command = () => ({ commandId: newId() })

test('a call rings at the desk of the agent it is offered to, and at nobody else’s', async ({ acd }) => {
  const agent = await acd.agent({ idleSeconds: 60 })
  const other = await acd.agent()
  const callRef = await acd.calls({ from: '0223979298' })
  const { id } = await acd.callOf(callRef)
  const shown = await readDeskPhone(acd.deps, agent)
  expect(shown).toMatchObject({
    state: 'reserved',
    extension: agent.extension,
    registeredAt: ['pbx-a', 'pbx-b'],
  })
  expect(shown.call).toMatchObject({ call: { id, number: '02-2397-9298' }, offerId: expect.any(String) })
  expect(await readDeskPhone(acd.deps, other)).toMatchObject({ state: 'idle', call: null })
})

test('what an agent does with their call is asked of the exchange by the name the page gave it', async ({
  acd,
}) => {
  const { agent, callRef, call } = await talks(acd)
  const act = (action: object) => actOnCall(acd.deps, agent, call.id, { ...command(), ...action } as never)
  acd.orders.length = 0
  await act({ do: 'hold' })
  await act({ do: 'retrieve' })
  await act({ do: 'mute' })
  await act({ do: 'dtmf', digits: '12#' })
  await act({ do: 'pause-recording' })
  await act({ do: 'survey', isOn: true })
  await act({ do: 'hang-up' })
  expect(acd.orders).toMatchObject([
    { do: 'hold', callRef, agentId: agent.id },
    { do: 'retrieve', callRef, agentId: agent.id },
    { do: 'mute', callRef, agentId: agent.id },
    { do: 'dtmf', callRef, agentId: agent.id, digits: '12#' },
    { do: 'record', callRef, action: 'pause' },
    { do: 'survey-after', callRef, isOn: true },
    { do: 'leave', callRef, agentId: agent.id },
  ])
  await act({ do: 'hold', commandId: 'made-by-the-page' })
  expect(acd.orders.at(-1)).toMatchObject({ commandId: 'made-by-the-page' })
})

test('nobody acts on the call of another, on one that is over, or on none', async ({ acd }) => {
  const { agent, callRef, call, phone } = await talks(acd)
  const other = await acd.agent()
  const hold = { do: 'hold', ...command() } as const
  await expect(actOnCall(acd.deps, other, call.id, hold)).rejects.toMatchObject({ code: 'call-not-yours' })
  await expect(actOnCall(acd.deps, agent, newId(), hold)).rejects.toMatchObject({ code: 'call-not-found' })
  await phone.hangsUp()
  await acd.hangsUp(callRef, 'answered')
  await expect(actOnCall(acd.deps, agent, call.id, hold)).rejects.toMatchObject({ code: 'call-gone' })
})

test.for([
  ['gone', 'call-gone'],
  ['busy', 'phone-unavailable'],
  ['unsupported', 'telephone-cannot'],
  ['timeout', 'telephone-away'],
  ['link-down', 'telephone-away'],
  ['not-allowed', 'number-not-allowed'],
] as const)('an exchange that says %s refuses in words: %s', async ([code, problem], { acd }) => {
  const { agent, call } = await talks(acd)
  acd.fake.answers(() => ({ ok: false, code }))
  await expect(actOnCall(acd.deps, agent, call.id, { do: 'hold', ...command() })).rejects.toMatchObject({
    code: problem,
  })
})

test('a call that its agent declines rings at the next, and not at them again for a minute', async ({
  acd,
}) => {
  const agent = await acd.agent({ idleSeconds: 600 })
  const callRef = await acd.calls()
  const { id } = await acd.callOf(callRef)
  await actOnCall(acd.deps, agent, id, { do: 'decline', ...command() })
  await acd.settle()
  expect(acd.fake.ordersTo('withdraw')).toMatchObject([{ callRef }])
  expect(await acd.offersOf(callRef)).toMatchObject([{ agentId: agent.id, outcome: 'declined' }])
  expect(await acd.agentRow(agent)).toMatchObject({ notResponding: false })
  await acd.passes(30)
  await acd.sweep()
  expect(await acd.offerOf(callRef)).toBeUndefined()
  const next = await acd.agent()
  await acd.sweep()
  expect((await acd.offerOf(callRef))?.agentId).toBe(next.id)
})

test('an agent calls out from a case: their phone rings first, nothing else reaches them, and not beyond their hourly number', async ({
  acd,
}) => {
  const agent = await acd.agent()
  const inbound = await acd.calls({ from: '0223979298' })
  const caseId = (await acd.callOf(inbound)).caseId!
  await acd.hangsUp(inbound)
  await callOut(acd.deps, agent, { commandId: 'made-by-the-page', number: '02-2397-9298', caseId })
  expect(acd.fake.ordersTo('dial')).toMatchObject([
    { commandId: 'made-by-the-page', agentId: agent.id, number: '+886223979298', caseId, callbackId: null },
  ])
  await callOut(acd.deps, agent, { commandId: 'made-by-the-page', number: '02-2397-9298', caseId })
  expect(acd.fake.ordersTo('dial')[1]).toEqual(acd.fake.ordersTo('dial')[0])
  const waiting = await acd.calls()
  expect(await acd.offerOf(waiting)).toBeUndefined()
  const callRef = acd.nextRef()
  const order = { commandId: 'made-by-the-page', caseId, callbackId: null }
  await acd.tell('call.originated', { to: '+886223979298', extension: agent.extension!, order }, { callRef })
  const phone = await acd.rings(callRef, agent)
  await phone.answers()
  expect(await acd.engagementOf(agent)).toMatchObject({
    kind: 'on-call',
    callId: (await acd.callOf(callRef)).id,
  })
  await expect(callOut(acd.deps, agent, { ...command(), number: '02-2397-9298' })).rejects.toMatchObject({
    code: 'own-phone-unavailable',
  })
  const general = { key: 'calls.general', value: JSON.stringify({ callOutsPerHour: 1 }), updatedBy: null }
  await acd.db.insertInto('settings').values(general).execute()
  await expect(callOut(acd.deps, agent, { ...command(), number: '02-2397-9298' })).rejects.toMatchObject({
    code: 'too-many-call-outs',
  })
})

test('a wrap-up is done with a code, extended once, and can be written down after its time', async ({
  acd,
}) => {
  const { agent, call, callRef, phone } = await talks(acd)
  acd.clock.advance({ seconds: 30 })
  await phone.hangsUp()
  await acd.hangsUp(callRef, 'answered')
  const shown = (await readDeskPhone(acd.deps, agent)).wrapUp!
  expect(shown).toMatchObject({ callId: call.id, canExtend: true, codeId: null })
  const keep = (codeId: number | null, done: boolean) =>
    keepWrapUp(acd.deps, agent, call.id, { codeId, note: '已說明操作步驟', done })
  await expect(keep(null, true)).rejects.toMatchObject({ code: 'wrap-up-needs-code' })
  await expect(keep(999, false)).rejects.toMatchObject({ code: 'wrap-up-code-not-found' })
  await extendWrapUp(acd.deps, agent, call.id)
  await expect(extendWrapUp(acd.deps, agent, call.id)).rejects.toMatchObject({ code: 'wrap-up-extended' })
  await acd.passes(61)
  expect(await acd.engagementOf(agent)).toMatchObject({ kind: 'wrap-up' })
  await keep(shown.codes[0]!.id, true)
  await acd.settle()
  expect(await acd.engagementOf(agent)).toBeUndefined()
  await expect(extendWrapUp(acd.deps, agent, call.id)).rejects.toMatchObject({ code: 'wrap-up-over' })
  await keep(shown.codes[1]!.id, false)
  expect(await acd.db.selectFrom('wrapUps').select(['codeId', 'note']).execute()).toEqual([
    { codeId: shown.codes[1]!.id, note: '已說明操作步驟' },
  ])
})

test('whoever answered about their case before is not asked again after the call', async ({ acd }) => {
  const agent = await acd.agent()
  const callRef = await acd.calls()
  const { id, caseId } = await acd.callOf(callRef)

  await transact(acd.db, (trx) =>
    appendEntry(trx, caseId!, {
      kind: 'survey',
      actorId: null,
      origin: '',
      at: acd.clock.now(),
      body: { score: 5 },
    }),
  )
  await (await acd.rings(callRef, agent)).answers()
  expect(acd.fake.ordersTo('survey-after')).toMatchObject([{ callRef, isOn: false }])
  await expect(
    actOnCall(acd.deps, agent, id, { do: 'survey', ...command(), isOn: true }),
  ).rejects.toMatchObject({ code: 'survey-answered-already' })
})

test('who is to be called back stands on the list, until somebody says what came of it', async ({ acd }) => {
  const agent = await acd.agent({ presence: 'away' })
  const callRef = await acd.calls({ from: '0223979298' })
  await acd.passes(90)
  await acd.tell('call.call-back-asked', { number: '0223979298' }, { callRef })
  await acd.hangsUp(callRef, 'call-back')
  const [listed] = await readCallbacks(acd.deps, agent)
  expect(listed).toMatchObject({ kind: 'asked', number: '02-2397-9298', tries: 0, agentName: null })
  await callOut(acd.deps, agent, { ...command(), number: '02-2397-9298', callbackId: listed!.id })
  expect(await readCallbacks(acd.deps, agent)).toMatchObject([{ tries: 1, agentName: expect.any(String) }])
  await keepCallbackResult(acd.deps, listed!.id, { outcome: 'reached' })
  expect(await readCallbacks(acd.deps, agent)).toEqual([])
  await expect(keepCallbackResult(acd.deps, listed!.id, { outcome: 'reached' })).rejects.toMatchObject({
    code: 'callback-gone',
  })
})
