import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { openBrowser, signIn, visitor } from '../support/browser.ts'
import { compose } from '../support/composition.ts'
import { personOf } from '../support/demonstration-accounts.ts'
import { beReady } from '../support/desk.ts'
import { fileCase } from '../support/filing.ts'
import { picture } from '../support/picture.ts'
import { EDITIONS, type Product, sendAtOnce, startProduct } from '../support/product.ts'
import { makeExpert } from '../support/skilled.ts'

const SOON = { timeout: 20_000 }
const TITLE = '匯出清冊後姓名變成問號'
const STAFF_ONLY = '客服作業：來電者無法證明身分時的處理'
/** Whatever shows entries to somebody who is not signed in. */
const SHOWN_TO_VISITORS = [
  '/qa',
  '/qa?tab=systems',
  '/qa?order=most-read',
  '/widget/qa',
  '/sitemap.xml',
  '/api/knowledge',
  '/api/knowledge?order=most-read',
  '/api/knowledge-overview',
  '/api/public/knowledge',
  `/search?text=${encodeURIComponent(STAFF_ONLY)}`,
  `/api/search?text=${encodeURIComponent(STAFF_ONLY)}`,
  `/api/search?text=${encodeURIComponent('來電者 身分')}`,
  `/api/search/suggestions?text=${encodeURIComponent(STAFF_ONLY)}`,
]

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

describe.each(EDITIONS)('in the %s edition', (edition) => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct(edition)
    await sendAtOnce(product)
  }, 90_000)
  afterAll(() => product?.close())

  const at = async (login: string, path: string, server = 0) => {
    const one = await visitor(browser, product.at(server))
    await signIn(one.page, login, DEMONSTRATION_PASSWORD, path)
    return one
  }

  test('a case becomes a draft without anybody in it, is reviewed, live, and found by a slip of the pen', async () => {
    const db = await product.db()
    const agentId = await personOf(db, 'agent1')
    await makeExpert(db, agentId)
    const agent = await at('agent1', '/desk')
    await beReady(agent.page)
    const system = await db.selectFrom('systems').select('id').orderBy('id').executeTakeFirstOrThrow()
    const filed = await fileCase(db, {
      leadSystemId: system.id,
      title: TITLE,
      text: '我是王小明，身分證字號 A123456789。在人員清冊按匯出，同仁的姓名在 Excel 變成問號。',
    })
    await answer(agent.page, filed.number)

    // The draft: what looks like somebody is shown and replaced.
    await agent.page.getByRole('button', { name: '做成問答草稿' }).click()
    const dialog = agent.page.getByRole('dialog')
    await dialog.getByText('〔身分證字號〕').first().waitFor(SOON)
    await dialog.getByRole('button', { name: /確認並建立草稿/ }).click()
    await dialog.getByText(/已建立草稿 Q\d{6}/).waitFor(SOON)
    const entry = /Q\d{6}/.exec((await dialog.textContent()) ?? '')![0]
    const words = await db
      .selectFrom('knowledgeVersions')
      .innerJoin('knowledgeEntries', 'knowledgeEntries.id', 'knowledgeVersions.entryId')
      .select(['knowledgeVersions.title', 'body', 'fromCaseId'])
      .where('knowledgeEntries.number', '=', entry)
      .executeTakeFirstOrThrow()
    expect(words.fromCaseId).toBe(filed.id)
    expect(`${words.title} ${words.body}`).not.toMatch(/A123456789|王小明/)
    await agent.context.close()

    const editor = await at('editor1', `/desk/kb/${entry}/edit`, 1)
    await editor.page.getByRole('textbox', { name: '簡答' }).fill('匯出格式改選 ODS，再重新下載一次。')
    await editor.page.keyboard.press('Control+s')
    await editor.page.getByText('已儲存', { exact: true }).waitFor(SOON)
    expect(await (await editor.page.request.get(`/qa/${entry}`)).status()).toBe(404)
    await editor.page.keyboard.press('Control+Enter')
    await editor.page.waitForURL(new RegExp(`/desk/kb/${entry}$`), SOON)
    await editor.context.close()

    const reviewer = await at('super1', `/desk/kb/${entry}`)
    await reviewer.page.getByRole('button', { name: '核准並上線' }).click()
    await reviewer.page.getByRole('link', { name: /讀者看到的頁面/ }).waitFor(SOON)
    await reviewer.context.close()

    // 「清冊」 by ear, and letters of another case and width.
    const reader = await visitor(browser, product.at(1))
    await reader.page.goto('/')
    const box = reader.page.getByRole('combobox', { name: '搜尋' }).first()
    await box.focus()
    await compose(reader.page, ['ㄏ', 'ㄏㄨㄟˋ', '匯'], '匯出青冊姓名問號')
    await box.press('Enter')
    await reader.page.waitForURL(/\/search\?/, SOON)
    const hit = reader.page.getByRole('link', { name: TITLE })
    await vi.waitFor(async () => {
      if ((await hit.count()) === 0) await reader.page.reload()
      expect(await hit.count()).toBeGreaterThan(0)
    }, SOON)
    if (edition === 'embedded') await picture(reader.page, 'search')
    await hit.first().click()
    await reader.page.waitForURL(`**/qa/${entry}`, SOON)
    await reader.page.getByText('改選 ODS').first().waitFor(SOON)
    expect(reader.faults).toEqual([])
  }, 180_000)

  test('an entry for staff never shows to a visitor, wherever they look', async () => {
    const { number } = await (await product.db())
      .selectFrom('knowledgeEntries')
      .innerJoin('knowledgeVersions', 'knowledgeVersions.id', 'liveVersionId')
      .select('number')
      .where('title', '=', STAFF_ONLY)
      .executeTakeFirstOrThrow()
    const { context } = await visitor(browser, product.at(0))
    const feeds = [
      '/qa/feed.atom',
      '/qa/feed.rss',
      '/qa/open-data.json',
      '/qa/open-data.csv',
      '/qa/open-data.xml',
    ]
    let read = 0
    for (const path of [...SHOWN_TO_VISITORS, ...feeds]) {
      const answered = await context.request.get(path)
      const body = await answered.text()
      expect([path, body.includes(number)]).toEqual([path, false])
      // The page says again what was looked for; nothing else of the entry is there.
      expect([path, body.includes('身分未核對')]).toEqual([path, false])
      if (answered.ok()) read += 1
    }
    expect(read).toBeGreaterThan(10)
    expect((await context.request.get(`/qa/${number}`)).status()).toBe(404)
    const staff = await at('agent1', `/search?text=${encodeURIComponent(STAFF_ONLY)}`)
    await staff.page.getByRole('link', { name: STAFF_ONLY }).first().waitFor(SOON)
  }, 120_000)

  test('everything is made anew while people search, and at no moment anything is missing', async () => {
    const admin = await at('admin', '/')
    const { context } = await visitor(browser, product.at(1))
    const found = async (text: string) => {
      const answered = await context.request.get(`/api/search?text=${encodeURIComponent(text)}`)
      expect(answered.status()).toBe(200)
      return ((await answered.json()) as { hits: { title: string }[] }).hits.map(({ title }) => title)
    }
    const asked = await admin.page.request.post('/api/search-index/rebuild', { data: {} })
    expect(asked.ok()).toBe(true)
    let searches = 0
    await vi.waitFor(
      async () => {
        expect(await found('請假單送出後沒有簽核人')).toContain('差勤系統請假單送出後沒有簽核人')
        searches += 1
        const state = await (await admin.page.request.get('/api/search-index')).json()
        expect(state).toMatchObject({
          rebuild: { wantedAt: null, beganAt: null, doneAt: expect.any(String) },
          parkedCount: 0,
          problem: null,
        })
        expect(searches).toBeGreaterThan(20)
      },
      { timeout: 60_000, interval: 20 },
    )
  }, 120_000)
})

/** Takes the case that is offered, and answers it from the desk. */
async function answer(page: Page, number: string): Promise<void> {
  await page.getByRole('article').filter({ hasText: number }).waitFor(SOON)
  await page.keyboard.press('Alt+KeyA')
  await page.waitForURL(new RegExp(number), SOON)
  const reply = page.getByRole('textbox', { name: /的回覆$/ })
  await reply.fill('王小明您好：請於「匯出格式」改選 ODS，再重新下載一次。')
  await reply.press('Control+Enter')
  await page.getByText('請於「匯出格式」改選 ODS').first().waitFor(SOON)
}
