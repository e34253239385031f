import type { Deps } from '../platform/deps.ts'
import { changeCase } from './change.ts'
import { command, type Order } from './command.ts'
import { stateEntry, told } from './timeline.ts'

/**
 * The owner takes up their case, for the first time or again.
 * @throws Refusal as `command` does
 */
export const startCase = (deps: Pick<Deps, 'db' | 'now'>, order: Order) =>
  command(deps, order, 'start', ({ trx, row, to, by }) =>
    changeCase(trx, row, { status: to, waitingFor: null }, told(stateEntry(by, row, { status: to }))),
  )
