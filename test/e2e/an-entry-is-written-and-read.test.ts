import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { accessibilityFaults, openBrowser, overflows, signIn, visitor } from '../support/browser.ts'
import { compose, imeEnter, openComposition } from '../support/composition.ts'
import { type Product, startProduct } from '../support/product.ts'

const SOON = { timeout: 20_000 }
const WIDTHS = [1440, 768, 360]
const TITLE = '線上簽核的代理人怎麼設定？'

let browser: Browser
let product: Product
beforeAll(async () => {
  ;[browser, product] = await Promise.all([openBrowser(), startProduct('embedded')])
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
})

async function editor(login: string, path = '/desk/kb') {
  const one = await visitor(browser, product.at(0))
  await signIn(one.page, login, DEMONSTRATION_PASSWORD, path)
  return one
}

const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name })
const body = (page: Page) => field(page, '內文')

/** Nothing is wider than the window, and nobody is shut out, whatever the width. */
async function looksRight(page: Page, where: string) {
  const found: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    await page.evaluate('new Promise(requestAnimationFrame)')
    if (await overflows(page)) found.push(`${where} at ${width}: wider than the window`)
    for (const fault of await accessibilityFaults(page)) found.push(`${where} at ${width}: ${fault}`)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  return found
}

let number: string

test('an editor writes an entry by keyboard and input method, sees what readers will see, and submits it', async () => {
  const { page, faults, context } = await editor('editor1')
  await page.getByRole('link', { name: '新增問答' }).press('Enter')
  await field(page, /^問題/).focus()
  await compose(page, ['ㄒ', 'ㄒㄧㄢ', '線'], '線上簽核的代理人怎麼設定？')
  // An Enter that chooses a character neither sends nor adds anything.
  await field(page, '標籤').focus()
  await openComposition(page, ['ㄑ', '簽'])
  await imeEnter(page)
  expect(await page.getByRole('list', { name: '標籤' }).count()).toBe(0)
  await field(page, '標籤').fill('簽核')
  await field(page, '標籤').press('Enter')
  await page.getByRole('list', { name: '標籤' }).getByText('簽核').waitFor(SOON)

  await field(page, '簡答').fill('到「個人設定」指定代理人。')
  await body(page).focus()
  await compose(page, ['ㄎㄞ', '開'], '開啟個人設定')
  await body(page).press('Enter')
  await body(page).pressSequentially('指定代理人')
  await body(page).press('Control+a')
  await page.getByRole('toolbar', { name: '內文的工具列' }).getByRole('button', { name: '步驟' }).click()
  expect(await body(page).inputValue()).toBe('1. 開啟個人設定\n2. 指定代理人')
  const preview = page.getByRole('complementary', { name: '讀者看到的樣子' })
  await preview.locator('ol > li').nth(1).getByText('指定代理人').waitFor(SOON)

  // Without a domain it is not saved, and the form says where.
  await page.keyboard.press('Control+s')
  await page.getByRole('link', { name: '請選擇業務類別。' }).waitFor(SOON)
  await page.getByLabel(/^業務類別/).selectOption('差勤')
  await page.keyboard.press('Control+s')
  await page.waitForURL(/\/desk\/kb\/Q\d{6}\/edit$/, SOON)
  number = /Q\d{6}/.exec(page.url())![0]

  // What is typed and not saved is there again after the window was closed.
  await field(page, '簡答').fill('到「個人設定」指定代理人，隔日生效。')
  await page.reload()
  await expect.poll(() => field(page, '簡答').inputValue(), SOON).toBe('到「個人設定」指定代理人，隔日生效。')
  expect(await looksRight(page, 'the editor')).toEqual([])

  await page.keyboard.press('Control+Enter')
  await page.waitForURL(new RegExp(`/desk/kb/${number}$`), SOON)
  await page.getByText('您撰寫過這個版本').waitFor(SOON)
  expect(await page.getByRole('button', { name: /核准/ }).count()).toBe(0)
  expect(faults).toEqual([])
  await context.close()
}, 120_000)

test('a second person reads it and publishes it; then everybody can read it', async () => {
  const { page, faults, context } = await editor('super1', '/desk/kb?list=review')
  await page.getByRole('link', { name: TITLE }).press('Enter')
  await page.getByRole('region', { name: '審核' }).waitFor(SOON)
  expect(await looksRight(page, 'the review')).toEqual([])
  await page.getByRole('button', { name: '退回修改' }).press('Enter')
  await page.getByText('請寫下要修改的地方').waitFor(SOON)
  await page.getByRole('button', { name: '核准並上線' }).press('Enter')
  await page.getByRole('link', { name: /讀者看到的頁面/ }).waitFor(SOON)

  const reader = await visitor(browser, product.at(0))
  await reader.page.goto(`/qa/${number}`)
  await reader.page.getByRole('heading', { level: 1, name: TITLE }).waitFor(SOON)
  await reader.page.locator('ol > li').getByText('開啟個人設定').waitFor(SOON)
  await reader.context.close()

  // The next version is compared with what is live, word by word.
  await page.getByRole('button', { name: '改寫下一版' }).press('Enter')
  await page.waitForURL('**/edit', SOON)
  await field(page, '簡答').fill('到「個人設定」指定代理人，當日生效。')
  await page.keyboard.press('Control+s')
  await page.getByText('已儲存', { exact: true }).waitFor(SOON)
  await page.getByRole('link', { name: '看這則問答' }).press('Enter')
  await page.locator('.entry-differences del', { hasText: '隔' }).waitFor(SOON)
  await page.locator('.entry-differences ins', { hasText: '當' }).waitFor(SOON)
  // Anew: what was announced of buttons at work is gone then.
  await page.reload()
  await page.getByRole('tab', { name: '版本紀錄' }).click()
  await page.getByRole('button', { name: '閱讀第 1 版' }).waitFor(SOON)
  expect(await looksRight(page, 'the versions')).toEqual([])
  expect(faults).toEqual([])
  await context.close()
}, 120_000)

test('two who write at once lose nothing: both texts are shown and put together', async () => {
  const path = `/desk/kb/${number}/edit`
  const [first, second] = [await editor('editor1', path), await editor('super1', path)]
  await body(first.page).waitFor(SOON)
  await body(second.page).waitFor(SOON)
  await second.page.waitForLoadState('networkidle')
  // The second hears nothing of the first until they save.
  await second.context.setOffline(true)
  await field(second.page, '簡答').fill('第二個人寫的簡答。')
  await field(second.page, '適用的系統版本').fill('3.2 版以後')
  await field(first.page, '簡答').fill('第一個人寫的簡答。')
  await body(first.page).fill('第一個人寫的內文。')
  await first.page.keyboard.press('Control+s')
  await first.page.getByText('已儲存', { exact: true }).waitFor(SOON)
  await second.context.setOffline(false)
  await second.page.keyboard.press('Control+s')

  const dialog = second.page.getByRole('dialog')
  await dialog.getByText('兩個人都改了').waitFor(SOON)
  const words = (await dialog.textContent()) ?? ''
  for (const told of ['採用對方的：內文', '保留您的：適用版本']) expect(words).toContain(told)
  await dialog.locator('del').first().waitFor(SOON)
  expect(await looksRight(second.page, 'the conflict')).toEqual([])
  await dialog.getByLabel('自己合併').check()
  await field(second.page, '合併後的「簡答」').fill('第一個人寫的簡答。第二個人寫的簡答。')
  await dialog.getByRole('button', { name: '套用合併結果' }).click()
  await second.page.keyboard.press('Control+s')
  await second.page.getByText('已儲存', { exact: true }).waitFor(SOON)

  // The first has it all before them without doing anything.
  await expect
    .poll(() => field(first.page, '簡答').inputValue(), SOON)
    .toBe('第一個人寫的簡答。第二個人寫的簡答。')
  expect(await body(first.page).inputValue()).toBe('第一個人寫的內文。')
  expect(await field(first.page, '適用的系統版本').inputValue()).toBe('3.2 版以後')
  for (const one of [first, second]) {
    expect(
      one.faults.filter(
        (fault) => !/ERR_INTERNET_DISCONNECTED|WebSocket|dynamically imported module/.test(fault),
      ),
    ).toEqual([])
    await one.context.close()
  }
}, 120_000)
