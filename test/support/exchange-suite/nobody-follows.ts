import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { accepted, answered, arrive, nextNumber, registered, seen, until } from './ground.ts'
import type { Ground } from './world.ts'

/** What an exchange does by itself while no adapter follows it, and what it says of that afterwards. */
export function nobodyFollows(there: () => Ground) {
  const whileAway = async (happens: () => Promise<void>) => {
    const { exchange } = there()
    await silence(there)
    await exchange.close()
    try {
      await happens()
    } finally {
      const told = seen()
      await exchange.start((event) => {
        told.hear(event)
        there().seen.all.push(event)
      })
      await told.first('link', ({ state }) => state === 'up')
    }
  }
  const missed = async (from: string) => (await there().exchange.missed()).find((call) => call.from === from)

  test('calls in progress go on while nobody follows, and are found again', async () => {
    const { exchange } = there()
    const { caller, channelId, callRef } = await answered(there())
    await whileAway(async () => expect(caller.state()).toBe('talking'))
    const again = (await exchange.snapshot()).channels
    expect(again).toHaveLength(1)
    expect(again[0]).toMatchObject({ channelId, callRef, isOurs: true })
    await caller.press('9')
    await there().seen.first('digit', (event) => event.channelId === channelId && event.digit === '9')
  })

  test('a call that comes meanwhile is served by its own queue, asked after the talk, and told later', async () => {
    const { exchange, world } = there()
    const [extension] = world.extensions as [string]
    const from = nextNumber()
    const phone = await registered(there(), extension)
    await whileAway(async () => {
      const caller = await world.dial({ from, to: world.line })
      await until(() => phone.call()?.state === 'ringing')
      await phone.answer()
      await until(() => phone.hears())
      await phone.hangUp()
      await caller.press('1')
      await caller.press('5')
      await until(() => caller.state() === 'ended')
    })
    await until(async () => (await missed(from)) !== undefined)
    const call = (await missed(from))!
    expect(call).toMatchObject({
      to: world.line,
      extension,
      outcome: 'answered',
      survey: { consent: true, score: 5 },
    })
    expect(Date.parse(call.endedAt)).toBeGreaterThanOrEqual(Date.parse(call.answeredAt!))
    expect(call.recording && (await exchange.fetchRecording(call.recording))).toBeTruthy()
    await accepted(exchange.forgetMissed([call.callRef]))
    expect(await missed(from)).toBeUndefined()
  })

  test('a caller who gave up meanwhile is told later as well', async () => {
    const { exchange, world } = there()
    const from = nextNumber()
    await registered(there(), world.extensions[0]!)
    await whileAway(async () => {
      const caller = await world.dial({ from, to: world.line })
      await until(() => caller.hears())
      await caller.hangUp()
      await until(() => caller.state() === 'ended')
    })
    await until(async () => (await missed(from)) !== undefined)
    const call = (await missed(from))!
    expect(call).toMatchObject({ outcome: 'abandoned', answeredAt: null, extension: null, survey: null })
    await accepted(exchange.forgetMissed([call.callRef]))
  })

  test('the exchange has a record of each call, whoever served it', async () => {
    const { exchange, world } = there()
    const before = new Date(Date.now() - 60_000)
    const { caller, callRef, from } = await arrive(there())
    await caller.hangUp()
    const after = new Date(Date.now() + 60_000)
    const mine = async () => (await exchange.records(before, after)).find((one) => one.callRef === callRef)
    await until(async () => (await mine()) !== undefined)
    const record = (await mine())!
    expect(record).toMatchObject({ exchange: exchange.name, from, to: world.line, answeredAt: null })
    expect(Date.parse(record.startedAt)).toBeGreaterThan(before.getTime())
    expect(await exchange.records(new Date(0), before)).not.toContainEqual(record)
  })

  test('what is written on a call keeps nobody from writing down when it was answered and ended', async () => {
    const { exchange } = there()
    const { caller, channelId, callRef } = await answered(there())
    await accepted(exchange.mark(channelId, { role: 'caller', since: new Date().toISOString() }))
    await caller.hangUp()
    const [before, after] = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)]
    await until(async () => {
      const record = (await exchange.records(before, after)).find((one) => one.callRef === callRef)
      if (!record?.answeredAt) return false
      return record.startedAt <= record.answeredAt && record.answeredAt <= record.endedAt
    })
  })
}

/**
 * Until nothing has been told for a moment: an Asterisk 22.10 whose connection ends while it tells something blocks
 * itself once in a hundred times, and would take all tests after this one with it (docs/operations.md).
 */
async function silence(there: () => Ground) {
  for (let told = -1; told !== there().seen.all.length; await pause(300)) told = there().seen.all.length
}
