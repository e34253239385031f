import type { Browser, WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { openBrowser, signIn, visitor } from '../support/browser.ts'
import { person } from '../support/person.ts'
import { EDITIONS, type Product, startProduct } from '../support/product.ts'

const SOON = { timeout: 20_000 }

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

describe.each(EDITIONS)('in the %s edition', (edition) => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct(edition)
  })
  afterAll(() => product?.close())

  test('a desk whose connection drops says so, and afterwards shows what a fresh query shows', async () => {
    const { page, context, faults } = await visitor(browser, product.at(0))
    let blocked = false
    const open: WebSocketRoute[] = []
    await page.routeWebSocket(/socket\.io/, (socket) => {
      if (blocked) return void socket.close()
      socket.connectToServer()
      open.push(socket)
    })
    await page.route(/socket\.io.*transport=polling/, (route) => (blocked ? route.abort() : route.continue()))
    await signIn(page, 'agent3', DEMONSTRATION_PASSWORD, '/desk/q/waiting')
    const connection = page.locator('.desk-connection')
    await expect.poll(() => connection.getAttribute('data-state'), SOON).toBe('online')
    const began = await page.evaluate('performance.timeOrigin')

    blocked = true
    for (const socket of open.splice(0)) await socket.close()
    await page
      .getByText(/重新連線中/)
      .first()
      .waitFor(SOON)

    const asker = await person(product.at(1), 'user1')
    const numbers: string[] = []
    for (const description of ['第一題', '第二題', '第三題']) {
      const { body } = await asker.ask('POST', '/cases', { systemId: 1, description })
      numbers.push(body.number)
    }
    blocked = false
    await expect.poll(() => connection.getAttribute('data-state'), SOON).toBe('online')
    const agent = await person(product.at(1), 'agent3')
    await vi.waitFor(async () => {
      const list = (await page.locator('.queue').textContent()) ?? ''
      for (const number of numbers) expect(list).toContain(number)
      const { body } = await agent.ask('GET', '/cases/counters')
      const waiting = body.queues
        .filter(
          ({ queueId, status }: { queueId: number; status: string }) =>
            queueId === 1 && status === 'received',
        )
        .reduce((sum: number, { n }: { n: number }) => sum + n, 0)
      expect(waiting).toBe(numbers.length)
      expect(list).toMatch(new RegExp(`待派\\s*${waiting}`))
    }, SOON)
    // It caught up; it was not loaded anew.
    expect(await page.evaluate('performance.timeOrigin')).toBe(began)
    expect(faults.filter((fault) => !/WebSocket|ERR_FAILED/.test(fault))).toEqual([])
    await context.close()
  }, 90_000)
})
