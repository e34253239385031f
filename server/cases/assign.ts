import type { Trx } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { changeCase } from './change.ts'
import { command, type Order, type Scene } from './command.ts'
import { demandHandler, nameOf, queueWith, readQueue } from './people.ts'
import { waitsInQueue } from './place.ts'
import { lockAnyCase } from './queries.ts'
import { decide } from './rules.ts'
import { openHandOver } from './standing.ts'
import type { StoredCase } from './tables.ts'
import { type By, stateEntry, told } from './timeline.ts'

/**
 * The router gives a case that waits in a queue to an agent, in its own transaction with the offer accepted.
 *
 * @param given.reason why this agent, in words for the timeline
 * @throws Refusal 'conflict' `offer-gone`: the case no longer waits
 * @throws Refusal 'not-found' `case-not-found`
 */
export async function assignFromQueue(
  trx: Trx,
  { caseId, agentId, at, reason }: { caseId: Id<'case'>; agentId: Id<'person'>; at: Date; reason: string },
): Promise<StoredCase> {
  const row = await lockAnyCase(trx, caseId)
  if (!waitsInQueue(row)) throw new Refusal('conflict', 'offer-gone')
  decide({ ...row, handOverOpen: row.status === 'escalated' }, 'route', ['router'])
  return takeFromQueue(trx, row, { agentId, by: { actorId: null, origin: 'routing', at }, reason })
}

/** Makes somebody the owner of a case that waits in a queue; an escalation is accepted with it. */
export async function takeFromQueue(
  trx: Trx,
  row: StoredCase,
  { agentId, by, reason }: { agentId: Id<'person'>; by: By; reason?: string },
): Promise<StoredCase> {
  const escalation = await openHandOver(trx, row.id)
  if (escalation)
    await trx
      .updateTable('handOvers')
      .set({ outcome: 'accepted', decidedAt: by.at, decidedBy: agentId })
      .where('id', '=', escalation.id)
      .execute()
  const queueId = escalation?.toQueueId ?? row.queueId
  const [from, to] = [await nameOf(trx, row.ownerId), await nameOf(trx, agentId)]
  return changeCase(
    trx,
    row,
    { status: 'assigned', waitingFor: null, ownerId: agentId, queueId },
    told(
      [
        {
          ...by,
          kind: escalation ? 'hand-over' : 'routing',
          body: {
            ...(from && { from }),
            to,
            ...(reason && { note: reason }),
            fields: [escalation ? 'accepted' : by.actorId === null ? 'routed' : 'claimed'],
          },
        },
      ],
      stateEntry(by, row, { status: 'assigned', queueId }),
    ),
  )
}

/**
 * A supervisor gives the case to a person, or back to a queue to be routed again. Whatever was open between others
 * ends with it.
 *
 * @param to.queueId where it belongs from now on; else where it is
 * @throws Refusal as `command` does
 * @throws Refusal 'conflict' `hand-over-to-nobody`; 'not-found' `queue-not-found`
 */
export const assignCase = (
  deps: Pick<Deps, 'db' | 'now'>,
  order: Omit<Order, 'version'>,
  to: { ownerId: Id<'person'> | null; queueId?: number; reason: string },
) =>
  command(deps, order, to.ownerId ? 'assign' : 'requeue', async (scene) => {
    const { trx, row, by } = scene
    const place = await placeFor(scene, to)
    const waitingFor = scene.to === 'waiting' ? row.waitingFor : null
    const from = await nameOf(trx, row.ownerId)
    return changeCase(
      trx,
      row,
      {
        status: scene.to,
        waitingFor,
        ownerId: to.ownerId,
        queueId: place.queueId,
        attention: null,
        bouncedCount: 0,
      },
      told(
        [
          {
            ...by,
            kind: 'routing',
            body: { ...(from && { from }), to: place.name, note: to.reason, fields: ['assigned'] },
          },
        ],
        stateEntry(by, row, { status: scene.to, waitingFor, queueId: place.queueId }),
      ),
    )
  })

async function placeFor(
  { trx, row }: Scene,
  { ownerId, queueId }: { ownerId: Id<'person'> | null; queueId?: number },
) {
  const queue = queueId === undefined ? undefined : await readQueue(trx, queueId)
  if (!ownerId) {
    const { id, name } = queue ?? (await readQueue(trx, row.queueId))
    return { queueId: id, name }
  }
  const { name } = await demandHandler(trx, ownerId)
  return { queueId: queue?.id ?? (await queueWith(trx, ownerId, row.queueId)), name }
}
