import { expect } from 'vitest'
import type { Trx } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'
import { routeAgent } from '../../server/routing/route-agent.ts'
import { routeCase } from '../../server/routing/route-case.ts'
import { type Centre, inCentre as test } from '../support/centre.ts'

const count = <T>(all: readonly T[], one: T) => all.filter((each) => each === one).length

test('fifty cases at once fill ten agents on two servers to their capacity, and the youngest wait', async ({
  centre,
}) => {
  const agents = await Promise.all(Array.from({ length: 10 }, () => centre.agent({ capacity: 3 })))
  await centre.settle()
  const cases: Id<'case'>[] = []
  for (let n = 0; n < 50; n++) cases.push(await centre.waits())

  await centre.settle()

  const offers = await centre.openOffers()
  const offeredTo = offers.map((offer) => offer.agentId)
  expect(agents.map((agent) => count(offeredTo, agent))).toEqual(agents.map(() => 3))
  expect(new Set(offers.map((offer) => offer.caseId))).toEqual(new Set(cases.slice(0, 30)))
  expect((await centre.decisions()).filter(({ outcome }) => outcome === 'nobody-free')).toHaveLength(20)
})

test('every case and every agent asked for at once by two servers make each offer once', async ({
  centre,
}) => {
  const agents = await Promise.all(Array.from({ length: 8 }, () => centre.agent({ capacity: 2 })))
  const cases: Id<'case'>[] = []
  for (let n = 0; n < 20; n++) cases.push(await centre.waits())
  await centre.keepDesks()

  await Promise.all(
    centre.servers.flatMap((server) => [
      ...cases.map((caseId) => routeCase(server, { caseId })),
      ...agents.map((agentId) => routeAgent(server, { agentId })),
    ]),
  )

  const offers = await centre.openOffers()
  expect(offers).toHaveLength(16)
  expect(
    agents.map((agent) =>
      count(
        offers.map(({ agentId }) => agentId),
        agent,
      ),
    ),
  ).toEqual(agents.map(() => 2))
})

/** Does it while another connection holds what `lock` locks, until somebody waits for that or it is done. */
async function whileHeld(
  { db, waitersForLocks }: Centre,
  lock: (trx: Trx) => Promise<unknown>,
  work: () => Promise<unknown>,
) {
  const held = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const holder = db.transaction().execute(async (trx) => {
    await lock(trx)
    held.resolve()
    await release.promise
  })
  await held.promise
  let done = false
  const worker = work().finally(() => {
    done = true
  })
  await expect.poll(async () => done || (await waitersForLocks()) > 0).toBe(true)
  release.resolve()
  await Promise.all([holder, worker])
}

test('a new case that somebody is changing at that moment is offered as soon as they are done', async ({
  centre,
}) => {
  const agent = await centre.agent()
  await centre.settle()
  const caseId = await centre.waits()
  await whileHeld(centre, changes(caseId), () => routeCase(centre.servers[1]!, { caseId }))
  expect((await centre.offerOf(caseId))?.agentId).toBe(agent)
})

test('a case that somebody is changing is offered as soon as they are done to whoever becomes free', async ({
  centre,
}) => {
  const caseId = await centre.waits()
  await centre.settle()
  const agentId = await centre.agent()
  await centre.keepDesks()
  await whileHeld(centre, changes(caseId), () => routeAgent(centre.servers[1]!, { agentId }))
  expect((await centre.offerOf(caseId))?.agentId).toBe(agentId)
})

test('an agent who is being decided about at that moment is waited for, not passed over', async ({
  centre,
}) => {
  const agent = await centre.agent()
  await centre.settle()
  const caseId = await centre.waits()
  await centre.keepDesks()
  const decide = (trx: Trx) =>
    trx.selectFrom('agents').selectAll().where('personId', '=', agent).forUpdate().execute()
  await whileHeld(centre, decide, () => routeCase(centre.servers[1]!, { caseId }))
  expect((await centre.offerOf(caseId))?.agentId).toBe(agent)
})

const changes = (caseId: Id<'case'>) => (trx: Trx) =>
  trx.updateTable('cases').set({ title: '改過的標題' }).where('id', '=', caseId).execute()
