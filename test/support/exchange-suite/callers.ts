import { expect, test } from 'vitest'
import { accepted, answered, arrive, nextId, nextNumber, until } from './ground.ts'
import type { Ground } from './world.ts'

/** Calls that come from outside: arriving, hearing, pressing digits, ending. */
export function callersReachUs(there: () => Ground) {
  test('a call from outside arrives with its number, before anybody has answered it', async () => {
    const { exchange, world } = there()
    const from = nextNumber()
    const { caller, channel } = await arrive(there(), from)
    expect(channel).toMatchObject({ from, to: world.line, state: 'ringing', isOurs: true, bridgeId: null })
    expect(channel.callRef).not.toBe('')
    expect(caller.state()).toBe('calling')
    await accepted(exchange.indicateRinging(channel.channelId))
  })

  test('a withheld number is no number', async () => {
    const { channel } = await arrive(there(), null)
    expect(channel.from).toBeNull()
  })

  test('two calls at once have references of their own', async () => {
    const one = await arrive(there())
    const other = await arrive(there())
    expect(one.callRef).not.toBe(other.callRef)
    expect(one.channelId).not.toBe(other.channelId)
  })

  test('a caller who hangs up is gone, by the caller', async () => {
    const { caller, channelId } = await answered(there())
    await caller.hangUp()
    const gone = await there().seen.first('gone', (event) => event.channelId === channelId)
    expect(gone).toMatchObject({ cause: 'normal', bySystem: false })
  })

  test('a caller who gives up before anybody answered is gone as well', async () => {
    const { caller, channelId } = await arrive(there())
    await caller.hangUp()
    const gone = await there().seen.first('gone', (event) => event.channelId === channelId)
    expect(gone.bySystem).toBe(false)
  })

  test('a call that we hang up is gone by the system, and the caller hears it', async () => {
    const { caller, channelId } = await answered(there())
    await accepted(there().exchange.hangUp(channelId, 'normal'))
    const gone = await there().seen.first('gone', (event) => event.channelId === channelId)
    expect(gone.bySystem).toBe(true)
    await until(() => caller.state() === 'ended')
  })

  test('digits are told in the order in which they were pressed', async () => {
    const { caller, channelId } = await answered(there())
    for (const digit of ['1', '5', '#']) await caller.press(digit)
    await there().seen.first('digit', ({ digit }) => digit === '#')
    const digits = there().seen.all.filter((event) => event.type === 'digit' && event.channelId === channelId)
    expect(digits.map((event) => event.type === 'digit' && event.digit)).toEqual(['1', '5', '#'])
  })

  test('spoken texts are heard, and their end is told', async () => {
    const { exchange, seen, world } = there()
    const { caller, channelId } = await answered(there())
    const playId = nextId('play')
    const prompt = world.prompts[0]!
    await accepted(
      exchange.play({ channelId }, playId, [
        { prompt, language: 'zh-TW' },
        { number: 42, language: 'zh-TW' },
      ]),
    )
    await until(() => caller.hears())
    const played = await seen.first('played', (event) => event.playId === playId)
    expect(played.ok).toBe(true)
  })

  test('a text can be cut short', async () => {
    const { exchange, seen, world } = there()
    const { caller, channelId } = await answered(there())
    const playId = nextId('play')
    const long = Array.from({ length: 60 }, () => ({ prompt: world.prompts[0]!, language: 'en' }) as const)
    await accepted(exchange.play({ channelId }, playId, long))
    await until(() => caller.hears())
    await accepted(exchange.stopPlaying(playId))
    await seen.first('played', (event) => event.playId === playId)
  })

  test('a text that is not there is told as not played, and the call goes on', async () => {
    const { exchange, seen } = there()
    const { caller, channelId } = await answered(there())
    const playId = nextId('play')
    await exchange.play({ channelId }, playId, [{ prompt: 'there-is-no-such-text', language: 'zh-TW' }])
    const played = await seen.first('played', (event) => event.playId === playId)
    expect(played.ok).toBe(false)
    expect(caller.state()).toBe('talking')
  })

  test('a beep and a second of silence are played', async () => {
    const { exchange, seen } = there()
    const { channelId } = await answered(there())
    const playId = nextId('play')
    await accepted(exchange.play({ channelId }, playId, [{ tone: 'beep' }, { silenceMs: 1000 }]))
    expect(await seen.first('played', (event) => event.playId === playId)).toMatchObject({ ok: true })
  })

  test('whoever waits hears music', async () => {
    const { exchange } = there()
    const { caller, channelId } = await answered(there())
    await accepted(exchange.music(channelId, true))
    await until(() => caller.hears())
    await accepted(exchange.music(channelId, false))
  })

  test('an order about a call that is there no more says so', async () => {
    const { exchange } = there()
    const gone = { ok: false, code: 'gone' }
    expect(await exchange.answer('no-such-channel')).toMatchObject(gone)
    expect(await exchange.hangUp('no-such-channel', 'normal')).toMatchObject(gone)
    expect(await exchange.join('no-such-bridge', 'no-such-channel')).toMatchObject(gone)
    expect(await exchange.stopRecording('no-such-recording')).toMatchObject(gone)
  })

  test('what is written on a call comes back in the snapshot', async () => {
    const { exchange } = there()
    const { channelId, callRef } = await answered(there())
    await accepted(exchange.mark(channelId, { caseId: '4711', since: '2026-11-21T08:00:00.000Z' }))
    await accepted(exchange.mark(channelId, { role: 'caller' }))
    const snapshot = await exchange.snapshot()
    const channel = snapshot.channels.find((one) => one.channelId === channelId)
    expect(channel).toMatchObject({
      callRef,
      state: 'up',
      isOurs: true,
      marks: { caseId: '4711', since: '2026-11-21T08:00:00.000Z', role: 'caller' },
    })
  })

  test('a call can be sent on to another number, and is out of our hands then', async () => {
    const { exchange, seen, world } = there()
    const office = await world.outside('0499999999')
    const { caller, channelId } = await answered(there())
    await accepted(exchange.sendOn(channelId, '0499999999'))
    expect(await seen.first('left', (event) => event.channelId === channelId)).toMatchObject({
      to: 'elsewhere',
    })
    await until(() => office.call()?.state === 'ringing')
    await office.answer()
    await office.hangUp()
    await until(() => caller.state() === 'ended')
  })
}
