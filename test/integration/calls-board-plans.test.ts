import type { CompiledQuery, KyselyPlugin } from 'kysely'
import { describe, expect } from 'vitest'
import { readCallBoard } from '../../server/calls/board/read-board.ts'
import { readIntervals } from '../../server/calls/board/read-intervals.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Instant } from '../../server/platform/values.ts'
import { writeCallHistory } from '../support/call-history.ts'
import { openCallCentre } from '../support/calls-ground.ts'
import { test as base } from '../support/database.ts'
import { takenBy } from '../support/query-plans.ts'

const CALLS = 12_000
const DAYS = 300
/** Those that grow with every call; none of them is ever read from end to end. */
const GROWING = [
  'calls',
  'queue_waits',
  'call_legs',
  'wrap_ups',
  'call_offers',
  'agent_times',
  'telephony_log',
]

const test = base.extend('history', { scope: 'file' }, async ({ db }) => {
  const centre = await openCallCentre(db)
  const supervisor = await centre.hire('supervisor')
  const agents = []
  for (let n = 0; n < 14; n++) agents.push((await centre.agent({ site: n < 7 ? 'nantou' : 'taipei' })).id)
  const now = new Date('2026-11-20T08:00:00Z')
  await writeCallHistory(db, { count: CALLS, days: DAYS, now, agents, systemId: centre.attendance })
  return { deps: { ...centre.deps, now: () => now }, supervisor, now }
})

/** What reading took, query by query, with plans that hold for any parameters. */
async function took(db: Db, read: (db: Db) => Promise<unknown>) {
  const asked: CompiledQuery[] = []
  const listen: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      asked.push(db.getExecutor().compileQuery(node as never, queryId))
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await read(db.withPlugin(listen))
  const taken = []
  const isRead = ({ sql }: CompiledQuery) => !sql.startsWith('set ')
  for (const query of asked.filter(isRead)) taken.push({ sql: query.sql, ...(await takenBy(db, query)) })
  return taken
}

describe(`among ${CALLS} calls of ${DAYS} days`, { timeout: 120_000 }, () => {
  test('the live board reads today alone, by its indexes', async ({ db, history: { deps, supervisor } }) => {
    const taken = await took(db, (handle) => readCallBoard({ ...deps, db: handle }, supervisor, 'zh-TW'))
    expect(taken.length).toBeGreaterThan(10)
    for (const { sql, scanned, buffers } of taken)
      expect({
        sql,
        scanned: scanned.filter((table) => GROWING.includes(table)),
        many: buffers > 4000,
      }).toEqual({
        sql,
        scanned: [],
        many: false,
      })
  })

  test.for(['all', 'queue', 'site', 'system', 'agent'] as const)(
    'a day’s half hours by %s read that day alone, also long ago',
    async (by, { db, history: { deps, now } }) => {
      for (const daysAgo of [1, 200]) {
        const from = new Date(now.getTime() - daysAgo * 86_400_000).toISOString() as Instant
        const to = new Date(now.getTime() - (daysAgo - 1) * 86_400_000).toISOString() as Instant
        const taken = await took(db, (handle) =>
          readIntervals({ ...deps, db: handle }, { from, to, by }, 'zh-TW'),
        )
        for (const { sql, scanned, buffers } of taken)
          expect({
            sql,
            scanned: scanned.filter((table) => GROWING.includes(table)),
            many: buffers > 6000,
          }).toEqual({
            sql,
            scanned: [],
            many: false,
          })
      }
    },
  )
})
