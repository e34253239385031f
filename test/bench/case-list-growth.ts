import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { readCounters } from '../../server/cases/counters.ts'
import { listCases } from '../../server/cases/list.ts'
import { loadDemonstration } from '../../server/demonstration/load.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { startEmbeddedPostgres } from '../../server/platform/database/embedded.ts'
import { migrate, openDatabase } from '../../server/platform/database/open.ts'
import type { Id } from '../../server/platform/values.ts'
import { insertCases } from '../support/many-cases.ts'
import { type Bench, median, percentile } from './figure.ts'

const FEW = 10_000
const MANY = 1_000_000
const LIVE = 3000
const CALLERS = 8
const CALLS = 1600
const ROUNDS = 3
const MOST_GROWTH = 1.5

type Desk = { db: Db; agents: Actor[] }

/** Queue views and counters with a million cases against ten thousand: same live cases per agent, same page. */
export const caseListGrowth: Bench = {
  name: 'cases.list.growth',
  async measure(say) {
    const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-bench-'))
    const postgres = await startEmbeddedPostgres({ dataDir, log: () => {} })
    try {
      const few = await deskWith(postgres.url, 'few', FEW)
      say('ten thousand cases written')
      const many = await deskWith(postgres.url, 'many', MANY)
      say('a million cases written')
      const figures: { few: number[]; many: number[] } = { few: [], many: [] }
      await Promise.all([oneRound(few), oneRound(many)])
      for (let round = 0; round < ROUNDS; round++) {
        figures.few.push(percentile(await oneRound(few), 95))
        figures.many.push(percentile(await oneRound(many), 95))
        say(`p95 ${figures.few.at(-1)} ms, ${figures.many.at(-1)} ms`)
      }
      const [small, large] = [median(figures.few), median(figures.many)]
      await Promise.all([few.db.destroy(), many.db.destroy()])
      return [
        {
          name: 'cases.list.growth',
          value: large / small,
          unit: 'times',
          limit: MOST_GROWTH,
          better: 'lower',
        },
        { name: 'cases.list.growth.few.p95', value: small, unit: 'ms' },
        { name: 'cases.list.growth.many.p95', value: large, unit: 'ms' },
      ]
    } finally {
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

async function deskWith(server: string, name: string, count: number): Promise<Desk> {
  const maker = openDatabase({ url: server })
  await sql.raw(`create database ${name}`).execute(maker)
  await maker.destroy()
  const db = openDatabase({ url: Object.assign(new URL(server), { pathname: `/${name}` }).href })
  await migrate(db)
  await seedRoles(db)
  await loadDemonstration({ db, now: () => new Date(), log: console as never })
  const staff = await db.selectFrom('agents').select('personId').orderBy('personId').execute()
  const owners = staff.map(({ personId }) => personId)
  await insertCases(db, { count, live: LIVE, owners, waiting: true })
  await sql`vacuum analyze`.execute(db)
  const agents = owners.map((id) => ({
    id,
    name: '',
    roles: ['tier1-agent'],
    permissions: ['case:work', 'case:read-all'],
    sessionId: id as string as Id<'session'>,
  }))
  return { db, agents }
}

/** Each caller opens views of some agent one after another, as desks do. Milliseconds of each call. */
async function oneRound({ db, agents }: Desk): Promise<number[]> {
  const times: number[] = []
  let n = 0
  const caller = async () => {
    while (n < CALLS) {
      const turn = n++
      const agent = agents[turn % agents.length]!
      const began = performance.now()
      if (turn % 4 === 0) await readCounters(db, agent, new Date())
      else
        await listCases(
          db,
          agent,
          { view: (['mine', 'waiting', 'overdue'] as const)[turn % 3]!, queueId: 1 },
          new Date(),
        )
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
  return times
}
