import { describe, expect } from 'vitest'
import { makePlan } from '../../server/calls/plan/make-plan.ts'
import { transact } from '../../server/platform/database/database.ts'
import { newId } from '../../server/platform/values.ts'
import { engage } from '../../server/routing/engage.ts'
import { inCallCentre as test } from '../support/calls-ground.ts'

describe('of agents the plan of the adapter', () => {
  test('says until when somebody writes up who would be ready otherwise', async ({ centre }) => {
    const writing = await centre.agent({ extension: '701' })
    const resting = await centre.agent({ extension: '703', presence: 'break' })
    const at = centre.deps.now()
    const expiresAt = new Date(at.getTime() + 60_000)
    await transact(centre.db, async (trx) => {
      for (const { id: personId } of [writing, resting])
        await engage(trx, { personId, callId: newId(), kind: 'wrap-up', at, expiresAt })
    })
    const { agents } = await makePlan(centre.deps)
    expect(agents.map(({ agentId, isReady, writesUntil }) => ({ agentId, isReady, writesUntil }))).toEqual([
      { agentId: writing.id, isReady: false, writesUntil: expiresAt.toISOString() },
      { agentId: resting.id, isReady: false, writesUntil: null },
    ])
  })
})
