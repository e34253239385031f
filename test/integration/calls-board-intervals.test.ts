import { describe, expect } from 'vitest'
import type { CallFigures } from '../../server/calls/board/api.ts'
import { readCallBoard } from '../../server/calls/board/read-board.ts'
import { readIntervals } from '../../server/calls/board/read-intervals.ts'
import { settledToday } from '../../server/calls/board/today.ts'
import type { Instant } from '../../server/platform/values.ts'
import { type LivedCall, type LivedTime, liveDay, writeDay } from '../support/calls-day.ts'
import { inCallCentre } from '../support/calls-ground.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Friday 2026-11-20 in Taiwan: a day of work from 09:00 to 18:00, and it is 18:00. */
const test = inCallCentre.extend('day', async ({ centre }) => {
  const from = centre.deps.now()
  const to = new Date(from.getTime() + 9 * HOUR)
  const workers = []
  for (const [site, tier] of [
    ['nantou', 1],
    ['nantou', 1],
    ['taipei', 1],
    ['taipei', 1],
    ['nantou', 2],
  ] as const)
    workers.push({ id: (await centre.agent({ site, tier })).id, site, tier })
  const lived = liveDay({
    from,
    to,
    calls: 450,
    workers,
    systems: [centre.attendance, centre.payroll],
    seed: 'a friday',
  })
  await writeDay(centre.db, lived)
  centre.clock.advance({ hours: 9 })
  return { ...lived, from, to, workers }
})

const instant = (at: Date) => at.toISOString() as Instant

/** What was lived, counted by hand between two moments. */
function byHand(calls: readonly LivedCall[], from: number, to: number) {
  const left = calls.filter(({ leftAt }) => leftAt !== null && leftAt >= from && leftAt < to)
  const of = (outcome: string) => left.filter((call) => call.outcome === outcome)
  const wait = ({ leftAt, enteredAt }: LivedCall) => leftAt! - enteredAt
  const answered = of('answered')
  const handled = calls.filter(
    ({ wrapUpEndsAt }) => wrapUpEndsAt !== null && wrapUpEndsAt >= from && wrapUpEndsAt < to,
  )
  const mean = (values: number[]) =>
    values.length === 0 ? null : Math.round(values.reduce((sum, n) => sum + n, 0) / values.length)
  return {
    answered: answered.length,
    answeredInTime: answered.filter((call) => wait(call) <= 20_000).length,
    abandoned: of('abandoned').length,
    shortAbandoned: of('abandoned').filter((call) => wait(call) < 5000).length,
    flowedOut: of('flowed-out').length,
    lost: of('lost').length,
    asaMs: mean(answered.map(wait)),
    ahtMs: mean(handled.map(({ leftAt, wrapUpEndsAt }) => wrapUpEndsAt! - leftAt!)),
    longestWaitMs: left.length === 0 ? null : Math.max(...left.map(wait)),
    transferred: calls.filter(({ transferredAt: at }) => at !== null && at >= from && at < to).length,
    notResponding: calls.filter(({ unanswered }) => unanswered && unanswered.at >= from && unanswered.at < to)
      .length,
  }
}

const waitingAt = (calls: readonly LivedCall[], at: number) =>
  calls.filter(({ enteredAt, leftAt }) => enteredAt < at && (leftAt === null || leftAt >= at)).length

function occupancyByHand(times: readonly LivedTime[], from: number, to: number) {
  const within = (states: string[]) =>
    times
      .filter(({ state }) => states.includes(state))
      .reduce((sum, time) => sum + Math.max(0, Math.min(time.to ?? to, to) - Math.max(time.from, from)), 0)
  const interacting = within(['on-call', 'hold', 'wrap-up'])
  const there = interacting + within(['idle'])
  return there === 0 ? null : interacting / there
}

const endings = ({ answered, abandoned, flowedOut, lost }: CallFigures) =>
  answered + abandoned + flowedOut + lost

describe('a full day of calls', { timeout: 60_000 }, () => {
  test('adds up: offered is answered, abandoned, flowed out, lost or waiting, in each half hour and over the day', async ({
    centre,
    day,
  }) => {
    const { intervals } = await readIntervals(
      centre.deps,
      { from: instant(day.from), to: instant(new Date(day.to.getTime() + 1)) },
      'zh-TW',
    )
    expect(intervals.length).toBeGreaterThanOrEqual(18)
    for (const { from, to, figures } of intervals) {
      const [start, end] = [new Date(from).getTime(), new Date(to).getTime()]
      const entered = day.calls.filter(({ enteredAt }) => enteredAt >= start && enteredAt < end).length
      const isLast = end > day.to.getTime()
      const stay = isLast ? waitingAt(day.calls, day.to.getTime()) : 0
      // Who was there already or came, is gone or waits on.
      expect(waitingAt(day.calls, start) + entered).toBe(endings(figures) + waitingAt(day.calls, end))
      expect(figures.offered).toBe(endings(figures) + stay)
    }
    const sum = intervals.reduce((total, { figures }) => total + figures.offered, 0)
    expect(sum).toBe(day.calls.length)

    const [whole] = (
      await readIntervals(
        centre.deps,
        { from: instant(day.from), to: instant(day.to), minutes: '1440' },
        'zh-TW',
      )
    ).intervals
    const waiting = waitingAt(day.calls, day.to.getTime())
    expect(waiting).toBeGreaterThan(0)
    expect(whole?.figures.offered).toBe(day.calls.length)
    expect(endings(whole!.figures) + waiting).toBe(day.calls.length)
  })

  test('has in every interval what was lived in it, each wait and talk where it ended', async ({
    centre,
    day,
  }) => {
    for (const minutes of ['15', '30', '60', '1440'] as const) {
      const { intervals } = await readIntervals(
        centre.deps,
        { from: instant(day.from), to: instant(day.to), minutes },
        'zh-TW',
      )
      for (const { from, to, figures } of intervals)
        expect(figures).toMatchObject(byHand(day.calls, new Date(from).getTime(), new Date(to).getTime()))
    }
  })

  test.for(['queue', 'site', 'system', 'agent'] as const)(
    'is the same by %s as what each of them lived',
    async (by, { centre, day }) => {
      const { intervals } = await readIntervals(
        centre.deps,
        { from: instant(day.from), to: instant(day.to), minutes: '60', by },
        'zh-TW',
      )
      const keyOf = (call: LivedCall) =>
        ({
          queue: String(call.queueId),
          site: call.site,
          system: String(call.systemId),
          agent: call.agent?.id,
        })[by]
      expect(new Set(intervals.map(({ key }) => key)).size).toBeGreaterThan(1)
      for (const { from, to, key, name, figures } of intervals) {
        const [start, end] = [new Date(from).getTime(), new Date(to).getTime()]
        const theirs = day.calls.filter((call) => keyOf(call) === key)
        const { notResponding, ...lived } = byHand(theirs, start, end)
        expect(figures).toMatchObject(lived)
        expect(name).not.toBe('')
        const silent = day.calls.filter(
          ({ unanswered }) => unanswered && unanswered.at >= start && unanswered.at < end,
        )
        if (by === 'agent')
          expect(figures.notResponding).toBe(
            silent.filter(({ unanswered }) => unanswered!.agent.id === key).length,
          )
      }
      const answered = intervals.reduce((sum, { figures }) => sum + figures.answered, 0)
      expect(answered).toBe(day.calls.filter(({ outcome }) => outcome === 'answered').length)
    },
  )

  test('shows how busy agents were, their time cut at the edges of the intervals, breaks left out', async ({
    centre,
    day,
  }) => {
    const ask = (by: 'all' | 'agent') =>
      readIntervals(centre.deps, { from: instant(day.from), to: instant(day.to), minutes: '30', by }, 'zh-TW')
    for (const { from, to, figures } of (await ask('all')).intervals) {
      const expected = occupancyByHand(day.times, new Date(from).getTime(), new Date(to).getTime())
      expect(figures.occupancy).toBeCloseTo(expected!, 6)
    }
    for (const { from, to, key, figures } of (await ask('agent')).intervals) {
      const theirs = day.times.filter(({ worker }) => worker.id === key)
      const expected = occupancyByHand(theirs, new Date(from).getTime(), new Date(to).getTime())
      if (expected === null) expect(figures.occupancy).toBeNull()
      else expect(figures.occupancy).toBeCloseTo(expected, 6)
    }
  })

  test('is the same on the board when what is long over is counted once a minute only, and what is entered late within that', async ({
    centre,
    day,
  }) => {
    const supervisor = await centre.hire('supervisor')
    const at = (ms: number) => ({ ...centre.deps, now: () => new Date(ms) })
    const countToday = settledToday()
    for (const hours of [5, 5.01, 8.99, 9]) {
      const then = at(day.from.getTime() + hours * HOUR)
      expect(await readCallBoard(then, supervisor, 'zh-TW', countToday)).toEqual(
        await readCallBoard(then, supervisor, 'zh-TW'),
      )
    }
    const lost = async (ms: number) =>
      (await readCallBoard(at(day.to.getTime() + ms), supervisor, 'zh-TW', countToday)).today.lost
    const before = await lost(2 * MINUTE)
    const leftAt = new Date(day.from.getTime() + 2 * HOUR)
    const entered = await centre.db
      .updateTable('queueWaits')
      .set({ leftAt, waitMs: 1000, outcome: 'lost' })
      .where('leftAt', 'is', null)
      .executeTakeFirst()
    expect(Number(entered.numUpdatedRows)).toBeGreaterThan(0)
    expect(await lost(2.5 * MINUTE)).toBe(before)
    expect(await lost(3 * MINUTE)).toBe(before + Number(entered.numUpdatedRows))
  })

  test('is on the live board as today: all of it, by queue, by site and by agent', async ({
    centre,
    day,
  }) => {
    const supervisor = await centre.hire('supervisor')
    const board = await readCallBoard(centre.deps, supervisor, 'zh-TW')
    const [start, end] = [day.from.getTime(), day.to.getTime()]
    const waiting = waitingAt(day.calls, end)
    expect(board.today).toMatchObject({ ...byHand(day.calls, start, end), offered: day.calls.length })
    expect(board.today.occupancy).toBeCloseTo(occupancyByHand(day.times, start, end)!, 6)
    for (const queue of board.queues.slice(0, 2)) {
      const theirs = day.calls.filter(({ queueId }) => queueId === queue.queueId)
      expect(queue.today).toMatchObject({ ...byHand(theirs, start, end), offered: theirs.length })
      expect(queue.waiting).toBe(waitingAt(theirs, end))
    }
    expect(board.now.waiting).toBe(waiting)
    const answered = day.calls.filter(({ agent }) => agent)
    for (const site of board.sites)
      expect(site.answeredToday).toBe(answered.filter(({ agent }) => agent!.site === site.id).length)
    for (const seat of board.seats)
      expect(seat.answeredToday).toBe(answered.filter(({ agent }) => agent!.id === seat.personId).length)
  })

  test('is not counted in more intervals than anybody reads', async ({ centre, day }) => {
    const far = instant(new Date(day.from.getTime() - 60 * 24 * HOUR))
    const ask = (minutes: '15' | '1440') =>
      readIntervals(centre.deps, { from: far, to: instant(day.to), minutes }, 'zh-TW')
    await expect(ask('15')).rejects.toMatchObject({ code: 'range-too-long' })
    expect((await ask('1440')).intervals).toHaveLength(1)
  })
})
