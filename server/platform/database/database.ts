import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '../../tables.ts'

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

/** Says who is told, in this process, of events as soon as they are committed. One listener per handle. */
export const onCommit = (db: Db, listener: AfterCommit) => void listeners.set(db, listener)

/** Remembers an event for the listener; called by `emit`. */
export const noteEmitted = (trx: Trx, event: Emitted) => void emittedIn.get(trx)?.push(event)

/** Tells the listener of events that a database function has emitted and committed by itself. */
export const tellCommitted = (db: Db, events: readonly Emitted[]) => listeners.get(db)?.(events)

/** All of the work or none; afterwards this process's listener hears at once what was emitted. */
export async function transact<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  const emitted: Emitted[] = []
  const result = await db.transaction().execute((trx) => {
    emittedIn.set(trx, emitted)
    return work(trx)
  })
  if (emitted.length > 0) tellCommitted(db, emitted)
  return result
}
