import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { forgetOldCalls } from '../../server/calls/books/forget-old.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { type CallCentre, inCallCentre as test } from '../support/calls-ground.ts'
import { call } from '../support/live-calls.ts'

const DAY_MS = 86_400_000

const daysAgo = ({ deps }: CallCentre, days: number) => new Date(deps.now().getTime() - days * DAY_MS)

/** Events as they were told then. */
const told = (
  centre: CallCentre,
  { type, days, count = 1 }: { type: string; days: number; count?: number },
) =>
  sql`insert into telephony_log (event_id, spool_id, seq, exchange, type, certainty, occurred_at, data)
    select ${type + days} || n, 'spool', n, 'pbx-a', ${type}, 'observed', ${daysAgo(centre, days)}, '{}'
    from generate_series(1, ${count}::int) n`.execute(centre.db)

/** How many events of a type there are, by how many days ago they were told. */
async function journal({ db, deps }: CallCentre) {
  const { rows } = await sql<{ type: string; at: Date; n: number }>`
    select type, occurred_at as at, count(*)::int as n from telephony_log group by 1, 2`.execute(db)
  const kept = rows.map(({ type, at, n }) => [`${type} ${(deps.now().getTime() - at.getTime()) / DAY_MS}`, n])
  return Object.fromEntries(kept)
}

async function callBack(centre: CallCentre, doneDaysAgo: number | null): Promise<Id<'callback'>> {
  const { id: callId } = await call(centre, { state: 'waiting' })
  const id = newId<'callback'>()
  const at = daysAgo(centre, 500)
  const done = doneDaysAgo === null ? null : daysAgo(centre, doneDaysAgo)
  await centre.db
    .insertInto('callbacks')
    .values({
      ...{ id, callId, caseId: null, number: '+886912345678', kind: 'asked', queueId: 1 },
      ...{ systemId: centre.attendance, placeAt: at, dueAt: at, agentId: null, offeredAt: null },
      ...{ doneAt: done, outcome: done && 'reached' },
    })
    .execute()
  return id
}

describe('what the telephone leaves behind', { timeout: 60_000 }, () => {
  test('goes from the journal after half a year, some thousands at a time; transfers stay for the history', async ({
    centre,
  }) => {
    await told(centre, { type: 'leg.alerting', days: 181, count: 5001 })
    await told(centre, { type: 'leg.alerting', days: 179, count: 2 })
    await told(centre, { type: 'call.transferred', days: 3000 })
    expect(await forgetOldCalls(centre.deps)).toMatchObject({ journal: 5001 })
    expect(await journal(centre)).toEqual({ 'leg.alerting 179': 2, 'call.transferred 3000': 1 })
    expect(await forgetOldCalls(centre.deps)).toMatchObject({ journal: 0 })
  })

  test('goes with call backs that were done long ago, and never with one that somebody still waits for', async ({
    centre,
  }) => {
    await callBack(centre, 181)
    const kept = [await callBack(centre, 179), await callBack(centre, null)]
    expect(await forgetOldCalls(centre.deps)).toMatchObject({ callbacks: 1 })
    const left = await centre.db.selectFrom('callbacks').select('id').execute()
    expect(left.map(({ id }) => id).sort()).toEqual(kept.sort())
    expect(await centre.db.selectFrom('calls').select('id').execute()).toHaveLength(3)
  })

  test('goes with agents’ times after five years, but for what they do still', async ({ centre }) => {
    const { id: personId } = await centre.agent()
    const time = (fromDays: number, toDays: number | null) => ({
      ...{ personId, state: 'idle', reason: null, fromAt: daysAgo(centre, fromDays) },
      toAt: toDays === null ? null : daysAgo(centre, toDays),
    })
    await centre.db
      .insertInto('agentTimes')
      .values([time(1833, 1831), time(1831, 1829), time(1829, null)])
      .execute()
    expect(await forgetOldCalls(centre.deps)).toMatchObject({ agentTimes: 1 })
    expect(await centre.db.selectFrom('agentTimes').select('personId').execute()).toHaveLength(2)
  })

  test('is kept as long as the setting says; one without sense is as none', async ({ centre }) => {
    const set = (value: object) =>
      centre.db
        .insertInto('settings')
        .values({ key: 'calls.keeping', value: JSON.stringify(value), updatedBy: null })
        .onConflict((known) => known.column('key').doUpdateSet({ value: JSON.stringify(value) }))
        .execute()
    await told(centre, { type: 'leg.alerting', days: 100 })
    await set({ journalDays: 1 })
    expect(await forgetOldCalls(centre.deps)).toMatchObject({ journal: 0 })
    await set({ journalDays: 90 })
    expect(await forgetOldCalls(centre.deps)).toMatchObject({ journal: 1 })
  })
})
