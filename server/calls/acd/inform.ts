import { sql } from 'kysely'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { type General, readGeneral } from '../plan/general.ts'
import { expectedWait } from './expected-wait.ts'
import { readOutlooks, untoldSince } from './outlook.ts'

type Informing = Pick<Deps, 'db' | 'now' | 'telephony'>
type Untold = Awaited<ReturnType<typeof untoldSince>>[number]

/** Tells a waiting caller what `informWaiting` tells all, with all who are to be told by now; nobody when they were. */
export async function informCaller(deps: Informing, { callId }: { callId: Id<'call'> }): Promise<void> {
  const general = await readGeneral(deps.db)
  const call = await deps.db
    .selectFrom('calls')
    .select(['toldWaitAt'])
    .where('id', '=', callId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  if (call && (!call.toldWaitAt || call.toldWaitAt <= longAgo(deps, general))) await inform(deps, general)
}

/**
 * Tells everybody who waits and was not told for as long as the settings say their position and how long it will take;
 * and that they may be called back instead, once they have waited long enough.
 */
export const informWaiting = async (deps: Informing): Promise<void> =>
  inform(deps, await readGeneral(deps.db))

const longAgo = ({ now }: Informing, { informEverySeconds }: General) =>
  new Date(now().getTime() - informEverySeconds * 1000)

async function inform(deps: Informing, general: General) {
  const { db, telephony } = deps
  const at = deps.now()
  const untold = await untoldSince(db, longAgo(deps, general))
  if (untold.length === 0) return
  const outlooks = new Map((await readOutlooks(db, at)).map((outlook) => [outlook.queueId, outlook]))
  const due = untold.flatMap((call) => {
    const outlook = outlooks.get(call.queueId)
    if (!outlook) return []
    const told =
      call.toldWaitS === null || !call.toldWaitAt
        ? null
        : { seconds: call.toldWaitS, ago: secondsSince(call.toldWaitAt, at) }
    return [{ call, waitSeconds: expectedWait({ ...outlook, position: call.position, told }) }]
  })
  // Those whom another process tells meanwhile are not among them.
  const { rows } = await sql<{ id: Id<'call'> }>`
    update calls c set told_wait_at = ${at}, told_wait_s = n.wait_s
    from jsonb_to_recordset(${JSON.stringify(due.map(({ call, waitSeconds }) => ({ id: call.id, wait_s: waitSeconds })))}::jsonb)
      as n (id uuid, wait_s integer)
    where c.id = n.id and c.state = 'waiting' and (c.told_wait_at is null or c.told_wait_at <= ${longAgo(deps, general)})
    returning c.id`.execute(db)
  const kept = new Set(rows.map(({ id }) => id))
  await Promise.all(
    due
      .filter(({ call }) => kept.has(call.id))
      .map(({ call, waitSeconds }) =>
        telephony.order({
          do: 'inform',
          commandId: `inform-${call.id}-${at.getTime()}`,
          callRef: call.callRef,
          position: call.position,
          waitSeconds,
          offersCallBack: mayBeCalledBack(call, general, at),
        }),
      ),
  )
}

function mayBeCalledBack(
  { fromNumber, direction, waitingSince }: Untold,
  { offerCallBackAfterSeconds: after }: General,
  at: Date,
) {
  const waited = waitingSince ? secondsSince(waitingSince, at) : 0
  return after !== null && fromNumber !== null && direction === 'in' && waited >= after
}

const secondsSince = (then: Date, at: Date) => (at.getTime() - then.getTime()) / 1000
