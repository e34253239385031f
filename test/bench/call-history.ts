import { sql } from 'kysely'
import type { Db } from '../../server/platform/database/database.ts'
import { startThrowAwayPostgres } from '../../server/platform/database/embedded.ts'
import { migrate, openDatabase } from '../../server/platform/database/open.ts'
import { CALLS_A_DAY, writeHistory } from './call-history-fill.ts'
import { writeLive } from './call-history-live.ts'
import { readsOf } from './call-history-reads.ts'
import { writeStaff } from './call-history-staff.ts'
import { type Bench, type Figure, median } from './figure.ts'

/** A Friday afternoon in Taiwan. */
const NOW = new Date('2026-11-20T08:00:00Z')
const SEATS = 140
const FEW_SEATS = 14
const LIVE = 200
/** Five weeks, and ten years. */
const FEW = 11_600
const MANY = 1_160_000
/** All of them today. */
const BUSY = 100 * CALLS_A_DAY
const ROUNDS = 13
const WARM_UP = 3
const MOST_GROWTH = 2
/** What takes less is the machine's noise: it counts as so much. */
const FLOOR_MS = 5

type Ground = { db: Db; reads: Record<string, () => Promise<unknown>> }

/**
 * Every read of the telephone over ten years of calls against the same read over five weeks, as many of them a day, with
 * 200 calls that live at 140 seats. Then what a day with a hundred times as many calls takes, and the board of 14 seats.
 */
export const callHistory: Bench = {
  name: 'call.history',
  async measure(say) {
    const postgres = await startThrowAwayPostgres({ log: () => {} })
    try {
      const ground = (name: string, given: Given) => groundOf(postgres.url, name, given, say)
      const few = await ground('few', { calls: FEW, perDay: CALLS_A_DAY })
      const many = await ground('many', { calls: MANY, perDay: CALLS_A_DAY })
      const figures: Figure[] = []
      for (const name of Object.keys(many.reads)) {
        const [small, large] = await both(few.reads[name]!, many.reads[name]!)
        say(`${name}: ${small.toFixed(1)} ms, ${large.toFixed(1)} ms`)
        figures.push(
          { ...growth(name, small, large), limit: MOST_GROWTH, better: 'lower' },
          { name: `call.history.${name}.ms`, value: large, unit: 'ms' },
        )
      }
      const busy = await ground('busy', { calls: BUSY, perDay: BUSY })
      for (const name of ['board', 'board.all-of-today', 'intervals.day', 'acd.best-agent', 'log.first-page'])
        figures.push({
          name: `call.history.busy-day.${name}.ms`,
          value: await timed(busy.reads[name]!),
          unit: 'ms',
        })
      say('the day of a hundred times as many calls is read')
      await sql`update accounts set disabled_at = ${NOW} where person_id in (
        select person_id from agents where seat_id > ${FEW_SEATS})`.execute(many.db)
      figures.push({
        name: 'call.history.board.14-seats.ms',
        value: await timed(many.reads['board']!),
        unit: 'ms',
      })
      await Promise.all([few, many, busy].map(({ db }) => db.destroy()))
      return figures
    } finally {
      await postgres.stop()
    }
  },
}

const growth = (name: string, small: number, large: number) => ({
  name: `call.history.${name}`,
  value: Math.max(large, FLOOR_MS) / Math.max(small, FLOOR_MS),
  unit: 'times',
})

type Given = { calls: number; perDay: number }

async function groundOf(
  server: string,
  name: string,
  { calls, perDay }: Given,
  say: (line: string) => void,
): Promise<Ground> {
  const began = performance.now()
  const maker = openDatabase({ url: server })
  await sql.raw(`create database ${name}`).execute(maker)
  await maker.destroy()
  const db = openDatabase({ url: Object.assign(new URL(server), { pathname: `/${name}` }).href })
  await migrate(db)
  await writeStaff(db, { seats: SEATS, at: NOW })
  await writeHistory(db, { calls, perDay, seats: SEATS, now: NOW })
  await writeLive(db, { live: LIVE, seats: SEATS, now: NOW })
  say(`${name}: ${calls} calls written in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  return { db, reads: await readsOf(db, NOW) }
}

/** In turns, so that whatever else the machine does slows both. Milliseconds (median). */
async function both(one: () => Promise<unknown>, other: () => Promise<unknown>) {
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    times[0].push(await once(one))
    times[1].push(await once(other))
  }
  return times.map((some) => median(some.slice(WARM_UP))) as [number, number]
}

async function timed(read: () => Promise<unknown>) {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await once(read))
  return median(times.slice(WARM_UP))
}

async function once(read: () => Promise<unknown>) {
  const began = performance.now()
  await read()
  return performance.now() - began
}
