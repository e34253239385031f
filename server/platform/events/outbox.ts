import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Db, Trx } from '../database/database.ts'
import { noteEmitted, transact, writeAtEnd, writeEvents } from '../database/database.ts'
import type { Deps } from '../deps.ts'
import type { Job, Queue } from '../queue/port.ts'
import { type Id, newId, parserOf } from '../values.ts'
import type { Event, PayloadOf } from './event.ts'
import type { Reaction } from './reaction.ts'

const BATCH = 100
/** Handed over but not done after this long: the queue has lost it (Redis emptied, worker killed), hand over again. */
const FIRST_LEASE_SECONDS = 15
const LONGEST_LEASE_SECONDS = 600

/** Records that something happened. It is delivered if, and only if, the transaction commits. */
export const emit = <E extends Event>(trx: Trx, event: E, payload: PayloadOf<E>) =>
  emitAll(trx, event, [payload])

/** As `emit`, of many at once. */
export async function emitAll<E extends Event>(trx: Trx, event: E, payloads: readonly PayloadOf<E>[]) {
  const emitted = payloads.map((payload) => ({ id: newId<'event'>(), name: event.name, payload }))
  if (!writeAtEnd(trx, emitted)) await writeEvents(trx, emitted)
  for (const one of emitted) noteEmitted(trx, one)
}

/**
 * Hands undelivered events to the queue, oldest first, one job per reaction. Several processes may run it at once.
 * A row leaves the table only when its last reaction is done, so losing the queue loses nothing.
 * @returns how many events were handed over
 */
export async function deliverEvents({ db, queue }: { db: Db; queue: Queue }, reactions: readonly Reaction[]) {
  const namesFor = (event: string) =>
    reactions.filter((r) => r.event.name === event).map((reaction) => reaction.job.name)
  return transact(db, async (trx) => {
    const batch = await dueEvents(trx)
    const jobs = batch.flatMap(({ id, name, payload, pending }) =>
      (pending ?? namesFor(name)).map((job) => ({ id, job, payload })),
    )
    await Promise.all(
      jobs.map(({ id, job, payload }) =>
        queue.add({ name: job }, { event: id, data: payload }, { id: `${id}.${job}` }),
      ),
    )
    const nobodys = batch.filter((event) => !event.pending && namesFor(event.name).length === 0)
    if (nobodys.length > 0) await trx.deleteFrom('outbox').where('id', 'in', idsOf(nobodys)).execute()
    for (const [name, events] of Map.groupBy(batch, (event) => event.name))
      await trx
        .updateTable('outbox')
        .set({
          pending: sql`coalesce(pending, ${namesFor(name)}::text[])`,
          handedAt: sql`clock_timestamp()`,
          tries: sql`least(tries + 1, 1000)`,
        })
        .where('id', 'in', idsOf(events))
        .execute()
    return batch.length
  })
}

const dueEvents = (trx: Trx) =>
  trx
    .selectFrom('outbox')
    .select(['id', 'name', 'payload', 'pending'])
    .where(
      sql<boolean>`handed_at is null or handed_at < clock_timestamp()
        - make_interval(secs => least(${LONGEST_LEASE_SECONDS}, ${FIRST_LEASE_SECONDS} * 2 ^ least(tries - 1, 10)))`,
    )
    .orderBy('id')
    .limit(BATCH)
    .forUpdate()
    .skipLocked()
    .execute()

const idsOf = (events: readonly { id: Id<'event'> }[]) => events.map((event) => event.id)

const Delivery = Type.Object({ event: Type.String(), data: Type.Unknown() })

/** The reaction's job as it runs: not if it is done already, and done is recorded where the event is. */
export const deliveredOnce = ({ job }: Reaction): Job => ({
  name: job.name,
  run: async (deps, raw) => {
    const { event, data }: Static<typeof Delivery> = parseDelivery(raw)
    // Not yet recorded as handed over: this worker was quicker than the commit. `finish` waits for that.
    const due = await deps.db
      .selectFrom('outbox')
      .select('id')
      .where('id', '=', event as Id<'event'>)
      .where(sql<boolean>`(pending is null or ${job.name} = any (pending))`)
      .executeTakeFirst()
    if (!due) return
    await job.run(deps, data, event)
    await finish(deps, event as Id<'event'>, job.name)
  },
})

const parseDelivery = parserOf(Delivery)

const finish = ({ db }: Pick<Deps, 'db'>, id: Id<'event'>, reaction: string) =>
  transact(db, async (trx) => {
    const left = await trx
      .updateTable('outbox')
      .set({ pending: sql`array_remove(pending, ${reaction})` })
      .where('id', '=', id)
      .returning('pending')
      .executeTakeFirst()
    if (left?.pending?.length === 0) await trx.deleteFrom('outbox').where('id', '=', id).execute()
  })
