import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { countTerms } from '../../search/postgres/vocabulary.ts'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { accessibilityFaults, openBrowser, overflows, signIn, visitor } from '../support/browser.ts'
import { compose, imeEnter, openComposition } from '../support/composition.ts'
import { laySystem } from '../support/knowledge-ground.ts'
import { person } from '../support/person.ts'
import { type Product, startProduct } from '../support/product.ts'
import { layFindable } from '../support/search-app.ts'

const WIDTHS = [1440, 768, 360]

let browser: Browser
let product: Product
let systemId: number
let sought: string
beforeAll(async () => {
  ;[browser, product] = await Promise.all([openBrowser(), startProduct('embedded')])
  const db = await product.db()
  systemId = await laySystem(db, '海巡')
  const entry = await layFindable(db, {
    title: '鯨豚觀測補助怎麼申請？',
    shortAnswer: '在海巡系統按「申請」，選擇觀測日期後送出。',
    systemIds: [systemId],
  })
  sought = `/qa/${entry.number}`
  for (let n = 1; n <= 25; n++) await layFindable(db, { title: `鯨豚觀測第 ${n} 類表單`, domain: '獎懲' })
  await countTerms(db)
  const visitor = await person(product.at(0))
  await vi.waitFor(
    async () => {
      const { body } = await visitor.ask('GET', `/search?text=${encodeURIComponent('鯨豚觀測')}`)
      expect(body.sources[0]?.n).toBe(26)
    },
    { timeout: 20_000, interval: 250 },
  )
}, 90_000)
afterAll(async () => {
  await browser.close()
  await product.close()
})

const box = (page: Page) => page.getByRole('combobox', { name: '搜尋', exact: true })
const options = (page: Page) => page.getByRole('listbox', { name: '建議' }).getByRole('option')

/** At every width, light and dark: nothing is wider than the window, and WCAG 2.1 A and AA are kept. */
async function faultsOf(page: Page, where: string) {
  const found: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.evaluate('new Promise(requestAnimationFrame)')
      for (const fault of await accessibilityFaults(page))
        found.push(`${where} at ${width}, ${colorScheme}: ${fault}`)
    }
    if (await overflows(page)) found.push(`${where} at ${width}: wider than the window`)
  }
  return found
}

test('nothing is asked while a word is composed; then titles are offered and one is opened by keyboard', async () => {
  const { page, context, faults } = await visitor(browser, product.at(0))
  const asked: (string | null)[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (/^\/(api\/)?search/.test(pathname)) asked.push(searchParams.get('text'))
  })
  await page.clock.install()
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await box(page).focus()
  await openComposition(page, ['ㄐ', 'ㄐㄧ', 'ㄐㄧㄥ'])
  await imeEnter(page)
  await page.clock.runFor(3000)
  expect([asked, new URL(page.url()).pathname]).toEqual([[], '/'])

  await compose(page, ['ㄐㄧㄥ'], '鯨')
  await page.clock.runFor(300)
  await options(page).first().waitFor()
  expect(asked).toEqual(['鯨'])
  expect(await options(page).count()).toBe(9)
  expect(await page.locator('.search-box [role=status]').textContent()).toContain('有 8 個建議')
  expect(await faultsOf(page, 'the list of suggestions')).toEqual([])

  await page.keyboard.press('Escape')
  expect([await options(page).count(), await box(page).inputValue()]).toEqual([0, '鯨'])
  await box(page).pressSequentially('豚觀測補助')
  await page.clock.runFor(300)
  const first = options(page).filter({ hasText: '鯨豚觀測補助怎麼申請' })
  await first.waitFor()
  await page.keyboard.press('ArrowDown')
  expect(await first.getAttribute('aria-selected')).toBe('true')
  expect(await box(page).getAttribute('aria-activedescendant')).toBe(await first.getAttribute('id'))
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${sought}`)
  expect(faults).toEqual([])
  await context.close()
}, 60_000)

test('Enter searches; what is found is narrowed to a system, widened again and paged', async () => {
  const { page, context, faults } = await visitor(browser, product.at(0))
  await page.goto('/track')
  await box(page).fill('鯨豚觀測')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/search?text=*')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('搜尋「鯨豚觀測」')
  const hits = page.getByRole('list', { name: '搜尋結果' }).getByRole('listitem')
  expect(await hits.count()).toBe(20)
  expect(await faultsOf(page, 'what is found')).toEqual([])

  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('link', { name: /^海巡/ }).click()
  await page.waitForURL(`**&system=${systemId}`)
  expect(await hits.count()).toBe(1)
  expect(await faultsOf(page, 'one system')).toEqual([])
  await page.getByRole('link', { name: '取消「海巡」' }).click()
  await page.waitForURL((url) => !url.searchParams.has('system'))
  await page.getByRole('link', { name: '下一頁' }).click()
  await page.waitForURL('**&page=2')
  expect(await hits.count()).toBe(6)
  // On a telephone the filters are folded.
  await page.setViewportSize({ width: 360, height: 740 })
  await page.getByText('縮小範圍').click()
  await page.locator('.search-folded').getByRole('link', { name: /^海巡/ }).click()
  await page.waitForURL(`**&system=${systemId}`)
  expect(faults).toEqual([])
  await context.close()
}, 90_000)

test('what is not found leads to a case with the same words, also without JavaScript', async () => {
  for (const javaScript of [true, false]) {
    const { page, context, faults } = await visitor(browser, product.at(0), { javaScript })
    await page.goto('/')
    await page.locator('input[name=text]').fill('齉爩龘靐')
    await page.locator('input[name=text]').press('Enter')
    await page.getByRole('heading', { name: '找不到「齉爩龘靐」' }).waitFor()
    if (javaScript) expect(await faultsOf(page, 'nothing found')).toEqual([])
    await page.getByRole('link', { name: '帶著這段描述去掛號' }).click()
    await page.waitForURL('**/cases/new?**')
    expect(await page.locator('textarea[name=description]').inputValue()).toBe('齉爩龘靐')
    expect(faults).toEqual([])
    await context.close()
  }
}, 90_000)

test('at the desk everything is found, read in place and passed on by keyboard alone', async () => {
  const { page, context, faults } = await visitor(browser, product.at(0))
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await signIn(page, 'agent2', DEMONSTRATION_PASSWORD, '/desk/q/mine')
  await page.locator('.desk-connection[data-state=online]').waitFor({ timeout: 20_000 })
  await page.getByRole('button', { name: /^搜尋問答/ }).waitFor()
  await page.keyboard.press('/')
  await page.locator('input[name=text]:focus').waitFor()
  await compose(page, ['ㄐㄧㄥ'], '鯨豚觀測補助')
  await page.keyboard.press('Enter')
  const title = page.getByRole('button', { name: '鯨豚觀測補助怎麼申請？', exact: true })
  await title.waitFor()
  // Past the field's own buttons.
  for (let n = 0; n < 3; n++) await page.keyboard.press('Tab')
  expect(await title.evaluate((button) => button.matches(':focus'))).toBe(true)
  await page.keyboard.press('Enter')
  await page.getByText('選擇觀測日期後送出').first().waitFor()
  await page.keyboard.press('c')
  await page.getByText('已複製「鯨豚觀測補助怎麼申請？」的連結').waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(product.at(0) + sought)
  expect(await faultsOf(page, 'the desk')).toEqual([])

  await page.setViewportSize({ width: 1440, height: 900 })
  await page.keyboard.press('Control+k')
  await openComposition(page, ['ㄐ'])
  await compose(page, ['ㄐㄧㄥ'], '鯨')
  await page
    .getByRole('menuitem', { name: /鯨豚觀測/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('text') === '鯨')
  expect(faults).toEqual([])
  await context.close()
}, 90_000)
