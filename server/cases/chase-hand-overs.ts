import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { MAIL_BOUNCED } from './by-requester.ts'
import { changeCase } from './change.ts'
import { lockFreeCase } from './queries.ts'
import { openHandOver } from './standing.ts'
import type { StoredCase } from './tables.ts'

const AT_ONCE = 200

/**
 * Calls a supervisor to cases that were handed over or escalated and not accepted in time (C01). By the clock; each
 * once until it is settled.
 * @returns how many were found
 */
export async function chaseHandOvers({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const at = now()
  const late = await db
    .selectFrom('handOvers')
    .innerJoin('cases', 'cases.id', 'handOvers.caseId')
    .select('cases.id')
    .where('handOvers.outcome', 'is', null)
    .where('handOvers.dueAt', '<', at)
    .where(({ or, eb }) => or([eb('cases.attention', 'is', null), eb('cases.attention', '=', MAIL_BOUNCED)]))
    .orderBy('handOvers.dueAt')
    .limit(AT_ONCE)
    .execute()
  let chased = 0
  for (const { id } of late)
    chased += await transact(db, async (trx) => {
      const row = await lockFreeCase(trx, id)
      const handOver = row && (await openHandOver(trx, id))
      if (!handOver || isTold(row) || handOver.dueAt >= at) return 0
      await changeCase(trx, row, { attention: 'hand-over-unaccepted' }, [
        {
          kind: 'change',
          actorId: null,
          origin: 'clock',
          at,
          body: { fields: ['attention'], from: '', to: 'hand-over-unaccepted' },
        },
      ])
      return 1
    })
  return chased
}

/** A supervisor has been called already. That a mail came back calls nobody but the owner. */
const isTold = ({ attention }: Pick<StoredCase, 'attention'>) =>
  attention !== null && attention !== MAIL_BOUNCED
