import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import { disengage, holdCase } from '../../routing/engage.ts'
import { tellAgent } from '../acd/agent-times.ts'
import { callbackDue } from '../events.ts'
import type { Call } from '../tables.ts'
import { HELD_MS } from './begin-calls.ts'
import { sayAndRename } from './case-of-call.ts'
import type { Scene } from './load.ts'
import { isAutomaticTitle, titleOf } from './words.ts'

/**
 * Takes back what the loss has led to, before its agents are kept again: who waited waits on from where they began, nobody
 * calls the caller back, and the case is not work as long as they talk. A call back that somebody has made already stays.
 */
export async function takeBackLoss(trx: Trx, call: Call, { at, now }: Scene): Promise<void> {
  await takeBackWait(trx, call)
  const needless = await trx
    .deleteFrom('callbacks')
    .where('callId', '=', call.id)
    .where('kind', '=', 'lost')
    .where('doneAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('calls').select('id').whereRef('calls.callbackId', '=', 'callbacks.id'))),
    )
    .returning(['id', 'agentId'])
    .executeTakeFirst()
  if (needless) await emit(trx, callbackDue, { callbackId: needless.id })
  if (needless?.agentId) {
    await disengage(trx, { personId: needless.agentId, callId: call.id, at: now })
    await tellAgent(trx, { agentId: needless.agentId, at: now })
  }
  if (call.caseId && call.direction === 'in')
    await holdCase(trx, call.caseId, new Date(now.getTime() + HELD_MS))
  const text = `與交換機的連線恢復，通話並未中斷${needless ? '，不需回電' : ''}`
  await sayAndRename(
    trx,
    call,
    { what: 'resumed', text, at },
    {
      title: titleOf(call),
      isAutomatic: isAutomaticTitle,
    },
  )
}

/** Whoever talks does not wait: they seemed to, for the moment between the loss of the agent's leg and that of the call. */
async function takeBackWait(trx: Trx, { id, state }: Call) {
  if (state === 'waiting')
    await trx
      .updateTable('queueWaits')
      .set({ leftAt: null, outcome: null, waitMs: null })
      .where('callId', '=', id)
      .where('outcome', '=', 'lost')
      .execute()
  else await trx.deleteFrom('queueWaits').where('callId', '=', id).where('outcome', '=', 'lost').execute()
}
