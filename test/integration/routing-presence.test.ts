import { expect } from 'vitest'
import { newId } from '../../server/platform/values.ts'
import { acceptOffer } from '../../server/routing/accept-offer.ts'
import { readOwnState } from '../../server/routing/desk.ts'
import { setPresence } from '../../server/routing/presence.ts'
import { inCentre as test } from '../support/centre.ts'

test('who says they are ready is offered what waits at once', async ({ centre }) => {
  const agent = await centre.agent({ presence: 'away' })
  const caseId = await centre.waits()
  await centre.settle()
  expect(await centre.offerOf(caseId)).toBeUndefined()
  await setPresence(centre, { id: agent }, { presence: 'ready' })
  await centre.settle()
  expect((await centre.offerOf(caseId))?.agentId).toBe(agent)
})

test.for(['break', 'away'] as const)(
  'who goes %s hands on what was offered to them',
  async (presence, { centre }) => {
    const first = await centre.agent({ idleSeconds: 60 })
    const second = await centre.agent()
    await centre.settle()
    const caseId = await centre.waits()
    await centre.settle()
    await setPresence(centre, { id: first }, { presence, reason: 'meal' })
    await centre.settle()
    expect((await centre.offerOf(caseId))?.agentId).toBe(second)
    expect(await readOwnState(centre, { id: first })).toMatchObject({
      routingStatus: presence,
      presenceReason: presence === 'break' ? 'meal' : null,
      offeredCaseId: null,
    })
  },
)

test('a break needs a reason, and without one nothing changes', async ({ centre }) => {
  const agent = await centre.agent()
  const refusal = expect.objectContaining({ code: 'break-needs-reason' })
  await expect(setPresence(centre, { id: agent }, { presence: 'break' })).rejects.toEqual(refusal)
  expect((await readOwnState(centre, { id: agent })).presence).toBe('ready')
})

test('somebody who is no agent is told so', async ({ centre }) => {
  const nobody = { id: newId<'person'>() }
  const refusal = expect.objectContaining({ code: 'not-an-agent', status: 404 })
  await expect(setPresence(centre, nobody, { presence: 'ready' })).rejects.toEqual(refusal)
  await expect(readOwnState(centre, nobody)).rejects.toEqual(refusal)
})

test('presence, capacity and offers outlive every server', async ({ centre }) => {
  const agent = await centre.agent({ capacity: 2 })
  const resting = await centre.agent()
  await setPresence(centre, { id: resting }, { presence: 'break', reason: 'rest' })
  const [first, second, third] = [await centre.waits(), await centre.waits(), await centre.waits()]
  await centre.settle()
  const offers = await centre.openOffers()

  const server = await centre.another()

  expect(await readOwnState(server, { id: resting })).toMatchObject({
    presence: 'break',
    presenceReason: 'rest',
  })
  const offer = offers.find(({ caseId }) => caseId === first)!
  await acceptOffer(server, { id: agent }, offer.id)
  await centre.settle()
  expect(await readOwnState(server, { id: agent })).toMatchObject({
    routingStatus: 'full',
    load: 1,
    offeredCaseId: second,
  })
  expect(await centre.offerOf(third)).toBeUndefined()
})
