import { connect } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Command } from '../../telephony-adapter/port.ts'
import { remoteTelephony } from '../../telephony-adapter/remote/remote.ts'
import { ADAPTER_KEY, adapterServed } from '../support/adapter-ground.ts'
import { expectWhole, listenTo } from '../support/listener.ts'
import { freePort } from '../support/parts.ts'
import { quietLog } from '../support/quiet-log.ts'
import { switchboard } from '../support/switchboard.ts'
import { BARE_LINE, barePlan } from '../support/telephony-plan.ts'

const PATIENCE = { timeout: 10_000, interval: 10 }
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function served(given: { heartbeatMs?: number } = {}) {
  const ground = await adapterServed(given)
  closing.push(ground.close)
  await ground.telephony.keepPlan(barePlan({ madeAt: new Date().toISOString() }))
  return ground
}
const inform = (commandId: string): Command => ({
  ...{ commandId, do: 'inform', callRef: 'none', position: 1, waitSeconds: null, offersCallBack: false },
})

describe('the key of the telephone', () => {
  test('without it nothing is answered but health and figures', async () => {
    const { url } = await served()
    for (const path of ['/snapshot', '/spool', '/media/x', '/records', '/nothing'])
      expect((await fetch(url + path)).status, path).toBe(401)
    for (const method of ['POST', 'PUT'])
      expect((await fetch(`${url}/${method === 'PUT' ? 'plan' : 'commands'}`, { method })).status).toBe(401)
    for (const path of ['/health/live', '/health/ready', '/metrics'])
      expect((await fetch(url + path)).status, path).toBe(200)
  })

  test.each(['', 'Bearer ', `Bearer ${ADAPTER_KEY}x`, ADAPTER_KEY])(
    '%j opens nothing',
    async (authorization) => {
      const { url } = await served()
      expect((await fetch(`${url}/snapshot`, { headers: { authorization } })).status).toBe(401)
      const socket = new WebSocket(`${url.replace('http', 'ws')}/events?after=0`, {
        headers: { authorization },
      })
      const refused = await new Promise<Error>((resolve) => socket.once('error', resolve))
      expect(refused.message).toContain('401')
    },
  )
})

describe('health and figures of the adapter', () => {
  test('say that the exchange is simulated, how long the journal is and whether the server is there', async () => {
    const { url, telephony, world } = await served()
    const heard = listenTo(telephony)
    closing.push(heard.stop)
    world.phone('701').register()
    await heard.until('device.changed')
    await vi.waitFor(async () => {
      const health = await (await fetch(`${url}/health/ready`)).json()
      expect(health).toMatchObject({
        status: 'ok',
        isSimulated: true,
        exchanges: [{ exchange: 'pbx-a', state: 'up', isSimulated: true }],
        spool: { unacknowledged: 0, fault: null },
        server: 'here',
      })
    }, PATIENCE)
    const figures = await (await fetch(`${url}/metrics`)).text()
    expect(figures).toContain('onewindow_telephony_events_unacknowledged 0')
    expect(figures).toContain(
      'onewindow_telephony_exchange_state{exchange="pbx-a",site="nantou",state="up",simulated="true"} 1',
    )
    expect(figures).not.toContain(ADAPTER_KEY)
  })

  test('a frozen exchange makes the adapter unavailable when there is no other', async () => {
    const { url, world } = await served()
    world.cutLink()
    await vi.waitFor(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(503), PATIENCE)
  })
})

describe('the link between server and adapter', () => {
  test('an adapter that is not there takes no order, and questions fail', async () => {
    const telephony = remoteTelephony({
      url: `http://127.0.0.1:${await freePort()}`,
      key: ADAPTER_KEY,
      log: quietLog,
    })
    closing.push(telephony.close)
    expect(await telephony.order(inform('one'))).toEqual({ ok: false, code: 'link-down' })
    await expect(telephony.snapshot()).rejects.toThrow()
    await expect(telephony.spoolId()).rejects.toThrow()
    await expect(telephony.fetch('name')).rejects.toThrow()
  })

  test('an adapter that says nothing is waited for a while only', async () => {
    const { url, close } = await switchboard()
    closing.push(close)
    const telephony = remoteTelephony({ url, key: ADAPTER_KEY, log: quietLog, orderMs: 200 })
    closing.push(telephony.close)
    expect(await telephony.order(inform('one'))).toEqual({ ok: false, code: 'link-down' })
  })

  test('cut, it comes back by itself and goes on behind what was heard', async () => {
    const { url, world } = await served()
    const line = await switchboard(url)
    closing.push(line.close)
    const telephony = remoteTelephony({ url: line.url, key: ADAPTER_KEY, log: quietLog })
    closing.push(telephony.close)
    const heard = listenTo(telephony)
    closing.push(heard.stop)
    await heard.isUp()
    world.phone('701').register()
    await heard.until('device.changed')
    line.cut()
    await vi.waitFor(() => expect(heard.links.at(-1)).toBe('down'), PATIENCE)
    const before = heard.events.length
    const caller = world.dial({ to: BARE_LINE, from: null })
    await vi.waitFor(() => expect(caller.callRef()).not.toBe(''), PATIENCE)
    expect(heard.events.length).toBe(before)
    line.mend()
    await heard.until('call.offered', caller.callRef())
    expect(heard.links).toEqual(['up', 'down', 'up'])
    expectWhole(heard.events)
  })

  test('open and silent, it is given up by both ends', async () => {
    const { url, telephony: direct } = await served({ heartbeatMs: 50 })
    const line = await switchboard(url)
    closing.push(line.close)
    const telephony = remoteTelephony({ url: line.url, key: ADAPTER_KEY, log: quietLog, heartbeatMs: 50 })
    closing.push(telephony.close)
    const heard = listenTo(telephony)
    closing.push(heard.stop)
    await heard.isUp()
    line.freeze()
    await vi.waitFor(() => expect(heard.links.at(-1)).toBe('down'), PATIENCE)
    await vi.waitFor(async () => expect(await followersAt(url)).toBe(0), PATIENCE)
    line.mend()
    await heard.isUp()
    expect((await direct.snapshot()).exchanges).toHaveLength(1)
  })

  test('a server that has heard more than the journal holds makes it another journal', async () => {
    const { telephony, world } = await served()
    const before = await telephony.spoolId()
    const lost = listenTo(telephony, 1000)
    closing.push(lost.stop)
    await lost.isUp()
    await vi.waitFor(async () => expect(await telephony.spoolId()).not.toBe(before), PATIENCE)
    world.phone('701').register()
    const heard = listenTo(telephony)
    closing.push(heard.stop)
    await heard.until('device.changed')
    expect(lost.events).toEqual([])
    expectWhole(heard.events)
  })

  test('rubbish on the line disturbs nobody', async () => {
    const { url, telephony } = await served()
    const socket = new WebSocket(`${url.replace('http', 'ws')}/events?after=0`, {
      headers: { authorization: `Bearer ${ADAPTER_KEY}` },
    })
    await new Promise((resolve) => socket.once('open', resolve))
    for (const rubbish of ['', '{', '{"heard":"x"}', '[]', 'null', '{"heard":1e99}']) socket.send(rubbish)
    const raw = connect(Number(new URL(url).port), '127.0.0.1')
    raw.write('GET /events?after=-1 HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n')
    await new Promise((resolve) => raw.once('data', resolve))
    raw.destroy()
    expect((await telephony.snapshot()).exchanges).toHaveLength(1)
    socket.terminate()
  })
})

const followersAt = async (url: string) =>
  Number(/onewindow_telephony_followers (\d+)/.exec(await (await fetch(`${url}/metrics`)).text())?.[1])
