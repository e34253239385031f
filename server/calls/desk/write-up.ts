import type { Actor } from '../../platform/actor.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { lockAgent } from '../../routing/agent-state.ts'
import { engage } from '../../routing/engage.ts'
import { tellAgent } from '../acd/agent-times.ts'
import { endPart } from '../acd/wrap-up.ts'

type Writing = Pick<Deps, 'db' | 'now'>

/**
 * Keeps what an agent writes about their part in a call, also when its time is over; `done` gives them back to work.
 *
 * @throws Refusal 'not-found' `wrap-up-not-found`
 * @throws Refusal 'invalid' `wrap-up-code-not-found`, `wrap-up-needs-code`
 */
export const keepWrapUp = (
  { db, now }: Writing,
  actor: Pick<Actor, 'id'>,
  callId: Id<'call'>,
  { codeId, note, done }: { codeId: number | null; note: string; done: boolean },
): Promise<void> =>
  transact(db, async (trx) => {
    const own = await lockWrapUp(trx, actor.id, callId)
    if (codeId !== null && codeId !== own.codeId && !(await isCode(trx, codeId)))
      throw new Refusal('invalid', 'wrap-up-code-not-found')
    if (done && codeId === null) throw new Refusal('invalid', 'wrap-up-needs-code')
    await trx
      .updateTable('wrapUps')
      .set({ codeId, note })
      .where('callId', '=', callId)
      .where('agentId', '=', actor.id)
      .execute()
    if (done && !own.endedAt) await endPart(trx, { callId, agentId: actor.id, at: now() })
  })

/**
 * Gives an agent more time to write up, once a call; as much as the queue says.
 *
 * @throws Refusal 'not-found' `wrap-up-not-found`, 'conflict' `wrap-up-over`, `wrap-up-extended`
 */
export const extendWrapUp = (
  { db, now }: Writing,
  actor: Pick<Actor, 'id'>,
  callId: Id<'call'>,
): Promise<void> =>
  transact(db, async (trx) => {
    const at = now()
    const own = await lockWrapUp(trx, actor.id, callId)
    if (own.endedAt || own.endsAt <= at) throw new Refusal('conflict', 'wrap-up-over')
    if (own.isExtended) throw new Refusal('conflict', 'wrap-up-extended')
    const endsAt = new Date(own.endsAt.getTime() + (await extensionSeconds(trx, callId)) * 1000)
    await trx
      .updateTable('wrapUps')
      .set({ endsAt, isExtended: true })
      .where('callId', '=', callId)
      .where('agentId', '=', actor.id)
      .execute()
    await engage(trx, { personId: actor.id, callId, kind: 'wrap-up', at, expiresAt: endsAt })
    await tellAgent(trx, { agentId: actor.id, at })
  })

async function lockWrapUp(trx: Trx, agentId: Id<'person'>, callId: Id<'call'>) {
  await lockAgent(trx, agentId)
  return trx
    .selectFrom('wrapUps')
    .select(['endsAt', 'endedAt', 'codeId', 'isExtended'])
    .where('callId', '=', callId)
    .where('agentId', '=', agentId)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('not-found', 'wrap-up-not-found'))
}

const isCode = async (trx: Trx, id: number) =>
  (await trx
    .selectFrom('wrapUpCodes')
    .select('id')
    .where('id', '=', id)
    .where('isOn', '=', true)
    .executeTakeFirst()) !== undefined

const extensionSeconds = async (trx: Trx, callId: Id<'call'>) =>
  (
    await trx
      .selectFrom('voiceQueues')
      .innerJoin('calls', (join) => join.on('calls.id', '=', callId))
      .select('extensionSeconds')
      .whereRef('voiceQueues.queueId', '=', (eb) => eb.fn.coalesce('calls.queueId', eb.lit(1)))
      .executeTakeFirst()
  )?.extensionSeconds ?? 60
