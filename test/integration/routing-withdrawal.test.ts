import { expect } from 'vitest'
import { assignCase } from '../../server/cases/assign.ts'
import { claimCase } from '../../server/cases/claim.ts'
import { closeCase } from '../../server/cases/close.ts'
import { editCase } from '../../server/cases/edit.ts'
import { withdrawCase } from '../../server/cases/withdraw.ts'
import { acceptOffer } from '../../server/routing/accept-offer.ts'
import { inCentre as test } from '../support/centre.ts'
import { PEMIS, WEBHR } from '../support/centre-ground.ts'
import { orderOf } from '../support/staff.ts'

const gone = expect.objectContaining({ code: 'offer-gone' })

test('what somebody claims or withdraws by hand is taken back from whom it was offered to', async ({
  centre,
}) => {
  const agent = await centre.agent({ capacity: 2, idleSeconds: 60 })
  await centre.settle()
  const [claimed, withdrawn] = [await centre.waits(), await centre.waits()]
  await centre.settle()
  const other = await centre.agent({ presence: 'away' })
  const { id } = (await centre.offerOf(claimed))!
  await claimCase(centre, orderOf(other, claimed))
  await withdrawCase(centre, orderOf(other, withdrawn), { reason: '重複掛號' })
  await expect(acceptOffer(centre, { id: agent }, id)).rejects.toEqual(gone)

  await centre.settle()

  expect(await centre.openOffers()).toEqual([])
  expect((await centre.decisionsOn(claimed)).at(-1)).toMatchObject({
    outcome: 'withdrawn',
    reason: { why: 'case-gone' },
  })
  await expect(acceptOffer(centre, { id: agent }, id)).rejects.toEqual(gone)
})

test('a case that turns out to be of another system is offered to somebody who knows that', async ({
  centre,
}) => {
  await centre.agent({ skills: { [WEBHR]: 3 } })
  const pemis = await centre.agent({ skills: { [PEMIS]: 1 } })
  const caseId = await centre.waits({ systemId: WEBHR })
  await centre.settle()
  await editCase(centre, orderOf(pemis, caseId), { leadSystemId: PEMIS, systemIds: [PEMIS] })
  await centre.settle()
  expect((await centre.offerOf(caseId))?.agentId).toBe(pemis)
  expect((await centre.decisionsOn(caseId)).map(({ outcome }) => outcome)).toEqual([
    'offered',
    'withdrawn',
    'offered',
  ])
})

test('a supervisor who sends a case to another queue has it offered there', async ({ centre }) => {
  await centre.agent()
  const technician = await centre.agent({ tier: 2 })
  const caseId = await centre.waits()
  await centre.settle()
  const order = orderOf(technician, caseId, 'supervisor')
  await assignCase(centre, order, { ownerId: null, queueId: 2, reason: '需要技術人員' })
  await centre.settle()
  expect((await centre.offerOf(caseId))?.agentId).toBe(technician)
})

test('who closes a case is given the next one', async ({ centre }) => {
  const agent = await centre.agent()
  const [first, second] = [await centre.waits(), await centre.waits()]
  await centre.settle()
  await centre.accept(first)
  await centre.settle()
  expect(await centre.offerOf(second)).toBeUndefined()
  const closing = { rootCause: 'operation', disposition: 'solved', answer: '請改用 ODS 匯出。' } as const
  await closeCase(centre, orderOf(agent, first), closing)
  await centre.settle()
  expect((await centre.offerOf(second))?.agentId).toBe(agent)
})
