import Fastify from 'fastify'
import { expect, onTestFinished } from 'vitest'
import { noteLink } from '../../server/calls/follow/telephony-link.ts'
import { serveMetrics } from '../../server/operations/metrics.ts'
import { unplugged } from '../../telephony-adapter/unplugged.ts'
import { liveDay, writeDay } from '../support/calls-day.ts'
import { type CallCentre, inCallCentre as test } from '../support/calls-ground.ts'
import { databaseAlone } from '../support/search-process.ts'

/** What a monitor reads: every figure of the telephone by name and label. */
async function monitor(centre: CallCentre, more: object = {}) {
  const app = Fastify()
  onTestFinished(() => app.close())
  const search = { searchIndex: databaseAlone(centre.db) }
  serveMetrics(app, { ...centre.deps, ...search, live: { desks: () => [] } as never, ...more })
  const { body } = await app.inject('/metrics')
  return Object.fromEntries(
    body
      .split('\n')
      .filter((line) => /^onewindow_(call|tele|exch)/.test(line))
      .map((line) => line.replace('onewindow_', '').split(' ') as [string, string])
      .map(([name, value]) => [name, Number(value)]),
  )
}

test('a monitor reads who waits, how long, what agents do, and whether the telephone is heard', async ({
  centre,
}) => {
  const worker = { id: (await centre.agent()).id, site: 'nantou', tier: 1 }
  const second = { id: (await centre.agent({ tier: 2 })).id, site: 'nantou', tier: 2 }
  await centre.agent({ presence: 'break' })
  const from = centre.deps.now()
  const to = new Date(from.getTime() + 30 * 60_000)
  const systems = [centre.attendance]
  await writeDay(centre.db, liveDay({ from, to, calls: 8, workers: [worker, second], systems, seed: 'm' }))
  centre.clock.advance({ minutes: 30 })
  await centre.db.updateTable('exchanges').set({ state: 'down' }).where('name', '=', 'pbx-b').execute()
  await centre.db
    .insertInto('telephonyCursors')
    .values({ spoolId: centre.spoolId, seq: 7, at: new Date(to.getTime() - 42_000) })
    .execute()
  await centre.db.updateTable('deskConnections').set({ seenAt: to }).execute()
  await noteLink(centre.deps, 'up')

  expect(await monitor(centre)).toMatchObject({
    'calls_live{state="waiting"}': 5,
    calls_longest_wait_seconds: 1.5,
    'calls_live{state="in-menu"}': 0,
    callbacks_waiting: 0,
    'call_agents{state="break"}': 1,
    'call_agents{state="idle"}': 2,
    telephony_link_up: 1,
    'exchange_up{exchange="pbx-a"}': 1,
    'exchange_up{exchange="pbx-b"}': 0,
    telephony_log_age_seconds: 42,
    telephony_log_failed: 0,
  })
  await noteLink(centre.deps, 'down')
  expect(await monitor(centre)).toMatchObject({ telephony_link_up: 0 })
  expect((await monitor(centre, { telephony: unplugged }))['telephony_link_up']).toBeNaN()
})
