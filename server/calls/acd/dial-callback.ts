import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { disengage } from '../../routing/engage.ts'
import { tellAgent } from './agent-times.ts'
import { resultOf } from './callbacks.ts'
import { dueCallbacks, routeCallback } from './offer-callback.ts'

const RING_MS = 20_000
const AGAIN_AFTER_MS = 60_000
/** So long after an agent was reserved there is a call, or there will be none. */
const DIALLED_WITHIN_MS = 60_000

/** What a callback needs next: an agent, or that the one who was reserved for it is rung. Harmless at any time. */
export async function followCallback(
  deps: Pick<Deps, 'db' | 'now' | 'telephony'>,
  { callbackId }: { callbackId: Id<'callback'> },
) {
  const open = await readOpen(deps, callbackId)
  if (!open) return
  if (open.offeredAt) await dial(deps, open)
  else if (open.dueAt <= deps.now()) await routeCallback(deps, callbackId)
}

const readOpen = ({ db }: Pick<Deps, 'db'>, id: Id<'callback'>) =>
  db
    .selectFrom('callbacks')
    .leftJoin('agents', 'agents.personId', 'callbacks.agentId')
    .leftJoin('seats', 'seats.id', 'agents.seatId')
    .leftJoin('calls as made', (join) =>
      join
        .onRef('made.callbackId', '=', 'callbacks.id')
        .on('made.arrivedAt', '>=', (eb) => eb.ref('callbacks.offeredAt')),
    )
    .select(['callbacks.id', 'callbacks.callId', 'callbacks.caseId', 'callbacks.agentId', 'callbacks.number'])
    .select(['offeredAt', 'dueAt', 'tries', 'seats.extension', 'made.id as madeId'])
    .where('callbacks.id', '=', id)
    .where('doneAt', 'is', null)
    .executeTakeFirst()

type Open = NonNullable<Awaited<ReturnType<typeof readOpen>>>

async function dial(deps: Pick<Deps, 'db' | 'now' | 'telephony'>, open: Open) {
  const { id, agentId, number, caseId, extension, tries } = open
  // Whoever calls from the list dials by themselves.
  if (!agentId || !extension || open.madeId || !(await isReserved(deps, open))) return
  const ordered = await deps.telephony.order({
    do: 'dial',
    commandId: `callback-${id}-${tries}`,
    agentId,
    extension,
    number,
    shows: '',
    caseId,
    callbackId: id,
    ringMs: RING_MS,
  })
  if (ordered.ok) return
  await transact(deps.db, async (trx) => {
    const at = deps.now()
    await free(trx, open, at)
    if (ordered.code === 'not-allowed') await resultOf(trx, id, 'given-up', at)
    else await putBack(trx, open, at)
  })
}

const isReserved = async ({ db }: Pick<Deps, 'db'>, { agentId, callId }: Open) =>
  (await db
    .selectFrom('agentEngagements')
    .select('personId')
    .where('personId', '=', agentId!)
    .where('callId', '=', callId)
    .where('kind', '=', 'reserved')
    .executeTakeFirst()) !== undefined

async function free(trx: Trx, { agentId, callId }: Pick<Open, 'agentId' | 'callId'>, at: Date) {
  if (!agentId || !(await lockAgent(trx, agentId))) return
  await disengage(trx, { personId: agentId, callId, at })
  await tellAgent(trx, { agentId, at })
}

/** Nobody was called: it does not count as a try. */
const putBack = (trx: Trx, { id }: Pick<Open, 'id'>, at: Date) =>
  trx
    .updateTable('callbacks')
    .set((eb) => ({
      agentId: null,
      offeredAt: null,
      dueAt: new Date(at.getTime() + AGAIN_AFTER_MS),
      tries: eb.fn('greatest', [eb('tries', '-', 1), eb.lit(0)]),
    }))
    .where('id', '=', id)
    .where('doneAt', 'is', null)
    .execute()

/** What the clock brings: callbacks whose time has come, and those for which no call came to be. */
export async function sweepCallbacks(deps: Pick<Deps, 'db' | 'now' | 'telephony'>) {
  const { db } = deps
  const at = deps.now()
  const forgotten = await db
    .selectFrom('callbacks')
    .select(['id', 'callId', 'agentId'])
    .where('doneAt', 'is', null)
    .where('offeredAt', '<', new Date(at.getTime() - DIALLED_WITHIN_MS))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('calls')
            .select('calls.id')
            .whereRef('calls.callbackId', '=', 'callbacks.id')
            .whereRef('calls.arrivedAt', '>=', 'callbacks.offeredAt'),
        ),
      ),
    )
    .execute()
  for (const open of forgotten)
    await transact(db, async (trx) => {
      await free(trx, open, at)
      await putBack(trx, open, at)
    })
  for (const id of await dueCallbacks(db, at)) await routeCallback(deps, id)
}
