import { type CompiledQuery, sql } from 'kysely'
import { describe, expect } from 'vitest'
import { cursorAt, type SortColumn } from '../../server/cases/cursor.ts'
import { rowsOf } from '../../server/cases/list.ts'
import { visibleCases } from '../../server/cases/queries.ts'
import type { StoredCase } from '../../server/cases/tables.ts'
import { type ListQuery, sourcesOf } from '../../server/cases/views.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDesk } from '../support/case-desk.ts'
import { writeHistory } from '../support/case-history.ts'
import { test as base } from '../support/database.ts'
import { type Taken, takenBy } from '../support/query-plans.ts'

const CASES = 120_000
const LIVE = 3000
const PAGE = 25
/** A page reads its index, a heap page a row, and two names a row. */
const MOST_BUFFERS = 400

const test = base.extend('history', { scope: 'file' }, async ({ db }) => {
  const desk = await openDesk(db)
  const agents: Actor[] = []
  for (let n = 0; n < 30; n++) agents.push(await desk.hire('tier1-agent', { tier: 1 }))
  const agent = agents[0]!
  const [authority, expert, vendor] = [
    await desk.hire('authority-administrator'),
    await desk.hire('tier3-owner', { tier: 3 }),
    await desk.hire('vendor', { tier: 4, vendorId: desk.vendorId }),
  ]
  await writeHistory(db, { count: CASES, live: LIVE, owners: agents.map(({ id }) => id) })
  const some = await db
    .selectFrom('cases')
    .select(['agencyId', 'requesterId', 'leadSystemId'])
    .where('numberSeq', '=', 100_000)
    .executeTakeFirstOrThrow()
  await db.updateTable('people').set({ agencyId: some.agencyId }).where('id', '=', authority.id).execute()
  await db.updateTable('systems').set({ ownerId: expert.id }).where('id', '=', some.leadSystemId).execute()
  await db
    .updateTable('systems')
    .set({ vendorId: desk.vendorId })
    .where('id', '=', some.leadSystemId)
    .execute()
  const filter = { agencyId: some.agencyId!, requesterId: some.requesterId!, systemId: some.leadSystemId }
  return { agent, authority, expert, vendor, filter }
})

/** What each source of a view took, on the page after `cursor`, and how many rows it gave. */
async function took(db: Db, actor: Actor, query: ListQuery) {
  const sources = sourcesOf(db, actor, query, new Date())
  return Promise.all(
    sources.map(async ({ cases, ordering }) => {
      const rows = rowsOf(cases, ordering, query.after)
      const found = await rows.execute()
      const last = found[PAGE - 1] as Pick<StoredCase, SortColumn> | undefined
      return {
        ...(await takenBy(db, rows.compile())),
        rows: found.length,
        next: last && cursorAt(ordering, last),
      }
    }),
  )
}

const LARGE = [
  ['one’s own cases', { view: 'mine' }, 'cases_owner_open'],
  ['a queue', { view: 'waiting', queueId: 1 }, 'cases_queue_wait'],
  ['all live cases', { view: 'live' }, 'cases_due'],
  ['the live cases of a queue', { view: 'live', queueId: 1 }, 'cases_live'],
  ['what is overdue', { view: 'overdue' }, 'cases_due'],
  ['what is overdue in a queue', { view: 'overdue', queueId: 1 }, 'cases_live'],
  ['what needs a supervisor', { view: 'attention' }, 'cases_attention'],
  ['closed cases', { view: 'closed' }, 'cases_closed'],
  ['all cases', { view: 'all' }, 'cases_opened'],
] as const satisfies [string, ListQuery, string][]

describe(`among ${CASES} cases, with plans that hold for any parameters`, { timeout: 60_000 }, () => {
  test.for(LARGE)(
    '%s come in order from their index, on the first page and the next',
    async ([, query, index], { db, history }) => {
      let after: string | undefined
      for (const page of [1, 2]) {
        const [own] = await took(db, history.agent, { ...query, ...(after && { after }) })
        expect(own, `page ${page}`).toMatchObject({ rows: PAGE + 1, scanned: [], sorted: 0 })
        expect(own!.indexes).toContain(index)
        expect(own!.removed).toBeLessThanOrEqual(50)
        expect(own!.buffers).toBeLessThan(MOST_BUFFERS)
        after = own!.next
      }
    },
  )

  test('the cases of an agency, a requester, a system come in order from their indexes', async ({
    db,
    history,
  }) => {
    const { agencyId, requesterId, systemId } = history.filter
    for (const [filter, index] of [
      [{ agencyId }, 'cases_agency'],
      [{ requesterId }, 'cases_requester'],
      [{ systemId }, 'case_systems_system'],
    ] as const) {
      const [own] = await took(db, history.agent, { view: 'all', ...filter })
      expect(own).toMatchObject({ rows: PAGE + 1, scanned: [] })
      expect(own!.indexes).toContain(index)
      expect(own!.sorted).toBeLessThanOrEqual(PAGE + 1)
      expect(own!.buffers).toBeLessThan(MOST_BUFFERS)
    }
  })

  test('what waits in any queue is merged from the heads of all, and what was escalated from what is open', async ({
    db,
    history,
  }) => {
    const [unowned, escalated] = await took(db, history.agent, { view: 'waiting' })
    expect(unowned).toMatchObject({ rows: PAGE + 1, scanned: [] })
    expect(unowned!.indexes).toContain('cases_queue_wait')
    expect(unowned!.sorted).toBeLessThanOrEqual(4 * (PAGE + 1))
    expect(escalated!.scanned).toEqual([])
    expect(escalated!.sorted).toBeLessThanOrEqual(LIVE / 10)
  })

  test('what is handed to somebody is found from the open hand-overs', async ({ db, history }) => {
    const [handed] = await took(db, history.agent, { view: 'handed-to-me' })
    expect(handed).toMatchObject({ rows: PAGE + 1, scanned: [] })
    expect(handed!.indexes).toContain('hand_overs_to')
  })

  test('whoever sees only some cases does not have all the others read for it', async ({ db, history }) => {
    for (const view of ['all', 'closed'] as const) {
      const [authority] = await took(db, history.authority, { view })
      expect(authority).toMatchObject({ rows: PAGE + 1, scanned: [] })
      expect(authority!.indexes).toContain('cases_agency')
      const [expert] = await took(db, history.expert, { view })
      expect(expert).toMatchObject({ rows: PAGE + 1, scanned: [] })
      expect(expert!.indexes).toContain('case_systems_system')
      for (const taken of [authority, expert]) expect(taken!.buffers).toBeLessThan(4 * MOST_BUFFERS)
    }
  })

  test('a case by number and by id is one look', async ({ db, history }) => {
    const byNumber = visibleCases(db, history.agent)
      .where('cases.numberYear', '=', 115)
      .where('cases.numberSeq', '=', 77_777)
    const { id } = await byNumber.executeTakeFirstOrThrow()
    for (const [query, index] of [
      [byNumber, 'cases_number'],
      [visibleCases(db, history.agent).where('cases.id', '=', id), 'cases_pkey'],
      [visibleCases(db, history.vendor).where('cases.id', '=', id), 'cases_pkey'],
    ] as const) {
      const taken = await takenBy(db, query.compile())
      expect(taken).toMatchObject({ scanned: [], sorted: 0 })
      expect(taken.indexes).toContain(index)
      expect(taken.buffers).toBeLessThan(40)
    }
  })

  test('live cases are counted without reading the closed ones', async ({ db }) => {
    const count = 'select queue_id, status, count(*) from cases where closed_at is null group by 1, 2'
    const taken = await takenBy(db, { sql: count, parameters: [] })
    expect(taken.scanned).toEqual([])
    expect(taken.buffers).toBeLessThan(LIVE + 200)
  })

  test('a list that hides the state in a parameter would be noticed', async ({ db, history }) => {
    const hidden =
      sql`select * from cases where status <> all (${['closed']}) and owner_id = ${history.agent.id}
      order by due_at, id limit 26`.compile(db)
    const noticed = (taken: Taken) =>
      taken.scanned.length > 0 || taken.sorted > 0 || taken.removed > 50 || taken.buffers > MOST_BUFFERS
    expect(noticed(await takenBy(db, hidden as CompiledQuery))).toBe(true)
    const literal = sql`select * from cases where closed_at is null and owner_id is null and queue_id = 1
      order by priority, opened_at, id limit 26`.compile(db)
    expect(noticed(await takenBy(db, literal))).toBe(false)
  })
})
