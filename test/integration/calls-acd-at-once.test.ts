import { expect } from 'vitest'
import { routeAgentToCall } from '../../server/calls/acd/route-agent-to-call.ts'
import { routeCall } from '../../server/calls/acd/route-call.ts'
import { waitForAgent } from '../../server/calls/acd/wait.ts'
import { transact } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { type Acd, inAcd as test } from '../support/acd-ground.ts'

const AGENTS = 12
const CALLS = 40

/** Calls as they are before they need an agent. */
async function arrive(acd: Acd, n: number): Promise<Id<'call'>[]> {
  const ids: Id<'call'>[] = []
  for (let i = 0; i < n; i++) {
    acd.clock.advance({ seconds: 1 })
    const id = newId<'call'>(acd.clock.now().getTime())
    const at = acd.clock.now()
    await acd.db
      .insertInto('calls')
      .values({
        id,
        callRef: acd.nextRef(),
        exchange: 'pbx-a',
        direction: 'in',
        channel: 'phone',
        fromNumber: null,
        toNumber: '5002',
        line: '5002',
        callerId: null,
        caseId: null,
        systemId: acd.attendance,
        agencyId: null,
        queueId: null,
        state: 'menu',
        arrivedAt: at,
        readyAt: null,
        waitingSince: null,
        placeAt: null,
        agentId: null,
        answeredAt: null,
        endedAt: null,
        outcome: null,
        endedBy: null,
        toldWaitAt: null,
        toldWaitS: null,
        callbackId: null,
        seenAt: at,
      })
      .execute()
    ids.push(id)
  }
  return ids
}

test('many calls and agents at once on two servers: nobody gets two, nobody is left out, the oldest go first', async ({
  acd,
  databaseUrl,
}) => {
  const agents: Id<'person'>[] = []
  for (let n = 0; n < AGENTS; n++) agents.push((await acd.agent({ site: n % 2 ? 'taipei' : 'nantou' })).id)
  const calls = await arrive(acd, CALLS)
  const other = openDatabase({ url: databaseUrl })
  const servers = [acd.deps, { ...acd.deps, db: other }]
  try {
    await Promise.all(
      calls.map((callId, n) =>
        transact(servers[n % 2]!.db, (trx) => waitForAgent(trx, { callId, at: acd.clock.now() })),
      ),
    )
    await Promise.all(
      servers.flatMap((server) => [
        ...calls.map((callId) => routeCall(server, { callId })),
        ...agents.map((agentId) => routeAgentToCall(server, { agentId })),
      ]),
    )
    const offers = await acd.db
      .selectFrom('callOffers')
      .select(['callId', 'agentId'])
      .where('outcome', 'is', null)
      .execute()
    expect(new Set(offers.map(({ agentId }) => agentId))).toEqual(new Set(agents))
    expect(offers).toHaveLength(AGENTS)
    const kept = await acd.db
      .selectFrom('agentEngagements')
      .select(['callId', 'personId as agentId'])
      .execute()
    expect(new Set(kept.map((one) => JSON.stringify(one)))).toEqual(
      new Set(offers.map((one) => JSON.stringify(one))),
    )
  } finally {
    await other.destroy()
  }
})

test('as agents become free at once, every one gets a call of their own until none waits', async ({
  acd,
  databaseUrl,
}) => {
  const calls = await arrive(acd, AGENTS)
  for (const callId of calls)
    await transact(acd.db, (trx) => waitForAgent(trx, { callId, at: acd.clock.now() }))
  const agents: Id<'person'>[] = []
  for (let n = 0; n < AGENTS; n++) agents.push((await acd.agent()).id)
  const other = openDatabase({ url: databaseUrl })
  try {
    const servers = [acd.deps, { ...acd.deps, db: other }]
    await Promise.all(agents.map((agentId, n) => routeAgentToCall(servers[n % 2]!, { agentId })))
    const offers = await acd.db.selectFrom('callOffers').select(['callId', 'agentId']).execute()
    expect(new Set(offers.map(({ callId }) => callId))).toEqual(new Set(calls))
    expect(new Set(offers.map(({ agentId }) => agentId))).toEqual(new Set(agents))
    expect(offers).toHaveLength(AGENTS)
  } finally {
    await other.destroy()
  }
})
