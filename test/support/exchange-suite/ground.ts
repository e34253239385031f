import { vi } from 'vitest'
import type { Exchange, ExchangeEvent } from '../../../telephony-adapter/exchange.ts'
import type { Ground, Seen, Told, World } from './world.ts'

const PATIENCE_MS = 10_000

/** Collects what an exchange tells. */
export function seen(): Seen & { hear(event: ExchangeEvent): void } {
  const all: ExchangeEvent[] = []
  let from = 0
  const find = <T extends ExchangeEvent['type']>(type: T, fits: (event: Told<T>) => boolean) =>
    all.slice(from).find((event): event is Told<T> => event.type === type && fits(event as Told<T>))
  return {
    all,
    hear: (event) => void all.push(event),
    first: (type, fits = () => true) =>
      vi.waitFor(
        () => {
          const found = find(type, fits)
          if (!found) throw new Error(`No such '${type}' among: ${all.slice(from).map(short).join(', ')}`)
          return found
        },
        { timeout: PATIENCE_MS, interval: 10 },
      ),
    none: (type, fits = () => true) => find(type, fits) === undefined,
    mark() {
      from = all.length
    },
  }
}

const short = (event: ExchangeEvent) =>
  `${event.type}${event.type === 'link' ? ` ${event.state}: ${event.why}` : ''}${'channelId' in event ? ` ${event.channelId}` : ''}${'cause' in event ? ` ${event.cause}` : ''}`

/** Follows the exchange until it is up. */
export async function follow(exchange: Exchange, world: World): Promise<Ground> {
  const events = seen()
  await exchange.start(events.hear)
  await events.first('link', ({ state }) => state === 'up')
  return { exchange, world, seen: events }
}

/** A call from outside that has arrived: both its ends. */
export async function arrive(
  { seen: told, world }: Ground,
  from: string | null = nextNumber(),
  to = world.line,
) {
  told.mark()
  const caller = await world.dial({ from, to })
  const { channel } = await told.first('arrived')
  return { caller, channel, channelId: channel.channelId, callRef: channel.callRef, from }
}

/** A call that was answered. */
export async function answered(ground: Ground, from?: string | null) {
  const call = await arrive(ground, from)
  await accepted(ground.exchange.answer(call.channelId))
  await until(() => call.caller.state() === 'talking')
  return call
}

/** A phone of ours that is registered. */
export async function registered({ exchange, world }: Ground, extension: string) {
  const secret = nextId('secret')
  await accepted(exchange.letRegister({ extension, secret, kind: 'desk' }))
  const phone = await world.register(extension, secret)
  await until(async () => {
    const { devices } = await exchange.snapshot()
    return devices.some((device) => device.extension === extension && device.registered)
  })
  return phone
}

/** Rings a phone on behalf of a call. */
export async function ring(
  { exchange }: Ground,
  callRef: string,
  to: { extension: string } | { number: string },
  ringMs = 20_000,
) {
  const channelId = nextId(`leg-${callRef}`)
  await accepted(
    exchange.call({
      channelId,
      callRef,
      to,
      shows: { number: '0912345678', name: '王小明' },
      marks: { role: 'agent', agentId: '7' },
      ringMs,
    }),
  )
  return channelId
}

/** Caller and agent in one bridge. */
export async function talking(ground: Ground, extension: string) {
  const phone = await registered(ground, extension)
  const call = await answered(ground)
  const legId = await ring(ground, call.callRef, { extension })
  await ground.seen.first('ringing', ({ channelId }) => channelId === legId)
  await phone.answer()
  await ground.seen.first('entered', ({ channelId }) => channelId === legId)
  const bridgeId = nextId('bridge')
  await accepted(ground.exchange.makeBridge(bridgeId))
  await accepted(ground.exchange.join(bridgeId, call.channelId))
  await accepted(ground.exchange.join(bridgeId, legId))
  await ground.seen.first('joined', (joined) => joined.bridgeId === bridgeId && joined.channelId === legId)
  return { ...call, phone, legId, bridgeId }
}

/** Ends everything that still lives, so that the next test begins with silence. */
export async function clear({ exchange, seen: told }: Ground) {
  const { channels, bridges } = await exchange.snapshot()
  for (const { channelId } of channels) await exchange.hangUp(channelId, 'normal')
  for (const { bridgeId } of bridges) await exchange.endBridge(bridgeId)
  await until(async () => {
    const left = await exchange.snapshot()
    return left.channels.length + left.bridges.length === 0
  })
  told.mark()
}

/** @throws what the exchange said instead of yes */
export async function accepted(done: Promise<{ ok: boolean }>) {
  const answer = await done
  if (!answer.ok) throw new Error(`Not accepted: ${JSON.stringify(answer)}`)
}

export const until = (fact: () => boolean | Promise<boolean>) =>
  vi.waitFor(
    async () => {
      if (!(await fact())) throw new Error(`It did not come about: ${fact}`)
    },
    { timeout: PATIENCE_MS, interval: 20 },
  )

let count = 0
export const nextId = (kind: string) => `${kind}-${process.pid}-${++count}`
export const nextNumber = () => `09${String(10_000_000 + ++count)}`
