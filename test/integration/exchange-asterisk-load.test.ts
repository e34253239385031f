import { expect, test } from 'vitest'
import { follower } from '../support/asterisk/followed.ts'
import { manyCallers } from '../support/asterisk/sipp.ts'
import { asteriskWorld } from '../support/asterisk/world.ts'
import { follow, until } from '../support/exchange-suite/ground.ts'

test('of forty calls within two seconds each arrives once, is answered, ends, and is in the exchange’s records', async () => {
  const { world, exchange: real } = await asteriskWorld()
  const exchange = follower(real)
  try {
    const { seen } = await follow(exchange, world)
    const before = new Date(Date.now() - 60_000)
    const answered = new Set<string>()
    const calls = manyCallers(real.sip, { to: world.line, calls: 40, perSecond: 20, staysMs: 500 })
    const answering = setInterval(() => {
      for (const event of seen.all)
        if (event.type === 'arrived' && !answered.has(event.channel.channelId)) {
          answered.add(event.channel.channelId)
          void exchange.answer(event.channel.channelId)
          void exchange.mark(event.channel.channelId, { role: 'caller' })
        }
    }, 20)
    expect(await calls).toEqual({ answered: 40, failed: 0 })
    clearInterval(answering)
    const refs = seen.all.flatMap((event) => (event.type === 'arrived' ? [event.channel.callRef] : []))
    expect(refs).toHaveLength(40)
    expect(new Set(refs).size).toBe(40)
    await until(() => seen.all.filter(({ type }) => type === 'gone').length === 40)
    const records = await exchange.records(before, new Date(Date.now() + 60_000))
    expect(records.map(({ callRef }) => callRef).toSorted()).toEqual(refs.toSorted())
    expect(records.filter(({ answeredAt, endedAt }) => !answeredAt || endedAt < answeredAt)).toEqual([])
  } finally {
    await exchange.close()
    await world.close()
  }
}, 60_000)
