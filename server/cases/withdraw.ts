import type { Trx } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { changeCase } from './change.ts'
import { command, type Order } from './command.ts'
import type { StoredCase } from './tables.ts'
import { type By, stateEntry, told } from './timeline.ts'

/**
 * Staff withdraw a case: filed by mistake, twice, or no longer wanted.
 * @throws Refusal as `command` does
 */
export const withdrawCase = (deps: Pick<Deps, 'db' | 'now'>, order: Order, { reason }: { reason: string }) =>
  command(deps, order, 'withdraw', ({ trx, row, by }) => endWithdrawn(trx, row, by, reason))

/** Ends a case as withdrawn, whoever has decided so. */
export const endWithdrawn = (trx: Trx, row: StoredCase, by: By, note: string | undefined) =>
  changeCase(
    trx,
    row,
    { status: 'withdrawn', waitingFor: null, closedAt: by.at },
    told(stateEntry(by, row, { status: 'withdrawn' }, { note })),
  )
