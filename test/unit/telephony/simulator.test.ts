import sharp from 'sharp'
import { expect, test } from 'vitest'
import { tiffPages } from '../../../server/files/pages/tiff-directory.ts'
import type { ExchangeEvent } from '../../../telephony-adapter/exchange.ts'
import { simulatedExchange } from '../../../telephony-adapter/simulator/exchange.ts'
import { virtualClock } from '../../../telephony-adapter/simulator/virtual-clock.ts'

async function followed(seed = 1) {
  const clock = virtualClock()
  const { exchange, world } = simulatedExchange({ name: 'pbx-a', site: 'nantou', clock, seed })
  const events: ExchangeEvent[] = []
  await exchange.start((event) => void events.push(event))
  await clock.pass(100)
  const told = () => events.map((event) => ('state' in event ? `${event.type} ${event.state}` : event.type))
  return { clock, exchange, world, events, told }
}

/** A caller and the phone 701 that talk in the bridge `talk`. */
async function talking(seed = 1) {
  const it = await followed(seed)
  const { clock, exchange, world } = it
  const phone = world.phone('701')
  phone.register()
  phone.when({ answersAfterMs: 3000 })
  const caller = world.dial({ to: '1999', from: '0912345678' })
  await clock.pass(10)
  await exchange.answer(caller.channelId())
  await exchange.makeBridge('talk')
  await exchange.call({
    channelId: 'leg-1',
    callRef: caller.callRef(),
    to: { extension: '701' },
    shows: { number: '0912345678', name: '林小姐' },
    marks: { agentId: '7' },
    ringMs: 20_000,
  })
  await clock.pass(4000)
  await exchange.join('talk', caller.channelId())
  await exchange.join('talk', 'leg-1')
  await clock.pass(10)
  return { ...it, phone, caller }
}

test('A call rings a phone, is answered, and both hear each other until one hangs up', async () => {
  const { clock, phone, caller, told } = await talking()
  expect(phone.state()).toBe('talking')
  expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
  expect(phone.hears()).toEqual({ kind: 'talk', voices: ['0912345678'] })
  caller.hangUp()
  await clock.pass(10)
  expect(told()).toEqual([
    'link up',
    ...['device', 'arrived', 'device', 'ringing', 'entered', 'joined', 'joined', 'parted', 'gone'],
  ])
  expect(phone.hears()).toEqual({ kind: 'silence' })
})

test('A supervisor who whispers is heard by the agent and not by the caller', async () => {
  const { clock, exchange, world, phone, caller } = await talking()
  const supervisor = world.phone('799')
  supervisor.register()
  supervisor.when({ answersAfterMs: 100 })
  const { callRef } = { callRef: caller.callRef() }
  await exchange.snoop({ channelId: 'ear', on: 'leg-1', whispers: true, callRef, marks: {} })
  await exchange.call({
    ...{ channelId: 'leg-2', callRef, to: { extension: '799' }, marks: {}, ringMs: 9000 },
    shows: { number: '1999', name: '' },
  })
  await exchange.makeBridge('spy')
  await clock.pass(200)
  await exchange.join('spy', 'ear')
  await exchange.join('spy', 'leg-2')
  expect(supervisor.hears()).toEqual({ kind: 'talk', voices: ['701', '0912345678'] })
  expect(phone.hears()).toEqual({ kind: 'talk', voices: ['0912345678', '799'] })
  expect(caller.hears()).toEqual({ kind: 'talk', voices: ['701'] })
  await exchange.mute('leg-2', 'in', true)
  expect(phone.hears()).toEqual({ kind: 'talk', voices: ['0912345678'] })
})

test('A recording is a tone as long as the talk, and silent where it was paused', async () => {
  const { clock, exchange } = await talking()
  await exchange.record('talk', 'rec-1')
  await clock.pass(2000)
  await exchange.pauseRecording('rec-1', true)
  await clock.pass(1000)
  await exchange.pauseRecording('rec-1', false)
  await clock.pass(1000)
  await exchange.stopRecording('rec-1')
  await clock.pass(10)
  const wav = (await exchange.fetchRecording('rec-1'))!
  expect(wav.length).toBe(44 + 4 * 8000 * 2)
  const loudest = (from: number, to: number) =>
    Math.max(...Array.from({ length: to - from }, (_, n) => Math.abs(wav.readInt16LE(44 + (from + n) * 2))))
  expect(loudest(0, 16_000)).toBeGreaterThan(7000)
  expect(loudest(16_000, 24_000)).toBe(0)
  expect(loudest(24_000, 32_000)).toBeGreaterThan(7000)
})

test('A fax machine on the help line is heard, taken out of our hands, and leaves pages that can be drawn', async () => {
  const { clock, exchange, world, events } = await followed()
  const machine = world.dial({ to: '1999', from: '0492332121', fax: { pages: 2, station: 'NANTOU' } })
  await clock.pass(10)
  await exchange.answer(machine.channelId())
  await clock.pass(60_000)
  const [left, faxed, gone] = events.slice(-3)
  expect(left).toMatchObject({ type: 'left', to: 'fax' })
  expect(faxed).toMatchObject({ type: 'faxed', pages: 2, isComplete: true, station: 'NANTOU' })
  expect(gone).toMatchObject({ type: 'gone' })
  const tiff = (await exchange.fetchFax(`fax-${machine.callRef()}`))!
  expect(tiffPages(tiff)?.map(({ width, height }) => [width, height])).toEqual([
    [1728, 1078],
    [1728, 1078],
  ])
  const { dominant, channels } = await sharp(tiff, { page: 1, failOn: 'warning' }).greyscale().stats()
  expect(dominant.r).toBeGreaterThan(200)
  expect(channels[0]!.min).toBe(0)
})

test('A fax that came while nobody followed is told at the next connection, until it is forgotten', async () => {
  const clock = virtualClock()
  const { exchange, world } = simulatedExchange({
    ...{ name: 'pbx-a', site: 'nantou', clock, seed: 1, faxNumbers: ['1998'] },
  })
  world.dial({ to: '1998', from: '0492332121', fax: { pages: 1, station: null } })
  await clock.pass(60_000)
  const events: ExchangeEvent[] = []
  const follows = async () => {
    events.length = 0
    await exchange.start((event) => void events.push(event))
    await clock.pass(1000)
    await exchange.close()
    return events.flatMap((event) => (event.type === 'faxed' ? [event.name] : []))
  }
  const [name] = await follows()
  expect(await follows()).toEqual([name])
  await exchange.start(() => {})
  await clock.pass(100)
  expect(await exchange.forgetFax(name!)).toEqual({ ok: true })
  await exchange.close()
  expect(await follows()).toEqual([])
})

test('What cannot be read is told as an attempt without pages', async () => {
  const { clock, exchange, world, events } = await followed()
  const machine = world.dial({ to: '1998', fax: { pages: null, station: null } })
  await clock.pass(10)
  await exchange.receiveFax(machine.channelId())
  await clock.pass(60_000)
  expect(events.find(({ type }) => type === 'faxed')).toMatchObject({ pages: 0, isComplete: false })
})

test('An exchange that dies takes its calls with it and tells nobody; who asks is refused', async () => {
  const { clock, exchange, world, phone, caller, told } = await talking()
  const before = told().length
  world.kill()
  expect([caller.state(), caller.cause(), phone.state()]).toEqual(['ended', 'lost', 'unregistered'])
  expect(await exchange.answer(caller.channelId())).toEqual({ ok: false, code: 'link-down' })
  await clock.pass(1000)
  const [first, ...others] = told().slice(before)
  expect(first).toBe('link down')
  expect(others.length).toBeGreaterThan(0)
  expect(new Set(others)).toEqual(new Set(['refused']))
  expect(await exchange.makeBridge('b')).toEqual({ ok: false, code: 'link-down' })
  expect(world.dial({ to: '1999' }).state()).toBe('unreachable')
  world.restart()
  await clock.pass(10_000)
  expect(told().at(-1)).toBe('link up')
  expect(await exchange.snapshot()).toMatchObject({ channels: [], bridges: [] })
  expect(phone.state()).toBe('idle')
})

test('An exchange that freezes is found within nine seconds, and then does what it was asked', async () => {
  const { clock, exchange, world, caller, told } = await talking()
  const before = told().length
  world.freeze()
  const answers: unknown[] = []
  void exchange.hangUp('leg-1', 'normal').then((done) => answers.push(done))
  await clock.pass(5900)
  expect(told().length).toBe(before)
  await clock.pass(3200)
  expect(told().slice(before)).toEqual(['link degraded', 'link down'])
  expect(answers).toEqual([{ ok: false, code: 'link-down' }])
  world.thaw()
  expect(caller.hears()).toEqual({ kind: 'silence' })
  await clock.pass(10_000)
  expect(told().at(-1)).toBe('link up')
})

test('While nobody follows, its own queue serves, asks for the score and keeps what happened', async () => {
  const { clock, exchange, world, told } = await followed()
  const phone = world.phone('701')
  phone.register()
  phone.when({ answersAfterMs: 4000, talksMs: 60_000 })
  world.cutLink()
  const answered = world.dial({ to: '1999', from: '0912345678' })
  await clock.pass(1500)
  const abandoned = world.dial({ to: '1999' })
  await clock.pass(5000)
  abandoned.hangUp()
  await clock.pass(65_000)
  expect(answered.hears().kind).toBe('sound')
  answered.press('1')
  answered.press('5')
  await clock.pass(3100)
  expect(answered.state()).toBe('ended')
  world.mendLink()
  await clock.pass(10_000)
  expect(told().filter((name) => name.startsWith('link'))).toEqual(['link up', 'link down', 'link up'])
  const missed = await exchange.missed()
  expect(missed.map(({ outcome, extension, survey }) => ({ outcome, extension, survey }))).toEqual([
    { outcome: 'abandoned', extension: null, survey: null },
    { outcome: 'answered', extension: '701', survey: { consent: true, score: 5 } },
  ])
  expect(await exchange.fetchRecording(missed[1]!.recording!)).toBeInstanceOf(Buffer)
  await exchange.forgetMissed(missed.map(({ callRef }) => callRef))
  expect(await exchange.missed()).toEqual([])
  expect(await exchange.records(new Date(0), new Date(clock.now() + 1))).toHaveLength(2)
})

test('Whoever comes later takes the calls over, and the first hears nothing any more', async () => {
  const { clock, world, exchange, told } = await followed()
  const heard: string[] = []
  const second = world.anotherAdapter()
  await second.start(({ type }) => void heard.push(type))
  await clock.pass(100)
  world.dial({ to: '1999' })
  await clock.pass(100)
  expect(told()).toEqual(['link up', 'link replaced'])
  expect(heard).toEqual(['link', 'arrived'])
  expect(await exchange.makeBridge('b')).toMatchObject({ code: 'link-down' })
})

test('Events may come twice and late, but those of one channel never change places', async () => {
  const { clock, world, exchange, events } = await followed(7)
  world.duplicateEvents(0.5)
  world.reorderEvents(200)
  for (let n = 0; n < 20; n++) {
    const caller = world.dial({ to: '1999', from: `09000000${n}` })
    await exchange.answer(caller.channelId())
    caller.press('12')
    caller.hangUp()
  }
  await clock.pass(1000)
  const calls = Map.groupBy(events, (event) =>
    event.type === 'arrived' ? event.channel.channelId : 'channelId' in event ? event.channelId : 'link',
  )
  calls.delete('link')
  const order = ['arrived', 'digit', 'gone']
  for (const mine of calls.values()) {
    const places = mine.map(({ type }) => order.indexOf(type))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  }
  expect(events.filter(({ type }) => type === 'gone').length).toBeGreaterThan(20)
  const starts = events.flatMap((event) => (event.type === 'arrived' ? [event.channel.callRef] : []))
  expect(starts).not.toEqual(starts.toSorted())
})

test('Two exchanges with the same seed tell the same story', async () => {
  const stories = await Promise.all(
    [1, 2].map(async () => {
      const { clock, world, events } = await followed(5)
      world.reorderEvents(500)
      for (let n = 0; n < 5; n++) world.dial({ to: '1999' }).hangUp()
      await clock.pass(1000)
      return events
    }),
  )
  expect(stories[0]).toEqual(stories[1])
})
