import { expect, test } from 'vitest'
import type { ExchangeEvent } from '../../../telephony-adapter/exchange.ts'
import { simulatedExchange } from '../../../telephony-adapter/simulator/exchange.ts'
import { startTraffic } from '../../../telephony-adapter/simulator/traffic.ts'
import { virtualClock } from '../../../telephony-adapter/simulator/virtual-clock.ts'

const HOUR_MS = 3_600_000
const MONDAY_MORNING = Date.UTC(2026, 10, 23, 1)

/** A centre that its exchange serves by itself, with so many phones. */
function centre(seed: number, callsPerHour: number | number[], phones: number) {
  const clock = virtualClock(MONDAY_MORNING)
  const { exchange, world } = simulatedExchange({ name: 'pbx-a', site: 'nantou', clock, seed: 1 })
  const traffic = startTraffic([world], clock, {
    ...{ seed, callsPerHour, lines: ['1999'], faxLine: '1998', numbers: ['0255501001', '0255501002'] },
    extensions: Array.from({ length: phones }, (_, n) => String(701 + n)),
  })
  return { clock, exchange, world, traffic }
}

/** Lets whoever is on the line finish, and reads what the exchange has written. */
async function afterwards({ clock, exchange, traffic }: ReturnType<typeof centre>) {
  traffic.stop()
  await clock.pass(HOUR_MS)
  await exchange.start(() => {})
  await clock.pass(1000)
  return exchange.missed()
}

test('What people did and what the exchange has written down agree to the last call', async () => {
  const it = centre(3, 60, 6)
  await it.clock.pass(3 * HOUR_MS)
  const missed = await afterwards(it)
  const sum = it.traffic.sum()
  expect(sum.calls + sum.faxes).toBeGreaterThan(140)
  expect(sum.calls + sum.faxes).toBeLessThan(230)
  expect(it.world.liveCalls()).toBe(0)
  const answered = missed.filter(({ outcome }) => outcome === 'answered')
  const people = missed.filter(({ to }) => to === '1999')
  expect(people).toHaveLength(sum.calls)
  expect(answered.filter(({ to }) => to === '1999').length).toBe(sum.answered)
  const asked = answered.filter(({ survey }) => survey)
  const consent = asked.filter(({ survey }) => survey!.consent).length / asked.length
  expect(consent).toBeGreaterThan(0.45)
  expect(consent).toBeLessThan(0.75)
})

test('The same seed brings the same people, another one others', async () => {
  const stories = await Promise.all(
    [1, 1, 2].map(async (seed) => {
      const it = centre(seed, 60, 3)
      await it.clock.pass(HOUR_MS)
      return (await afterwards(it)).map(({ from, arrivedAt, outcome }) => [from, arrivedAt, outcome])
    }),
  )
  expect(stories[0]).toEqual(stories[1])
  expect(stories[0]).not.toEqual(stories[2])
})

test('Nobody calls in the hours in which nobody calls', async () => {
  const hours = Array.from({ length: 24 }, (_, hour) => (hour === 10 ? 120 : 0))
  const it = centre(1, hours, 4)
  await it.clock.pass(0.9 * HOUR_MS)
  expect(it.traffic.sum().calls).toBe(0)
  await it.clock.pass(HOUR_MS)
  expect(it.traffic.sum().calls).toBeGreaterThan(80)
})

test('With nobody to answer, everybody gives up in time and some machines send faxes', async () => {
  const clock = virtualClock(MONDAY_MORNING)
  const { exchange, world } = simulatedExchange({ name: 'pbx-a', site: 'nantou', clock, seed: 1 })
  const events: ExchangeEvent[] = []
  await exchange.start((event) => {
    events.push(event)
    if (event.type === 'arrived' && event.channel.to === '1998')
      void exchange.receiveFax(event.channel.channelId)
  })
  await clock.pass(100)
  const traffic = startTraffic([world], clock, {
    ...{ seed: 4, callsPerHour: 200, lines: ['1999'], faxLine: '1998', numbers: [], extensions: [] },
  })
  await clock.pass(2 * HOUR_MS)
  traffic.stop()
  await clock.pass(HOUR_MS)
  const sum = traffic.sum()
  expect(sum.faxes).toBeGreaterThan(3)
  expect(events.filter(({ type }) => type === 'faxed')).toHaveLength(sum.faxes)
  expect([sum.answered, sum.gaveUp, world.liveCalls()]).toEqual([0, sum.calls, 0])
})
