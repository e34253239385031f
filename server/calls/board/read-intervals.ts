import { sql } from 'kysely'
import type { Static } from 'typebox'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Language } from '../../platform/problems.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { CallInterval, callBoardApi } from './api.ts'
import { figuresOf } from './figures.ts'
import { formulaOf, readLevelRule } from './level-rule.ts'
import { type By, readSums } from './read-sums.ts'

type Asked = Static<(typeof callBoardApi)['GET /board/calls/intervals']['query']>

const MINUTE = 60_000
const TAIPEI_MS = 8 * 60 * MINUTE
/** A month of half hours, or four years of days. */
const MOST_INTERVALS = 1500

/**
 * History, with intervals in which nothing happened left out, by time and name. They begin at full intervals of
 * Taiwan's day: the first and last are whole even when the question cuts them.
 * @throws Refusal 'invalid' `range-too-long`
 */
export async function readIntervals(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { from, to, minutes = '30', by = 'all' }: Asked,
  language: Language,
): Promise<{ intervals: Returned<CallInterval>[]; formula: string }> {
  const intervalMs = Number(minutes) * MINUTE
  const floor = (at: number) => Math.floor((at + TAIPEI_MS) / intervalMs) * intervalMs - TAIPEI_MS
  const [start, end] = [floor(Date.parse(from)), floor(Date.parse(to) + intervalMs - 1)]
  if (end - start > MOST_INTERVALS * intervalMs)
    throw new Refusal('invalid', 'range-too-long', { most: MOST_INTERVALS, minutes: Number(minutes) })
  const span = { from: new Date(start), to: new Date(Math.max(start, end)), intervalMs, by, at: now() }
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const rule = await readLevelRule(trx)
      const names = await readNames(trx, by)
      const intervals = (await readSums(trx, span)).map(({ from, key, sums }) => ({
        from,
        to: new Date(from.getTime() + intervalMs),
        key,
        name: names.get(key) ?? key,
        figures: figuresOf(sums, rule),
      }))
      intervals.sort(
        (a, b) => a.from.getTime() - b.from.getTime() || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
      )
      return { intervals, formula: formulaOf(rule, language) }
    })
}

async function readNames(db: Db, by: By): Promise<ReadonlyMap<string, string>> {
  if (by === 'all') return new Map([['all', '']])
  const from = {
    queue: sql`queues`,
    site: sql`sites`,
    system: sql`(select id, short_name as name from systems)`,
    agent: sql`(select p.id, p.name from people p join agents a on a.person_id = p.id)`,
  }[by]
  const { rows } = await sql<{ key: string; name: string }>`
    select n.id::text as key, n.name from ${from} n`.execute(db)
  return new Map(rows.map(({ key, name }) => [key, name]))
}
