import type { Deps } from '../platform/deps.ts'
import { takeFromQueue } from './assign.ts'
import { command, type Order } from './command.ts'

/**
 * Takes a case that waits in a queue of one's own tier or a lower one.
 * @throws Refusal as `command` does
 */
export const claimCase = (deps: Pick<Deps, 'db' | 'now'>, order: Order) =>
  command(deps, order, 'claim', ({ trx, row, by }) => takeFromQueue(trx, row, { agentId: by.actorId, by }))
