import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import { changeCase } from './change.ts'
import { command, type Order } from './command.ts'
import { offerHandOver } from './hand-over.ts'
import { readQueue } from './people.ts'
import { stateEntry, told } from './timeline.ts'

/**
 * Forwards a case to the queue of a higher tier (後送). Its owner stays until somebody there accepts.
 *
 * @throws Refusal as `command` does
 * @throws Refusal 'not-found' `queue-not-found`; 'conflict' `escalation-not-higher`
 */
export const escalateCase = (
  deps: Pick<Deps, 'db' | 'now'>,
  order: Order,
  { queueId, note }: { queueId: number; note: string },
) =>
  command(deps, order, 'escalate', async (scene) => {
    const { trx, row, by, to } = scene
    const [here, there] = [await readQueue(trx, row.queueId), await readQueue(trx, queueId)]
    if (there.tier <= here.tier) throw new Refusal('conflict', 'escalation-not-higher')
    await offerHandOver(scene, { toQueueId: there.id, note })
    return changeCase(
      trx,
      row,
      { status: to, waitingFor: null },
      told(
        [{ ...by, kind: 'hand-over', body: { from: here.name, to: there.name, note } }],
        stateEntry(by, row, { status: to }),
      ),
    )
  })
