import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { migrations } from '../../server/migrations/index.ts'
import { migrate } from '../../server/platform/database/open.ts'
import { test, testAlone } from '../support/database.ts'

describe('a database for tests', () => {
  test('has every migration applied, once, in order', async ({ db }) => {
    const applied = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
    expect(applied.rows.map(({ name }) => name)).toEqual(Object.keys(migrations))
    await expect(migrate(db)).resolves.toBeUndefined()
  })

  testAlone.for(['one', 'another'])('holds nothing of other tests, asks %s', async (_, { db }) => {
    const { rows } = await sql<{ there: boolean }>`select to_regclass('marked') is not null as there`.execute(
      db,
    )
    expect(rows).toEqual([{ there: false }])
    await sql`create table marked (id int)`.execute(db)
  })
})
