import { zipSync } from 'fflate'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { accessibilityFaults, openBrowser, visitor } from '../support/browser.ts'
import { EDITIONS, type Product, startProduct } from '../support/product.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const text = (content: string) => new TextEncoder().encode(content)

describe.each(EDITIONS)('in the %s edition', (edition) => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct(edition)
  })
  afterAll(() => product?.close())

  test('somebody without JavaScript and without an account files a case, follows it, adds to it and withdraws it', async () => {
    const { page, context } = await visitor(browser, product.at(0), {
      javaScript: false,
      width: 360,
      height: 740,
    })
    await page.goto('/')
    expect(await page.locator('h1').count()).toBe(1)
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant-TW')

    await page.goto('/cases/new')
    await page.getByRole('button', { name: '送出掛號' }).click()
    // Refused with a summary whose links lead to the fields; nothing typed is lost.
    expect(await page.locator('[aria-invalid=true]').count()).toBeGreaterThanOrEqual(2)
    await page.locator('textarea[name=description]').fill('差勤系統補休無法送出\n王𡍼的補休按送出沒有反應。')
    await page.locator('input[name=email]').fill('not an address')
    await page.getByRole('button', { name: '送出掛號' }).click()
    expect(await page.locator('textarea[name=description]').inputValue()).toContain('王𡍼')
    await page.locator('select[name=systemId]').selectOption({ index: 3 })
    await page.locator('input[name=email]').fill('someone@onewindow.example')
    const evil = zipSync({ 'inner.zip': zipSync({ 'update.exe': text('MZ and nothing more') }) })
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '截圖.zip', mimeType: 'application/zip', buffer: Buffer.from(evil) })
    await page.getByRole('button', { name: '送出掛號' }).click()
    expect(page.url()).toMatch(/\/cases\/new/)
    expect(await page.locator('textarea[name=description]').inputValue()).toContain('王𡍼')
    await page.locator('input[type=file]').setInputFiles({
      name: '說明.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('按下送出後沒有任何訊息。'),
    })
    await page.getByRole('button', { name: '送出掛號' }).click()
    await page.waitForURL(/\/cases\/115-\d{6}\?done=filed/)
    const shown = (await page.locator('main').textContent()) ?? ''
    const number = /115-\d{6}/.exec(page.url())?.[0] ?? ''
    const code = /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/.exec(shown)?.[0] ?? ''
    expect(code).not.toBe('')

    // Somebody else's browser: the wrong code and the wrong number are told alike; the right pair opens the case.
    const other = await visitor(browser, product.at(1), { javaScript: false })
    const track = async (typedNumber: string, typedCode: string) => {
      await other.page.goto('/track')
      await other.page.locator('input[name=number]').fill(typedNumber)
      await other.page.locator('input[name=code]').fill(typedCode)
      await other.page.locator('form[action$="/track"] button[type=submit]').click()
    }
    await track(number, '0000-0000')
    const wrongCode = await other.page.getByText('找不到這個案件').first().textContent()
    await track('115-999999', code)
    expect(await other.page.getByText('找不到這個案件').first().textContent()).toBe(wrongCode)
    await track(number, code.toLowerCase().replace('-', ''))
    await other.page.waitForURL(new RegExp(`/cases/${number}`))
    expect(await other.page.locator('main').textContent()).toContain('說明.txt')

    await other.page.locator('summary', { hasText: '補充資料' }).click()
    await other.page.locator('form[action$="/messages"] textarea[name=text]').fill('換一台電腦也一樣。')
    await other.page.locator('form[action$="/messages"] button[type=submit]').click()
    await other.page.waitForURL(/done=messages/)
    expect(await other.page.locator('main').textContent()).toContain('換一台電腦也一樣。')
    await other.page.locator('summary', { hasText: '撤回案件' }).click()
    await other.page.locator('form[action$="/withdrawal"] button[type=submit]').click()
    await other.page.waitForURL(/done=withdrawal/)
    const db = await product.db()
    const stored = await db
      .selectFrom('cases')
      .select(['status', 'channel', 'requesterEmail'])
      .where('number', '=', number)
      .execute()
    expect(stored).toEqual([
      { status: 'withdrawn', channel: 'web', requesterEmail: 'someone@onewindow.example' },
    ])
    await context.close()
    await other.context.close()
  }, 90_000)

  test('what somebody types before the scripts have come is kept when they do', async () => {
    const { page, context } = await visitor(browser, product.at(0))
    let release = () => {}
    const late = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route(/\.js(\?|$)/, async (route) => {
      await late
      await route.continue()
    })
    await page.goto('/login', { waitUntil: 'commit' })
    await page.locator('input[name=login]').fill('user1')
    await page.locator('input[name=password]').fill(DEMONSTRATION_PASSWORD)
    release()
    // Awake, the page offers to fill in an account, or in production simply answers the press below.
    await page.waitForLoadState('networkidle')
    expect(await page.locator('input[name=login]').inputValue()).toBe('user1')
    await page.locator('form[action$="/login"] button[type=submit]').click()
    await page.waitForURL((url) => !url.pathname.endsWith('/login'))
    await context.close()
  })

  test('the English pages speak English', async () => {
    const { page, context } = await visitor(browser, product.at(0), { language: 'en' })
    await page.goto('/en/cases/new')
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('h1').textContent()).not.toMatch(/[\u4e00-\u9fff]/)
    expect(await accessibilityFaults(page)).toEqual([])
    await context.close()
  })
})
