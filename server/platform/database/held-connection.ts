import type { Db } from './database.ts'

/**
 * Takes one connection of the pool and keeps it, for what belongs to a connection: advisory locks.
 * @returns it, and how to give it back
 */
export async function holdConnection(db: Db): Promise<{ connection: Db; giveBack(): Promise<void> }> {
  const ended = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<Db>()
  const closed = db.connection().execute((connection) => {
    opened.resolve(connection)
    return ended.promise
  })
  closed.catch(opened.reject)
  return {
    connection: await opened.promise,
    async giveBack() {
      ended.resolve()
      await closed.catch(() => {})
    },
  }
}
