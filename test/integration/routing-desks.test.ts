import { expect, vi } from 'vitest'
import type { Id } from '../../server/platform/values.ts'
import { sweepDesks } from '../../server/routing/desk-gone.ts'
import { desksLeft, keepDesks, keepDesksKnown } from '../../server/routing/desks.ts'
import { setPresence } from '../../server/routing/presence.ts'
import { inCentre as base, type Centre } from '../support/centre.ts'
import { quietLog } from '../support/quiet-log.ts'

const test = base

/** The socket of their desk is closed. */
async function closeDesk(centre: Centre, agent: Id<'person'>) {
  const desk = centre.desks.get(agent)!
  centre.desks.delete(agent)
  await desksLeft(centre, [desk])
}

test('a closed laptop frees what was offered, after a moment, for the next', async ({ centre }) => {
  const first = await centre.agent({ idleSeconds: 60 })
  const second = await centre.agent()
  await centre.settle()
  const caseId = await centre.waits()
  await centre.settle()
  await closeDesk(centre, first)
  await centre.passes(4)
  expect((await centre.offerOf(caseId))?.agentId).toBe(first)
  await centre.passes(2)
  expect((await centre.offerOf(caseId))?.agentId).toBe(second)
  expect(await centre.decisionsOn(caseId)).toContainEqual({
    outcome: 'withdrawn',
    agentId: first,
    reason: { why: 'desk-closed' },
  })
})

test('a reload keeps the offer', async ({ centre }) => {
  const agent = await centre.agent()
  const caseId = await centre.waits()
  await centre.settle()
  const offer = await centre.offerOf(caseId)
  await closeDesk(centre, agent)
  await centre.passes(3)
  centre.desks.set(agent, { id: 'after the reload', personId: agent })
  await centre.passes(10)
  expect(await centre.offerOf(caseId)).toEqual(offer)
})

test('of two desks of one person the other keeps them there', async ({ centre }) => {
  const agent = await centre.agent()
  await centre.settle()
  const desk = { id: 'a second desk', personId: agent }
  await keepDesks(centre, [desk])
  await desksLeft(centre, [desk])
  const caseId = await centre.waits()
  await centre.passes(6)
  expect((await centre.offerOf(caseId))?.agentId).toBe(agent)
})

test('nothing new is offered to somebody whose desk was closed a moment ago', async ({ centre }) => {
  const agent = await centre.agent()
  await centre.settle()
  await closeDesk(centre, agent)
  const caseId = await centre.waits()
  await centre.settle()
  expect(await centre.offerOf(caseId)).toBeUndefined()
})

test('who opens their desk is offered what waits', async ({ centre }) => {
  const agent = await centre.agent({ desk: false })
  const caseId = await centre.waits()
  await centre.settle()
  centre.desks.set(agent, { id: 'desk', personId: agent })
  await centre.settle()
  expect((await centre.offerOf(caseId))?.agentId).toBe(agent)
})

test('desks of a server that died are noticed, and what was offered there goes on', async ({ centre }) => {
  const lost = await centre.agent({ idleSeconds: 60 })
  const other = await centre.agent()
  await centre.settle()
  const caseId = await centre.waits()
  await centre.settle()
  centre.desks.delete(lost)
  centre.forgetLater()
  await centre.passes(21)
  await sweepDesks(centre)
  await centre.settle()
  expect((await centre.offerOf(caseId))?.agentId).toBe(lost)
  await centre.passes(6)
  await sweepDesks(centre)
  await centre.settle()
  expect((await centre.offerOf(caseId))?.agentId).toBe(other)
})

test('after a minute without a database the desks are there again, and nothing offered is lost', async ({
  centre,
}) => {
  const agent = await centre.agent()
  const [caseId, next] = [await centre.waits(), await centre.waits()]
  await centre.settle()
  const offer = (await centre.offerOf(caseId))!
  await setPresence(centre, { id: agent }, { presence: 'ready' })
  centre.forgetLater()
  centre.clock.advance({ seconds: 30 })
  await sweepDesks(centre)
  centre.clock.advance({ seconds: 3 })
  await centre.settle()
  await sweepDesks(centre)
  await centre.settle()
  expect((await centre.offerOf(caseId))?.id).toBe(offer.id)
  expect(await centre.offerOf(next)).toBeUndefined()
})

test('when the queue has forgotten that a desk was closed, the sweep has not', async ({ centre }) => {
  const first = await centre.agent({ idleSeconds: 60 })
  const second = await centre.agent()
  await centre.settle()
  const caseId = await centre.waits()
  await centre.settle()
  await closeDesk(centre, first)
  centre.forgetLater()
  await centre.passes(6)
  await sweepDesks(centre)
  await centre.settle()
  expect((await centre.offerOf(caseId))?.agentId).toBe(second)
})

test('a server keeps its desks known, forgets those that close, and on its way out all of them', async ({
  centre,
}) => {
  const [stays, goes] = [await centre.agent(), await centre.agent()]
  const desk = (personId: Id<'person'>) => ({ id: `socket of ${personId}`, personId })
  const desks = [desk(stays), desk(goes)]
  const live = { desks: () => desks }
  const kept = keepDesksKnown({ ...centre, live: live as never, log: quietLog })
  const open = async () =>
    (await centre.db.selectFrom('deskConnections').select('id').where('leftAt', 'is', null).execute()).map(
      ({ id }) => id,
    )
  for (const one of desks) kept.note('arrived', one)
  await vi.waitFor(async () => expect(await open()).toHaveLength(2))
  kept.note('left', desks.pop()!)
  await vi.waitFor(async () => expect(await open()).toEqual([desk(stays).id]))
  await kept.stop()
  expect(await open()).toEqual([])
})
