import type { Actor } from '../../platform/actor.ts'
import { may } from '../../platform/actor.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { resultOf } from '../acd/callbacks.ts'
import { shownNumber } from '../mask.ts'

/** Whoever is to be called back: those we cut off first, then in the order of their places. */
export async function readCallbacks({ db }: Pick<Deps, 'db'>, actor: Actor) {
  const rows = await db
    .selectFrom('callbacks')
    .innerJoin('calls', 'calls.id', 'callbacks.callId')
    .innerJoin('systems', 'systems.id', 'callbacks.systemId')
    .leftJoin('people as caller', 'caller.id', 'calls.callerId')
    .leftJoin('people as agent', 'agent.id', 'callbacks.agentId')
    .leftJoin('cases', 'cases.id', 'callbacks.caseId')
    .select([
      'callbacks.id',
      'callbacks.kind',
      'callbacks.number',
      'caller.name as callerName',
      'callbacks.caseId',
    ])
    .select([
      'cases.number as caseNumber',
      'systems.shortName as systemName',
      'callbacks.placeAt',
      'callbacks.dueAt',
      'callbacks.tries',
    ])
    .select('agent.name as agentName')
    .where('callbacks.doneAt', 'is', null)
    .orderBy((eb) => eb('callbacks.kind', '=', 'lost'), 'desc')
    .orderBy('callbacks.placeAt')
    .execute()
  return rows.map((row) => ({ ...row, number: shownNumber(row.number, may(actor, 'call:read-numbers')) }))
}

/**
 * Keeps what came of calling somebody back, when the call itself did not say so.
 *
 * @throws Refusal 'conflict' `callback-gone`: done already, or not known
 */
export async function keepCallbackResult(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  callbackId: Id<'callback'>,
  { outcome }: { outcome: 'reached' | 'not-reached' | 'given-up' },
): Promise<Record<string, never>> {
  const kept = await transact(db, (trx) => resultOf(trx, callbackId, outcome, now()))
  if (!kept) throw new Refusal('conflict', 'callback-gone')
  return {}
}
