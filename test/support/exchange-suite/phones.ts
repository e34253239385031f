import { expect, test } from 'vitest'
import { accepted, answered, nextId, registered, ring, until } from './ground.ts'
import type { Ground } from './world.ts'

/** Phones of ours: registering, ringing, what becomes of a call that nobody takes. */
export function phonesAreRung(there: () => Ground) {
  const extension = () => there().world.extensions[0]!

  test('a phone registers with the secret it was given', async () => {
    const { exchange } = there()
    await registered(there(), extension())
    const { devices } = await exchange.snapshot()
    expect(devices.find((device) => device.extension === extension())).toMatchObject({
      registered: true,
      inUse: false,
    })
  })

  test('a phone with another secret does not register', async () => {
    const { exchange, world } = there()
    await accepted(exchange.letRegister({ extension: extension(), secret: nextId('secret'), kind: 'desk' }))
    await expect(world.register(extension(), 'something else')).rejects.toThrow()
  })

  test('a phone whose secret was taken back does not register again, and is not registered', async () => {
    const { exchange, world } = there()
    const secret = nextId('secret')
    await accepted(exchange.letRegister({ extension: extension(), secret, kind: 'desk' }))
    await world.register(extension(), secret)
    await accepted(exchange.letRegister({ extension: extension(), secret: null, kind: 'desk' }))
    await expect(world.register(extension(), secret)).rejects.toThrow()
    const { devices } = await exchange.snapshot()
    expect(devices.find((device) => device.extension === extension())?.registered ?? false).toBe(false)
  })

  test('a phone rings, shows who calls, and is entered when it answers', async () => {
    const { exchange, seen } = there()
    const phone = await registered(there(), extension())
    const legId = await ring(there(), 'call-1', { extension: extension() })
    await seen.first('ringing', ({ channelId }) => channelId === legId)
    expect(phone.call()).toMatchObject({
      state: 'ringing',
      shows: { number: '0912345678', name: '王小明' },
    })
    await seen.first('device', (device) => device.extension === extension() && device.inUse === true)
    const ringing = (await exchange.snapshot()).channels.find(({ channelId }) => channelId === legId)
    expect(ringing).toMatchObject({ state: 'ringing', callRef: 'call-1', to: extension(), isOurs: true })
    await phone.answer()
    await seen.first('entered', ({ channelId }) => channelId === legId)
    const up = (await exchange.snapshot()).channels.find(({ channelId }) => channelId === legId)
    expect(up).toMatchObject({ state: 'up', marks: { role: 'agent', agentId: '7' } })
  })

  test('the same ringing ordered twice rings once', async () => {
    const { exchange, seen } = there()
    await registered(there(), extension())
    const legId = await ring(there(), 'call-1', { extension: extension() })
    await seen.first('ringing', ({ channelId }) => channelId === legId)
    const again = {
      channelId: legId,
      callRef: 'call-1',
      to: { extension: extension() },
      shows: { number: '0912345678', name: '' },
      marks: {},
      ringMs: 20_000,
    }
    await accepted(exchange.call(again))
    expect((await exchange.snapshot()).channels).toHaveLength(1)
  })

  test('a phone that declines is gone as declined, and the caller stays', async () => {
    const { seen } = there()
    const phone = await registered(there(), extension())
    const { caller, callRef, channelId } = await answered(there())
    const legId = await ring(there(), callRef, { extension: extension() })
    await seen.first('ringing', (event) => event.channelId === legId)
    await phone.decline()
    const gone = await seen.first('gone', (event) => event.channelId === legId)
    expect(gone).toMatchObject({ cause: 'declined', bySystem: false })
    expect(seen.none('gone', (event) => event.channelId === channelId)).toBe(true)
    expect(caller.state()).toBe('talking')
  })

  test('a phone that nobody answers is given up after the time that was said', async () => {
    const { seen } = there()
    const phone = await registered(there(), extension())
    const legId = await ring(there(), 'call-1', { extension: extension() }, 1000)
    const gone = await seen.first('gone', (event) => event.channelId === legId)
    expect(gone.cause).toBe('no-answer')
    await until(() => phone.call() === undefined)
  })

  test('a phone that is not registered is gone as unreachable', async () => {
    const { exchange, seen } = there()
    await exchange.letRegister({ extension: extension(), secret: null, kind: 'desk' })
    const legId = await ring(there(), 'call-1', { extension: extension() })
    const gone = await seen.first('gone', (event) => event.channelId === legId)
    expect(gone.cause).toBe('unreachable')
  })

  test('ringing that is withdrawn stops at the phone', async () => {
    const { exchange, seen } = there()
    const phone = await registered(there(), extension())
    const legId = await ring(there(), 'call-1', { extension: extension() })
    await seen.first('ringing', (event) => event.channelId === legId)
    await accepted(exchange.hangUp(legId, 'withdrawn'))
    const gone = await seen.first('gone', (event) => event.channelId === legId)
    expect(gone).toMatchObject({ cause: 'withdrawn', bySystem: true })
    await until(() => phone.call() === undefined)
  })

  test('a number outside is called and answers', async () => {
    const { seen, world } = there()
    const somebody = await world.outside('0912000111')
    const legId = await ring(there(), 'call-1', { number: '0912000111' })
    await until(() => somebody.call()?.state === 'ringing')
    await somebody.answer()
    await seen.first('entered', (event) => event.channelId === legId)
  })

  test('what one of our phones dials comes to us and goes nowhere by itself', async () => {
    const { seen, world } = there()
    const phone = await registered(there(), extension())
    const outside = await world.outside('0912000222')
    seen.mark()
    const dialled = await phone.dial('0912000222')
    const { channel, dialledBy } = await seen.first('arrived')
    expect(dialledBy).toBe(extension())
    expect(channel).toMatchObject({ to: '0912000222', state: 'ringing' })
    expect(outside.call()).toBeUndefined()
    await dialled.hangUp()
    await seen.first('gone', (event) => event.channelId === channel.channelId)
  })
}
