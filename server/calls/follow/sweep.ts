import { sql } from 'kysely'
import { serviceLevelOf } from '../../cases/service-level.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { releaseCase } from '../../routing/engage.ts'
import { applyEvents } from './apply.ts'
import { concludedEnd } from './conclude.ts'
import { keepInJournal } from './journal.ts'
import { CONCLUDED } from './reconcile.ts'
import { telephonyLink } from './telephony-link.ts'

/** Comparing with the exchanges takes half a minute; what that has not seen for so long it will never see. */
const FORGOTTEN_MS = 10 * 60_000

/**
 * Lets go what calls have left behind: cases whose hold has run out, or whose call is over and whose caller is called
 * back by nobody any more; and calls that, with the link up, nobody has seen for long.
 */
export async function sweepFollowed(deps: Pick<Deps, 'db' | 'now' | 'log' | 'telephony'>): Promise<void> {
  const { db, now, log } = deps
  for (const caseId of await leftBehind(deps)) await transact(db, (trx) => releaseCase(trx, caseId))
  if ((await telephonyLink(deps)).state !== 'up') return
  const level = await serviceLevelOf(deps)
  const forgotten = await db
    .selectFrom('calls')
    .select(['callRef', 'exchange', 'site'])
    .where('endedAt', 'is', null)
    .where('source', '=', 'live')
    .where('seenAt', '<', new Date(now().getTime() - FORGOTTEN_MS))
    .execute()
  for (const call of forgotten)
    await transact(db, async (trx) => {
      const end = concludedEnd(call, now())
      await keepInJournal(trx, CONCLUDED, [end])
      await applyEvents(trx, [end], { level, now: now() })
    }).catch((err) => log.error({ err, callRef: call.callRef }, 'a forgotten call could not be ended'))
}

const leftBehind = ({ db, now }: Pick<Deps, 'db' | 'now'>) =>
  sql<{ caseId: Id<'case'> }>`
    select h.case_id from case_holds h
    where h.until <= ${now()} or (
      exists (select from calls c where c.case_id = h.case_id)
      and not exists (select from calls c where c.case_id = h.case_id and c.ended_at is null)
      and not exists (select from callbacks b join calls c on c.id = b.call_id
        where c.case_id = h.case_id and b.done_at is null and b.kind <> 'abandoned'))
    order by h.case_id`
    .execute(db)
    .then(({ rows }) => rows.map(({ caseId }) => caseId))
