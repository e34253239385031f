import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { remoteTelephony } from '../../telephony-adapter/remote/remote.ts'
import { ADAPTER_KEY } from '../support/adapter-ground.ts'
import { quietLog } from '../support/quiet-log.ts'
import { deviceEvent } from '../support/telephony-events.ts'

test('what a line that breaks has not called safe is told again, and only then taken', async () => {
  const adapter = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(adapter, 'listening')
  const event = { ...deviceEvent(1), seq: 1 }
  let connections = 0
  const heardByAdapter = new Promise<unknown>((resolve) => {
    adapter.on('connection', (socket) => {
      const isFirst = connections++ === 0
      const say = (message: object) => socket.send(JSON.stringify(message))
      say({ hello: { spoolId: 'one' } })
      say({ events: [event] })
      if (isFirst) socket.once('pong', () => socket.terminate()).ping()
      else say({ safe: 1 })
      socket.on('message', (data) => resolve(JSON.parse(data.toString())))
    })
  })
  const { port } = adapter.address() as { port: number }
  const telephony = remoteTelephony({ url: `http://127.0.0.1:${port}`, key: ADAPTER_KEY, log: quietLog })
  const taken: string[] = []
  const following = telephony.follow(0, async ([first], safe) => {
    const outcome = await safe.then(
      () => 'safe',
      (error: Error) => error.message,
    )
    taken.push(`${first?.seq} ${outcome}`)
    await safe
  })
  onTestFinished(async () => {
    await following.stop()
    await telephony.close()
    adapter.close()
  })
  expect(await heardByAdapter).toEqual({ heard: 1 })
  expect(taken).toEqual(['1 the connection ended before the journal was safe', '1 safe'])
})
