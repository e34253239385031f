import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { readGeneral } from '../plan/general.ts'
import { expectedWait } from './expected-wait.ts'
import { placeOf, readOutlooks } from './outlook.ts'

/**
 * Tells a waiting caller their position and how long it will take, when they were not told lately; and that they may be
 * called back instead, once they have waited long enough.
 */
export async function informCaller(
  deps: Pick<Deps, 'db' | 'now' | 'telephony'>,
  { callId }: { callId: Id<'call'> },
): Promise<void> {
  const { db } = deps
  const at = deps.now()
  const { informEverySeconds, offerCallBackAfterSeconds } = await readGeneral(db)
  const call = await db
    .selectFrom('calls')
    .select(['callRef', 'fromNumber', 'direction', 'queueId', 'waitingSince', 'toldWaitAt', 'toldWaitS'])
    .where('id', '=', callId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  const position = call && (await placeOf(db, callId))
  if (!call || !position) return
  const { toldWaitAt, toldWaitS } = call
  const ago = toldWaitAt ? (at.getTime() - toldWaitAt.getTime()) / 1000 : Number.POSITIVE_INFINITY
  if (ago < informEverySeconds) return
  const outlook = (await readOutlooks(db, at)).find(({ queueId }) => queueId === call.queueId)
  if (!outlook) return
  const told = toldWaitS === null || !toldWaitAt ? null : { seconds: toldWaitS, ago }
  const waitSeconds = expectedWait({ ...outlook, position, told })
  const waited = call.waitingSince ? (at.getTime() - call.waitingSince.getTime()) / 1000 : 0
  const offersCallBack =
    offerCallBackAfterSeconds !== null &&
    call.fromNumber !== null &&
    call.direction === 'in' &&
    waited >= offerCallBackAfterSeconds
  const kept = await db
    .updateTable('calls')
    .set({ toldWaitAt: at, toldWaitS: waitSeconds })
    .where('id', '=', callId)
    .where('toldWaitAt', 'is not distinct from', toldWaitAt)
    .executeTakeFirst()
  // Another process tells them.
  if (kept.numUpdatedRows === 0n) return
  await deps.telephony.order({
    do: 'inform',
    commandId: `inform-${callId}-${at.getTime()}`,
    callRef: call.callRef,
    position,
    waitSeconds,
    offersCallBack,
  })
}

/** Tells everybody who waits and was not told for as long as the settings say. */
export async function informWaiting(deps: Pick<Deps, 'db' | 'now' | 'telephony'>): Promise<void> {
  const { informEverySeconds } = await readGeneral(deps.db)
  const due = await deps.db
    .selectFrom('calls')
    .select('id')
    .where('state', '=', 'waiting')
    .where((eb) =>
      eb.or([
        eb('toldWaitAt', 'is', null),
        eb('toldWaitAt', '<=', new Date(deps.now().getTime() - informEverySeconds * 1000)),
      ]),
    )
    .execute()
  for (const { id } of due) await informCaller(deps, { callId: id })
}
