import type { WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { signIn, visitor } from '../support/browser.ts'
import {
  answer,
  callAt,
  knowsEverything,
  openSimulatedDesk,
  type SimulatedDesk,
  SOON,
} from '../support/simulated-desk.ts'

let desk: SimulatedDesk
let isCut = false
const open: WebSocketRoute[] = []
beforeAll(async () => {
  desk = await openSimulatedDesk()
}, 120_000)
afterAll(() => desk?.close())

test('While the connection to the server is away, the agent goes on talking, holds and hangs up', async () => {
  const { page: cut, context } = await visitor(desk.browser, desk.product.at(0))
  await cut.routeWebSocket(/socket\.io/, (socket) => {
    if (isCut) return void socket.close()
    socket.connectToServer()
    open.push(socket)
  })
  await cut.route(/socket\.io.*transport=polling/, (route) => (isCut ? route.abort() : route.continue()))
  await knowsEverything(desk.db, 'agent3')
  await signIn(cut, 'agent3', DEMONSTRATION_PASSWORD, '/desk')
  await cut.getByText('pbx-a、pbx-b 皆已註冊').first().waitFor(SOON)
  await desk.present('agent3', { presence: 'ready' })
  const call = await desk.callsUp('0911000204')
  await answer(cut)
  await call.hears('talk')
  isCut = true
  for (const socket of open.splice(0)) await socket.close()
  await cut
    .getByText(/重新連線中/)
    .first()
    .waitFor(SOON)
  await callAt(cut).getByRole('button', { name: '保留' }).click()
  await call.hears('music')
  await callAt(cut).getByRole('button', { name: '保留' }).click()
  await call.hears('talk')
  await callAt(cut).getByRole('button', { name: '掛斷' }).click()
  await callAt(cut).waitFor({ state: 'detached', ...SOON })
  await call.hangUp()
  await context.close()
}, 90_000)
