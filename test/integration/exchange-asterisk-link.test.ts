import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { withAmi } from '../../telephony-adapter/asterisk/ami-link.ts'
import { ariLink } from '../../telephony-adapter/asterisk/ari-link.ts'
import { addressOf, follower } from '../support/asterisk/followed.ts'
import { asteriskWorld } from '../support/asterisk/world.ts'
import { seen } from '../support/exchange-suite/ground.ts'

let ground: Awaited<ReturnType<typeof asteriskWorld>>
beforeAll(async () => {
  ground = await asteriskWorld()
}, 60_000)
afterAll(async () => {
  await ground.world.close()
})
const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** Follows the exchange; what it is told, and when. */
async function followed(more: Parameters<typeof addressOf>[1] = {}) {
  const exchange = follower(ground.exchange, more)
  const told = seen()
  await exchange.start(told.hear)
  ends.push(() => exchange.close())
  await told.first('link', ({ state }) => state === 'up')
  return { exchange, told }
}
const link = (told: ReturnType<typeof seen>, wanted: string) =>
  vi.waitFor(
    () => {
      const found = told.all.find((event) => event.type === 'link' && event.state === wanted)
      if (!found) throw new Error(`The link never was ${wanted}.`)
      return found
    },
    { timeout: 14_000, interval: 20 },
  )

test('an exchange that dies is known at once, and followed again when it is back', async () => {
  const { exchange, told } = await followed()
  await ground.exchange.kill()
  await link(told, 'down')
  expect(await exchange.answer('any')).toMatchObject({ ok: false, code: 'link-down' })
  await expect(exchange.snapshot()).rejects.toThrow()
  // Its machine answers still: this is no broken line.
  await told.first('refused')
  told.mark()
  await ground.exchange.restart()
  await told.first('link', ({ state }) => state === 'up')
  expect((await exchange.snapshot()).channels).toEqual([])
}, 40_000)

test('an exchange that hangs is first doubted, then given up within nine seconds, and followed again', async () => {
  const { told } = await followed()
  const frozenAt = Date.now()
  ground.exchange.freeze()
  try {
    await link(told, 'degraded')
    const down = await link(told, 'down')
    // The clock of the tests is the one it is told by; a busy machine may add to nine seconds, not take away.
    expect(down.at - frozenAt).toBeGreaterThan(4_000)
    expect(down.at - frozenAt).toBeLessThan(9_500)
    told.mark()
  } finally {
    ground.exchange.thaw()
  }
  await told.first('link', ({ state }) => state === 'up')
}, 40_000)

test('whoever is replaced by another adapter stops, and does not come back', async () => {
  const first = await followed()
  const second = await followed()
  await link(first.told, 'replaced')
  // The second is still the one: what happens now is told to it alone.
  const caller = await ground.world.dial({ from: '0912345678', to: ground.world.line })
  await second.told.first('arrived')
  expect(first.told.all.some((event) => event.type === 'arrived')).toBe(false)
  expect(second.told.all.some((event) => event.type === 'link' && event.state === 'replaced')).toBe(false)
  await caller.hangUp()
  await second.told.first('gone')
}, 30_000)

test('nothing that is logged or told holds a secret', async () => {
  const said: string[] = []
  const write = (fields: object, text: string) => void said.push(JSON.stringify(fields), text)
  const log = { debug: write, info: write, warn: write, error: write }
  const secret = 'not-the-right-one'
  const refused = follower(ground.exchange, { log, secret })
  const told = seen()
  await refused.start(told.hear)
  ends.push(() => refused.close())
  await link(told, 'down')
  const { host, tls, ami } = addressOf(ground.exchange)
  const failure = await withAmi({ host, tls, ...ami!, secret }, async () => 'in').catch(String)
  expect(failure).toContain('failed')
  expect([...said, failure, JSON.stringify(told.all)].join('\n')).not.toContain(secret)
}, 30_000)

test('an order that the exchange never answers is given up', async () => {
  const address = addressOf(ground.exchange)
  const states: string[] = []
  const bare = ariLink(
    {
      ...address,
      app: 'somebody-else',
      heartbeat: { pingEvery: 60_000, probeEvery: 60_000, degradedAfter: 60_000, downAfter: 60_000 },
    },
    { event: () => {}, state: (state) => void states.push(state), refused: () => {} },
  )
  bare.start()
  ends.push(() => bare.close())
  await vi.waitFor(() => expect(states).toContain('up'), 10_000)
  ground.exchange.freeze()
  try {
    expect(await bare.rest('GET /channels', {})).toMatchObject({ status: 0 })
  } finally {
    ground.exchange.thaw()
  }
}, 30_000)

test('an exchange that answers and tells nothing is not up, and is connected to again', async () => {
  const deaf = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/ari/events' })
  await once(deaf, 'listening')
  ends.push(async () => {
    for (const client of deaf.clients) client.terminate()
    deaf.close()
  })
  let connections = 0
  deaf.on('connection', (socket) => {
    connections++
    socket.on('message', (data) => {
      const { request_id } = JSON.parse(String(data))
      socket.send(JSON.stringify({ type: 'RESTResponse', request_id, status_code: 204 }))
    })
  })
  const states: [string, string][] = []
  const bare = ariLink(
    {
      ...addressOf(ground.exchange),
      tls: false,
      port: (deaf.address() as AddressInfo).port,
      app: 'onewindow',
    },
    { event: () => {}, state: (...told) => void states.push(told), refused: () => {} },
  )
  bare.start()
  ends.push(() => bare.close())
  await vi.waitFor(() => expect(connections).toBe(2), 12_000)
  expect(states).toEqual([['down', 'it does not tell what happens']])
}, 20_000)

test('what is of no use to us is not told', async () => {
  await followed()
  const bare = ariLink(
    { ...addressOf(ground.exchange), app: 'somebody-else' },
    { event: () => {}, state: () => {}, refused: () => {} },
  )
  bare.start()
  ends.push(() => bare.close())
  await vi.waitFor(async () => {
    const { body } = await bare.rest('GET /applications/{applicationName}', { applicationName: 'onewindow' })
    expect(body?.events_disallowed).toContainEqual({ type: 'ChannelVarset' })
  }, 10_000)
}, 20_000)
