import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { accessibilityFaults, openBrowser, overflows, visitor } from '../support/browser.ts'
import { type Product, startProduct } from '../support/product.ts'

const WIDTHS = [1440, 768, 360]
/** Colours of a button on its way to being enabled are nobody's fault. */
const AT_REST = `Promise.allSettled(document.getAnimations().map((animation) => animation.finished))`

let browser: Browser
let product: Product
beforeAll(async () => {
  ;[browser, product] = await Promise.all([openBrowser(), startProduct('embedded')])
}, 90_000)
afterAll(async () => {
  await browser.close()
  await product.close()
})

test('A visitor calls by keyboard alone, reads what is said, and hangs up', async () => {
  const { page, faults } = await visitor(browser, product.at(0))
  await page.goto('/demo/phone')
  await page.getByRole('button', { name: '撥號', disabled: false }).focus()
  await page.keyboard.press('Enter')
  // Within our hours the greeting, otherwise that we are closed: whatever is played is there in words.
  await page.getByRole('log').getByText('。').first().waitFor()
  await page.getByText('模擬交換機 pbx-a').waitFor()
  await page.keyboard.press('1')
  await page.getByText('已按：1').waitFor()
  await page.getByRole('button', { name: '掛斷' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('通話已結束').waitFor()
  const db = await product.db()
  await vi.waitFor(async () =>
    expect(await db.selectFrom('calls').select(['channel', 'state']).execute()).toEqual([
      { channel: 'phone', state: 'ended' },
    ]),
  )
  expect(faults).toEqual([])
}, 60_000)

test('A fax that a visitor sends becomes a case with its pages', async () => {
  const { page, faults } = await visitor(browser, product.at(0))
  await page.goto('/demo/phone')
  await page.getByLabel('頁數').selectOption({ label: '1 頁' })
  await page.getByLabel('傳真機名稱').fill('NANTOU HR')
  await page.getByRole('button', { name: '傳送' }).click()
  await page.getByText('傳真機已掛斷').waitFor({ timeout: 40_000 })
  const db = await product.db()
  await vi.waitFor(
    async () =>
      expect(await db.selectFrom('faxes').select(['pages', 'station', 'state']).execute()).toMatchObject([
        { pages: 1, station: 'NANTOU HR' },
      ]),
    { timeout: 10_000 },
  )
  expect(faults).toEqual([])
}, 90_000)

test('The page is whole at every width, in both languages, and for everybody', async () => {
  const { page, faults } = await visitor(browser, product.at(0))
  for (const path of ['/demo/phone', '/en/demo/phone']) {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto(path)
      await page.locator('.demo-phone button[data-variant=primary]:enabled').waitFor()
      await page.evaluate(AT_REST)
      expect([path, width, await overflows(page)]).toEqual([path, width, false])
      expect([path, width, await accessibilityFaults(page)]).toEqual([path, width, []])
    }
  }
  expect(faults).toEqual([])
}, 60_000)
