import { sql } from 'kysely'
import { expect, onTestFinished, vi } from 'vitest'
import { transact } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { plannedOnce } from '../../server/platform/database/planned-once.ts'
import { test } from '../support/database.ts'

/** A database for what somebody waits for: with one connection, so that each use meets what the last one left. */
function hurried(url: string) {
  const db = openDatabase({ url, connections: 1, isHurried: true })
  onTestFinished(() => db.destroy())
  return db
}
const names = async (db: ReturnType<typeof openDatabase>) =>
  (
    await db.selectFrom('settings').select('key').where('key', 'like', 'hurried.%').orderBy('key').execute()
  ).map(({ key }) => key.slice('hurried.'.length))
const add = (name: string) => sql`insert into settings (key, value) values (${`hurried.${name}`}, '1')`

test('what is done in a hurry is done wholly or not at all, also when a statement fails', async ({
  databaseUrl,
  db: other,
}) => {
  const db = hurried(databaseUrl)
  await transact(db, async (trx) => {
    await add('one').execute(trx)
    expect(await names(other)).toEqual([])
  })
  expect(await names(other)).toEqual(['one'])
  const failing = transact(db, async (trx) => {
    await add('two').execute(trx)
    await sql`select 1 / 0`.execute(trx)
  })
  await expect(failing).rejects.toMatchObject({ code: '22012' })
  await expect(transact(db, (trx) => sql`no words of ours`.execute(trx))).rejects.toMatchObject({
    code: '42601',
  })
  expect(await names(db)).toEqual(['one'])
  await expect(
    transact(db, async (trx) => {
      await add('three').execute(trx)
      throw new Error('thought better of it')
    }),
  ).rejects.toThrow('thought better of it')
  expect(await names(db)).toEqual(['one'])
})

test('a connection that is cut in a transaction fails it, and the next one has another', async ({
  databaseUrl,
  db: other,
}) => {
  const db = hurried(databaseUrl)
  const cut = transact(db, async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(other)
    await add('cut').execute(trx)
  })
  await expect(cut).rejects.toThrow()
  await vi.waitFor(() => transact(db, (trx) => add('after').execute(trx)))
  expect(await names(other)).not.toContain('cut')
  expect(await names(other)).toContain('after')
})

test('statements are planned once from their first run on', async ({ databaseUrl }) => {
  const db = hurried(databaseUrl)
  for (const id of [1, 2])
    await plannedOnce(sql`select key from settings where key = ${String(id)}`).execute(db)
  const { rows } = await sql<{ once: number; anew: number }>`
    select generic_plans as once, custom_plans as anew from pg_prepared_statements
    where statement like '%select key from settings%'`.execute(db)
  expect(rows).toEqual([{ once: 2, anew: 0 }])
})
