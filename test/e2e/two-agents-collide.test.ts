import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { openBrowser, signIn, visitor } from '../support/browser.ts'
import { person } from '../support/person.ts'
import { EDITIONS, type Product, sendAtOnce, startProduct } from '../support/product.ts'

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

  test('two agents at one case see each other, and the second loses nothing to the first', async () => {
    await sendAtOnce(product)
    const asker = await person(product.at(0), 'user1')
    const filed = await asker.ask('POST', '/cases', { systemId: 1, description: '表單列印少一頁' })
    const { id, number } = filed.body
    const owner = await person(product.at(0), 'agent2')
    await owner.ask('POST', `/cases/${id}/claim`, { version: 1 })

    const first = await visitor(browser, product.at(0))
    await signIn(first.page, 'agent2', DEMONSTRATION_PASSWORD, `/desk/q/mine/${number}`)
    const second = await visitor(browser, product.at(1))
    await signIn(second.page, 'agent2', DEMONSTRATION_PASSWORD, `/desk/q/mine/${number}`)
    const watcher = await visitor(browser, product.at(1))
    await signIn(watcher.page, 'agent3', DEMONSTRATION_PASSWORD, `/desk/q/all/${number}`)
    await first.page.getByText(/也在看/).waitFor(SOON)

    const words = '請先改用 ODS 匯出，我們同時請系統負責人查看。'
    const composer = second.page.getByRole('textbox', { name: /的回覆$/ })
    await composer.fill(words)
    // The second's connection is cut, so that what the first does does not reach them before they send.
    await second.context.setOffline(true)
    const other = first.page.getByRole('textbox', { name: /的回覆$/ })
    await other.fill('請提供列印設定的畫面。')
    await other.press('Control+Enter')
    await vi.waitFor(async () => {
      const { body } = await owner.ask('GET', `/cases/${id}`)
      expect(body.version).toBeGreaterThan(2)
    }, SOON)
    await second.context.setOffline(false)
    await composer.press('Control+Enter')

    const dialog = second.page.getByRole('dialog')
    await dialog.waitFor(SOON)
    expect(await dialog.textContent()).toContain('請提供列印設定的畫面。')
    expect(await dialog.textContent()).toContain(words)
    await dialog.getByRole('button', { name: '仍要送出' }).click()
    await vi.waitFor(async () => {
      const { body } = await owner.ask('GET', `/cases/${id}/timeline`)
      const sent = body.filter((entry: { kind: string }) => entry.kind === 'message-out')
      expect(sent.map((entry: { body: { text: string } }) => entry.body.text)).toEqual([
        '請提供列印設定的畫面。',
        words,
      ])
    }, SOON)
    for (const one of [first, second, watcher]) {
      expect(one.faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(fault))).toEqual([])
      await one.context.close()
    }
  }, 90_000)
})
