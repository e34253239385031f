import { addWorkingMinutes } from '../calendars/working-time.ts'
import type { Trx } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { Refusal } from '../platform/refusal.ts'
import { type Id, newId } from '../platform/values.ts'
import { takeFromQueue } from './assign.ts'
import { changeCase } from './change.ts'
import { command, type Order, type Scene } from './command.ts'
import { handOverOffered } from './events.ts'
import { demandHandler, nameOf, queueWith } from './people.ts'
import { targetOf } from './service-level.ts'
import type { OpenHandOver } from './standing.ts'
import { type By, stateEntry, told } from './timeline.ts'

/** Returned so often, a case is passed around: a supervisor has to decide (C01). */
const BOUNCES = 2

/**
 * Hands a case over to a person. Its owner stays until they accept.
 *
 * @throws Refusal as `command` does
 * @throws Refusal 'conflict' `hand-over-to-nobody`: the owner, or somebody who handles no cases
 */
export const handOver = (
  deps: Pick<Deps, 'db' | 'now'>,
  order: Order,
  { toId, note }: { toId: Id<'person'>; note: string },
) =>
  command(deps, order, 'hand-over', async (scene) => {
    const { trx, row, by } = scene
    if (toId === row.ownerId) throw new Refusal('conflict', 'hand-over-to-nobody')
    const { name } = await demandHandler(trx, toId)
    const handOverId = await offerHandOver(scene, { toId, note })
    await emit(trx, handOverOffered, { caseId: row.id, handOverId, toId, version: row.version + 1 })
    const from = await nameOf(trx, row.ownerId)
    return changeCase(trx, row, {}, [{ ...by, kind: 'hand-over', body: { from, to: name, note } }])
  })

/** Writes down what is offered. It has to be accepted within the first-response time of the case's priority. */
export async function offerHandOver(
  { trx, row, by, level }: Scene,
  { note, ...to }: { toId: Id<'person'>; note: string } | { toQueueId: number; note: string },
) {
  const id = newId<'hand-over'>(by.at.getTime())
  const { firstResponseMinutes } = targetOf(level, row.priority)
  await trx
    .insertInto('handOvers')
    .values({
      id,
      caseId: row.id,
      fromId: row.ownerId,
      toId: null,
      toQueueId: null,
      ...to,
      note,
      offeredAt: by.at,
      dueAt: addWorkingMinutes(level.calendar, by.at, firstResponseMinutes),
      outcome: null,
      decidedAt: null,
      decidedBy: null,
      reply: null,
    })
    .execute()
  return id
}

/**
 * Accepts what was handed over to this person, or escalated to a queue that they take from: they own the case now.
 * @throws Refusal as `command` does
 * @throws Refusal 'not-found' `hand-over-not-found`: none is waiting for them
 */
export const acceptHandOver = (deps: Pick<Deps, 'db' | 'now'>, order: Omit<Order, 'version'>) =>
  receiving(deps, order, 'accept', async ({ trx, row, to, by }, offered) => {
    if (offered.toQueueId !== null) return takeFromQueue(trx, row, { agentId: by.actorId, by })
    await decideHandOver(trx, offered, { outcome: 'accepted', by })
    const waitingFor = to === 'waiting' ? row.waitingFor : null
    const queueId = await queueWith(trx, by.actorId, row.queueId)
    const [from, name] = [await nameOf(trx, row.ownerId), await nameOf(trx, by.actorId)]
    return changeCase(
      trx,
      row,
      { status: to, waitingFor, ownerId: by.actorId, queueId },
      told(
        [{ ...by, kind: 'hand-over', body: { from, to: name, fields: ['accepted'] } }],
        stateEntry(by, row, { status: to, waitingFor, queueId }),
      ),
    )
  })

/**
 * Returns what was handed over: the owner keeps the case. The second time a supervisor has to look.
 * @throws Refusal as acceptHandOver
 */
export const returnHandOver = (
  deps: Pick<Deps, 'db' | 'now'>,
  order: Omit<Order, 'version'>,
  { note }: { note: string },
) =>
  receiving(deps, order, 'return', async ({ trx, row, to, by }, offered) => {
    await decideHandOver(trx, offered, { outcome: 'returned', by, reply: note })
    const bouncedCount = row.bouncedCount + 1
    const waitingFor = to === 'waiting' ? row.waitingFor : null
    const [from, name] = [await nameOf(trx, by.actorId), await nameOf(trx, row.ownerId)]
    return changeCase(
      trx,
      row,
      {
        status: to,
        waitingFor,
        bouncedCount,
        attention: bouncedCount >= BOUNCES ? 'bounced-twice' : null,
      },
      told(
        [{ ...by, kind: 'hand-over', body: { from, to: name, note, fields: ['returned'] } }],
        stateEntry(by, row, { status: to, waitingFor }),
      ),
    )
  })

const receiving = (
  deps: Pick<Deps, 'db' | 'now'>,
  order: Omit<Order, 'version'>,
  verb: 'accept' | 'return',
  work: (scene: Scene, offered: OpenHandOver) => ReturnType<typeof changeCase>,
) =>
  command(deps, order, verb, async (scene) => {
    const { handOver: offered } = scene.standing
    if (!offered) throw new Refusal('not-found', 'hand-over-not-found')
    return work(scene, offered)
  }).catch((error: unknown) => {
    // Whoever may not receive it need not hear that somebody else might.
    if (error instanceof Refusal && error.code === 'not-the-owner')
      throw new Refusal('not-found', 'hand-over-not-found')
    throw error
  })

const decideHandOver = (
  trx: Trx,
  { id }: OpenHandOver,
  { outcome, by, reply = null }: { outcome: 'accepted' | 'returned'; by: By; reply?: string | null },
) =>
  trx
    .updateTable('handOvers')
    .set({ outcome, decidedAt: by.at, decidedBy: by.actorId, reply })
    .where('id', '=', id)
    .execute()
