import { readFile } from 'node:fs/promises'
import { strToU8, zipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { accessibilityFaults, openBrowser, overflows, signIn, visitor } from '../support/browser.ts'
import { type Product, startProduct } from '../support/product.ts'

const SOON = { timeout: 30_000 }

let browser: Browser
let product: Product
beforeAll(async () => {
  ;[browser, product] = await Promise.all([openBrowser(), startProduct('embedded')])
}, 90_000)
afterAll(async () => {
  await browser.close()
  await product.close()
})

/** What was announced of a button that is gone lingers some seconds without words. */
const LINGERING = '[data-live-announcer] [role=img]'

const isClean = async (page: Page, where: string) => {
  await vi.waitFor(async () => expect(await page.locator(LINGERING).count()).toBe(0), SOON)
  expect([where, await accessibilityFaults(page)]).toEqual([where, []])
  await page.setViewportSize({ width: 360, height: 740 })
  expect([where, await overflows(page)]).toEqual([where, false])
  await page.setViewportSize({ width: 1440, height: 900 })
}

test('a ZIP of entries with an attachment is previewed, checked and imported, read by a visitor, exported and undone', async () => {
  const { page, context, faults } = await visitor(browser, product.at(0))
  await signIn(page, 'super1', DEMONSTRATION_PASSWORD, '/desk/kb/tables')
  await page.getByRole('heading', { name: '匯入問答', level: 2 }).waitFor(SOON)
  await isClean(page, 'the beginning')
  const table = [
    '來源編號,問題,簡答,內容,業務別,附件',
    'E2E-1,彩虹橋怎麼走,從東邊走。,見 [路線](附件/路線.csv),差勤,附件/路線.csv',
    'E2E-2,沒有業務別的題,簡答,,,',
  ].join('\r\n')
  const zip = zipSync({ '問答.csv': strToU8(table), '附件/路線.csv': strToU8('站名\r\n東站') })
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '問答.zip', mimeType: 'application/zip', buffer: Buffer.from(zip) })
  const show = page.getByRole('button', { name: '預覽檔案' })
  await vi.waitFor(async () => expect(await show.isEnabled()).toBe(true), SOON)
  await show.click()
  const preview = page.getByRole('table', { name: '前五列' })
  await preview.waitFor(SOON)
  expect(await preview.textContent()).toContain('彩虹橋怎麼走')
  await isClean(page, 'the preview')

  await page.getByRole('button', { name: '檢查全部資料列' }).click()
  await page.getByRole('heading', { name: '檢查結果' }).waitFor(SOON)
  expect(await page.locator('main').textContent()).toContain('必須有「業務別」')
  await isClean(page, 'the result of the check')
  await page.getByRole('button', { name: '開始匯入' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '開始匯入' }).click()
  await page.getByRole('heading', { name: '匯入結果' }).waitFor(SOON)
  await isClean(page, 'the result')

  const db = await product.db()
  const { number } = await db
    .selectFrom('knowledgeEntries')
    .select('number')
    .where('source', '=', 'E2E-1')
    .executeTakeFirstOrThrow()
  const guest = await visitor(browser, product.at(0))
  await guest.page.goto(`${product.at(0)}/qa/${number}`)
  await guest.page.getByRole('link', { name: '路線', exact: true }).first().waitFor(SOON)
  await guest.context.close()

  await page.getByRole('button', { name: '回匯入清單' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '匯出 CSV' }).click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toContain('彩虹橋怎麼走')
  await page.getByRole('button', { name: '開啟 問答.zip' }).click()
  await page.getByRole('button', { name: '復原這次匯入' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '復原這次匯入' }).click()
  await page.getByRole('heading', { name: '復原結果' }).waitFor(SOON)
  expect(await page.locator('main').textContent()).toContain('移除 1 筆')
  expect((await fetch(`${product.at(0)}/qa/${number}`)).status).toBe(404)
  expect(faults).toEqual([])
  await context.close()
}, 240_000)
