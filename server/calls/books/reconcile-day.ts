import { sql } from 'kysely'
import type { CallRecord } from '../../../telephony-adapter/port.ts'
import { unplugged } from '../../../telephony-adapter/unplugged.ts'
import type { Deps } from '../../platform/deps.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { takeInPast } from './past-calls.ts'

export type Keeping = Pick<Deps, 'db' | 'now' | 'log' | 'telephony'>

const DAY_MS = 86_400_000
const TAIPEI_MS = 8 * 3_600_000
/** What has just ended may not have been told yet. */
const SETTLED_MS = 2 * 60_000

type Missing = { callRef: string; why: string }

/**
 * Compares what the exchanges have written down of a day with calls and cases, one line of the book an exchange. What
 * is missing becomes call and case, marked as concluded; what could not stays in the book as missing.
 * @throws Error when the adapter is away: the book stays as it was
 */
export async function reconcileDay(deps: Keeping, day: string): Promise<void> {
  const { db, now, telephony } = deps
  const from = new Date(Date.parse(`${day}T00:00:00Z`) - TAIPEI_MS)
  const settled = now().getTime() - SETTLED_MS
  const records = (await telephony.records(from, new Date(from.getTime() + DAY_MS))).filter(
    ({ endedAt }) => Date.parse(endedAt) <= settled,
  )
  const exchanges = await db.selectFrom('exchanges').select(['name', 'site']).execute()
  const sites = new Map(exchanges.map(({ name, site }) => [name, site]))
  const byExchange = Map.groupBy(records, ({ exchange }) => exchange)
  for (const exchange of new Set([...sites.keys(), ...byExchange.keys()])) {
    const found = byExchange.get(exchange) ?? []
    const failed = await takeInMissing(deps, found, sites.get(exchange) ?? '')
    await enter(deps, { exchange, day, found, failed })
  }
}

async function takeInMissing(deps: Keeping, records: readonly CallRecord[], site: string) {
  const known = new Set((await countsOf(deps, records)).map(({ callRef }) => callRef))
  const extensions = new Set(
    (await deps.db.selectFrom('seats').select('extension').execute()).map(({ extension }) => extension),
  )
  const failed: Missing[] = []
  for (const record of records) {
    if (known.has(record.callRef)) continue
    const { callRef, exchange, from, to } = record
    const madeAt = from !== null && extensions.has(from) ? from : null
    await takeInPast(deps, {
      ...{ callRef, exchange, site, from, to, madeAt, extension: null },
      startedAt: new Date(record.startedAt),
      answeredAt: record.answeredAt === null ? null : new Date(record.answeredAt),
      endedAt: new Date(record.endedAt),
    }).catch((err) => {
      deps.log.error({ err, callRef }, 'a call in the books of its exchange could not be taken in')
      failed.push({ callRef, why: String(err).slice(0, 200) })
    })
  }
  return failed
}

type Counted = { callRef: string; caseId: string | null }
const countsOf = ({ db }: Pick<Deps, 'db'>, records: readonly CallRecord[]): Promise<Counted[]> =>
  sql<Counted>`
    select call_ref, case_id from calls
    where call_ref = any (${records.map(({ callRef }) => callRef)}::text[])`
    .execute(db)
    .then(({ rows }) => rows)

async function enter(
  deps: Keeping,
  {
    exchange,
    day,
    found,
    failed,
  }: { exchange: string; day: string; found: readonly CallRecord[]; failed: readonly Missing[] },
) {
  const counted = await countsOf(deps, found)
  const without = counted
    .filter(({ caseId }) => caseId === null)
    .map(({ callRef }) => ({ callRef, why: 'no-case' }))
  const row = {
    records: new Set(found.map(({ callRef }) => callRef)).size,
    calls: counted.length,
    cases: counted.length - without.length,
    missing: JSON.stringify([...failed, ...without]),
    checkedAt: deps.now(),
  }
  await deps.db
    .insertInto('callBooks')
    .values({ exchange, day, ...row })
    .onConflict((known) => known.columns(['exchange', 'day']).doUpdateSet(row))
    .execute()
}

/** Keeps the books of yesterday and today. */
export async function keepCallBooks(deps: Keeping): Promise<void> {
  if (deps.telephony === unplugged) return
  const at = deps.now()
  for (const day of [dayInTaipei(new Date(at.getTime() - DAY_MS)), dayInTaipei(at)])
    await reconcileDay(deps, day).catch((err) =>
      deps.log.warn({ err, day }, 'the books of calls could not be kept; it is tried again'),
    )
}
