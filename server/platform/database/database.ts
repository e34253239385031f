import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '../../tables.ts'
import type { Id } from '../values.ts'

/** A database handle. A transaction is one too, so every query works in both. */
export type Db = Kysely<Tables>

/** Demanded by anything that is only right inside a transaction: locks, and events. */
export type Trx = Transaction<Tables>

/** What was emitted, as told to this process right after its commit. */
export type Emitted = { id: string; name: string; payload: unknown }
export type AfterCommit = (events: readonly Emitted[]) => void

// Fields of objects that we did not make: nothing outlives its handle.
const listeners = new WeakMap<Db, AfterCommit>()
const emittedIn = new WeakMap<Trx, Emitted[]>()
const unwrittenIn = new WeakMap<Trx, Emitted[]>()

/** Says who is told, in this process, of events as soon as they are committed. One listener per handle. */
export const onCommit = (db: Db, listener: AfterCommit) => void listeners.set(db, listener)

/** Remembers an event for the listener; called by `emit`. */
export const noteEmitted = (trx: Trx, event: Emitted) => void emittedIn.get(trx)?.push(event)

/**
 * Leaves it to the end of `transact` to write events, all in one statement.
 * @returns false in a transaction that was begun otherwise: whoever emits writes them
 */
export function writeAtEnd(trx: Trx, events: readonly Emitted[]): boolean {
  const unwritten = unwrittenIn.get(trx)
  unwritten?.push(...events)
  return unwritten !== undefined
}

/** Tells the listener of events that a database function has emitted and committed by itself. */
export const tellCommitted = (db: Db, events: readonly Emitted[]) => listeners.get(db)?.(events)

/** All of the work or none; afterwards this process's listener hears at once what was emitted. */
export async function transact<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  const emitted: Emitted[] = []
  const result = await db.transaction().execute(async (trx) => {
    const unwritten: Emitted[] = []
    emittedIn.set(trx, emitted)
    unwrittenIn.set(trx, unwritten)
    const done = await work(trx)
    await writeEvents(trx, unwritten)
    return done
  })
  if (emitted.length > 0) tellCommitted(db, emitted)
  return result
}

/** Writes events to be delivered once the transaction is committed. */
export async function writeEvents(trx: Trx, events: readonly Emitted[]) {
  if (events.length === 0) return
  await trx
    .insertInto('outbox')
    .values(
      events.map(({ id, name, payload }) => ({
        id: id as Id<'event'>,
        name,
        payload: JSON.stringify(payload),
        pending: null,
        handedAt: null,
      })),
    )
    .execute()
}
