import { sql } from 'kysely'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { sessionsEnded } from './events.ts'
import { forgetActors } from './queries.ts'
import { IDLE_MS } from './sessions.ts'

const AT_MOST = 500
const DAY_MS = 86_400_000
/** Ended sessions are kept this long: the audit log names them. */
const KEPT_MS = 90 * DAY_MS
const THROTTLES_KEPT_MS = 2 * DAY_MS

const before = (at: Date, ms: number) => new Date(at.getTime() - ms)

/** Ends sessions whose time is up, so that their open pages are shut as well. By the clock, every minute. */
export async function sweepSessions({ db, now }: Pick<Deps, 'db' | 'now'>) {
  const at = now()
  const ended = await transact(db, async (trx) => {
    const over = await trx
      .updateTable('sessions')
      .set({ revokedAt: at })
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('sessions')
          .select('id')
          .where('revokedAt', 'is', null)
          .where(({ or, and, eb, exists, selectFrom }) =>
            or([
              eb('expiresAt', '<=', at),
              and([
                eb('lastSeenAt', '<', before(at, IDLE_MS)),
                exists(
                  selectFrom('accountRoles')
                    .innerJoin('rolePermissions', 'rolePermissions.roleId', 'accountRoles.roleId')
                    .select(sql`1`.as('one'))
                    .whereRef('accountRoles.personId', '=', 'sessions.personId'),
                ),
              ]),
            ]),
          )
          .limit(AT_MOST)
          .forUpdate()
          .skipLocked(),
      )
      .returning(['id', 'personId'])
      .execute()
    for (const { id, personId } of over) await emit(trx, sessionsEnded, { personId, sessionId: id })
    return over.length
  })
  if (ended > 0) forgetActors(db)
}

/** Removes sessions long ended and counts of attempts long made. By the clock, every hour. */
export async function removeOldSessions({ db, now }: Pick<Deps, 'db' | 'now'>) {
  const at = now()
  await db.deleteFrom('sessions').where('revokedAt', '<', before(at, KEPT_MS)).execute()
  await db
    .deleteFrom('throttles')
    .where('windowStart', '<', before(at, THROTTLES_KEPT_MS))
    .where(({ or, eb }) => or([eb('blockedUntil', 'is', null), eb('blockedUntil', '<', at)]))
    .execute()
}
