import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults, openBrowser, overflows, visitor } from '../support/browser.ts'
import { layEntry, laySystem, takeBack } from '../support/knowledge-ground.ts'
import { type Product, startProduct } from '../support/product.ts'

const WIDTHS = [1440, 768, 360]
const THEMES = ['light', 'dark'] as const

let browser: Browser
let product: Product
let read: string
let gone: string
beforeAll(async () => {
  ;[browser, product] = await Promise.all([openBrowser(), startProduct('embedded')])
  const db = await product.db()
  const systemId = await laySystem(db, '差勤')
  const common = { systemIds: [systemId], tags: ['補休', '加班'] }
  const entry = await layEntry(db, {
    ...common,
    title: '補休為什麼不能送出，按了「送出」沒有反應？',
    shortAnswer: '加班單尚未核准時不能申請補休；請先請主管核准加班單。',
    body: '1. 開啟**差勤系統**\n2. 按「補休」\n\n| 欄位 | 說明 |\n|---|---|\n| 加班單 | 已核准者 |\n\n```\n很長很長的一行程式碼很長很長的一行程式碼很長很長的一行程式碼很長很長的一行程式碼\n```\n',
    expertBody: '查 `OT_STATUS` 是否為 2。',
    variants: [{ hrSystem: 'WebHR', body: '使用 WebHR 的機關請改由首頁進入。' }],
    reviewOn: '2020-01-01',
    effectiveUntil: '2020-12-31',
  })
  const next = await layEntry(db, { ...common, title: '補休的期限' })
  const old = await layEntry(db, common)
  await takeBack(db, old, next)
  read = `/qa/${entry.number}`
  gone = `/qa/${old.number}`
}, 90_000)
afterAll(async () => {
  await browser.close()
  await product.close()
})

test('pages of Q&A can be read by everybody, at every width, light and dark', async () => {
  const { page, faults } = await visitor(browser, product.at(0))
  const found: string[] = []
  for (const path of [read, `/en${read}?form=expert`, '/qa', '/qa?tab=systems', gone, '/widget/qa']) {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.evaluate('new Promise(requestAnimationFrame)')
        for (const fault of await accessibilityFaults(page))
          found.push(`${path} at ${width}, ${colorScheme}: ${fault}`)
      }
      if (await overflows(page)) found.push(`${path} at ${width}: wider than the window`)
    }
  }
  expect(found).toEqual([])
  // What is gone answers 410, which Chromium notes as well.
  expect(faults.filter((fault) => !fault.includes('410'))).toEqual([])
}, 120_000)

test('a reader who was not helped goes on to a case, with what was read', async () => {
  const { page } = await visitor(browser, product.at(0))
  await page.goto(read)
  await page.getByLabel('還沒有').check()
  await page.getByLabel('哪裡還不清楚').fill('畫面沒有「補休」')
  await page.getByRole('button', { name: '送出', exact: true }).click()
  await page.getByText('謝謝您，我們會據此修改').waitFor()
  await page.getByRole('link', { name: '還是沒有解決：我要掛號' }).click()
  await page.waitForURL('**/cases/new?**')
  expect(await page.locator('textarea[name="description"]').inputValue()).toContain('補休為什麼不能送出')
})
