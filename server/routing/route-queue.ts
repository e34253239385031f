import type { Deps } from '../platform/deps.ts'
import { routeAgent } from './route-agent.ts'
import { readTerms } from './terms.ts'
import { agentsWithWork } from './waiting-cases.ts'

/** A queue goes on: everybody who may take something of what waits in it is offered it. */
export async function routeQueue(deps: Pick<Deps, 'db' | 'now'>, { queueId }: { queueId: number }) {
  const { db } = deps
  const at = deps.now()
  const queue = await db.selectFrom('queues').select('tier').where('id', '=', queueId).executeTakeFirst()
  if (!queue) return
  const agents = await agentsWithWork(db, await readTerms(db, at), at, queue)
  for (const agentId of agents) await routeAgent(deps, { agentId })
}
