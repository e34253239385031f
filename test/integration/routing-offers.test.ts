import { expect } from 'vitest'
import type { Id } from '../../server/platform/values.ts'
import { acceptOffer, declineOffer } from '../../server/routing/accept-offer.ts'
import { expireOffer, sweepOffers } from '../../server/routing/expire-offer.ts'
import { setPresence } from '../../server/routing/presence.ts'
import { inCentre as test } from '../support/centre.ts'
import { PEMIS } from '../support/centre-ground.ts'

const gone = expect.objectContaining({ code: 'offer-gone' })

test('who accepts is the owner, and the timeline says why it was they', async ({ centre }) => {
  const agent = await centre.agent()
  const caseId = await centre.waits()
  await centre.settle()
  await centre.accept(caseId)
  await centre.settle()

  const row = await centre.db
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ ownerId: agent, status: 'assigned' })
  const line = await centre.db
    .selectFrom('timeline')
    .select('body')
    .where('caseId', '=', caseId)
    .where('kind', '=', 'routing')
    .executeTakeFirstOrThrow()
  expect(line.body).toMatchObject({ note: expect.stringMatching(/具「WebHR」技能（2 級）/) })
  expect((await centre.decisionsOn(caseId)).map(({ outcome }) => outcome)).toEqual(['offered', 'accepted'])
})

test('accepting twice is accepting once', async ({ centre }) => {
  const agent = await centre.agent()
  const caseId = await centre.waits()
  await centre.settle()
  const { id } = (await centre.offerOf(caseId))!

  const answers = await Promise.all(centre.servers.map((server) => acceptOffer(server, { id: agent }, id)))

  expect(answers[0]).toEqual(answers[1])
  expect(answers[0]).toMatchObject({ caseId, number: expect.stringMatching(/^\d{3}-\d{6}$/) })
  expect((await centre.decisionsOn(caseId)).filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1)
})

test('nobody can accept or refuse what was offered to somebody else', async ({ centre }) => {
  await centre.agent()
  const caseId = await centre.waits()
  await centre.settle()
  const other = { id: await centre.agent() }
  const { id } = (await centre.offerOf(caseId))!
  await expect(acceptOffer(centre, other, id)).rejects.toEqual(gone)
  await expect(declineOffer(centre, other, id)).rejects.toEqual(gone)
  expect((await centre.offerOf(caseId))?.id).toBe(id)
})

test('what is declined goes to the next at once, and not back for a while', async ({ centre }) => {
  const [first, second] = [await centre.agent({ idleSeconds: 60 }), await centre.agent()]
  await centre.settle()
  const caseId = await centre.waits()
  await centre.settle()
  const decline = async (agent: Id<'person'>) => {
    const offer = (await centre.offerOf(caseId))!
    expect(offer.agentId).toBe(agent)
    await declineOffer(centre, { id: agent }, offer.id)
    await centre.settle()
  }

  await decline(first)
  await decline(second)
  expect(await centre.offerOf(caseId)).toBeUndefined()
  await centre.passes(240)
  await sweepOffers(centre)
  expect(await centre.offerOf(caseId)).toBeUndefined()
  await centre.passes(61)
  await sweepOffers(centre)
  await centre.settle()
  expect(await centre.offerOf(caseId)).toBeDefined()
})

test('who declines a case is given the next one that waits', async ({ centre }) => {
  const agent = await centre.agent()
  const [first, second] = [await centre.waits(), await centre.waits()]
  await centre.settle()
  await declineOffer(centre, { id: agent }, (await centre.offerOf(first))!.id)
  await centre.settle()
  expect((await centre.offerOf(second))?.agentId).toBe(agent)
})

test('an offer that runs out goes to the next at once, and its agent gets nothing until they are back', async ({
  centre,
}) => {
  const first = await centre.agent({ idleSeconds: 60, capacity: 3 })
  const second = await centre.agent()
  await centre.settle()
  const caseId = await centre.waits()
  await centre.settle()
  expect((await centre.offerOf(caseId))?.agentId).toBe(first)

  await centre.passes(44)
  expect((await centre.offerOf(caseId))?.agentId).toBe(first)
  await centre.passes(2)
  expect((await centre.offerOf(caseId))?.agentId).toBe(second)
  const another = await centre.waits()
  await centre.settle()
  expect(await centre.offerOf(another)).toBeUndefined()

  await setPresence(centre, { id: first }, { presence: 'ready' })
  await centre.settle()
  expect((await centre.offerOf(another))?.agentId).toBe(first)
})

test('who comes back is offered again what had run out, when nobody else took it', async ({ centre }) => {
  const agent = await centre.agent()
  const caseId = await centre.waits()
  await centre.settle()
  await centre.passes(46)
  expect(await centre.offerOf(caseId)).toBeUndefined()
  await setPresence(centre, { id: agent }, { presence: 'ready' })
  await centre.settle()
  expect((await centre.offerOf(caseId))?.agentId).toBe(agent)
})

test('an offer runs out also when the queue has forgotten it', async ({ centre }) => {
  await centre.agent({ idleSeconds: 60 })
  const second = await centre.agent()
  await centre.settle()
  const caseId = await centre.waits()
  await centre.settle()
  centre.forgetLater()
  await centre.passes(46)
  await sweepOffers(centre)
  await centre.settle()
  expect((await centre.offerOf(caseId))?.agentId).toBe(second)
})

test('accepted and run out at the same moment is one or the other', async ({ centre }) => {
  const agent = await centre.agent({ capacity: 20 })
  const cases = await Promise.all(Array.from({ length: 12 }, () => centre.waits()))
  await centre.settle()
  const offers = await centre.openOffers()
  centre.forgetLater()
  centre.clock.advance({ seconds: 46 })

  const answers = await Promise.allSettled(
    offers.flatMap(({ id }) => [
      acceptOffer(centre.servers[0]!, { id: agent }, id),
      expireOffer(centre.servers[1]!, { offerId: id }),
    ]),
  )

  const refused = answers.filter(({ status }) => status === 'rejected')
  for (const answer of refused) expect(answer).toMatchObject({ reason: gone })
  const owned = await centre.db.selectFrom('cases').select('id').where('ownerId', '=', agent).execute()
  const expired = (await centre.decisions()).filter(({ outcome }) => outcome === 'expired')
  expect(refused).toHaveLength(expired.length)
  expect(owned).toHaveLength(cases.length - expired.length)
})

test('that nobody is free is kept once for each wait, with who is kept by what', async ({ centre }) => {
  await centre.agent({ presence: 'break' })
  await centre.agent({ desk: false })
  await centre.agent({ skills: { [PEMIS]: 3 } })
  const caseId = await centre.waits()
  await centre.settle()
  for (let n = 0; n < 3; n++) {
    await centre.routeAgain(caseId)
    await centre.settle()
  }
  expect(await centre.decisionsOn(caseId)).toEqual([
    {
      outcome: 'nobody-free',
      agentId: null,
      reason: { queue: '一線客服', system: 'WebHR', skilled: 2, obstacles: { break: 1, offline: 1 } },
    },
  ])
})

test('that nobody knows the system is said as such', async ({ centre }) => {
  await centre.agent({ skills: { [PEMIS]: 3 } })
  const caseId = await centre.waits()
  await centre.settle()
  expect((await centre.decisionsOn(caseId)).map(({ outcome }) => outcome)).toEqual(['nobody-skilled'])
})
