import { sql } from 'kysely'
import { expect } from 'vitest'
import { loadDemonstration } from '../../server/demonstration/load.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import { compareSources } from '../../server/search/keeping/compare-sources.ts'
import { rebuildIndex } from '../../server/search/keeping/rebuild.ts'
import { searched } from '../../server/search-sources.ts'
import { testAlone as test } from '../support/database.ts'
import { quietLog } from '../support/quiet-log.ts'
import { databaseAlone } from '../support/search-process.ts'

const never = new AbortController().signal

test('Q&A are found by the new name of their system after the night, and nothing else is written again', async ({
  db,
}) => {
  const deps = { db, now: () => new Date(), log: quietLog }
  await seedRoles(db)
  await loadDemonstration(deps)
  const compare = () => compareSources(deps, searched.sources, never)
  expect(await compare()).toBe(0)
  const { rows } = await sql<{ id: number; n: number }>`
    select s.system_id as id, count(*)::int as n from knowledge_version_systems s
    join knowledge_entries e on e.live_version_id = s.version_id group by 1 order by 2 desc limit 1`.execute(
    db,
  )
  const { id, n } = rows[0]!
  await db.updateTable('systems').set({ name: '螺旋槳保養系統' }).where('id', '=', id).execute()
  expect(await compare()).toBe(n)
  const searchIndex = databaseAlone(db)
  const found = () =>
    searchIndex.database.find({ text: '螺旋槳保養', reader: ['public', 'internal'], most: 1000 })
  const keys = new Set((await found()).map(({ key }) => key))
  expect(keys.size).toBeGreaterThan(0)
  expect(await compare()).toBe(0)
  // Made anew it is the same.
  await rebuildIndex({ ...deps, searchIndex }, searched.sources)
  expect(new Set((await found()).map(({ key }) => key))).toEqual(keys)
  expect(await compare()).toBe(0)
})
