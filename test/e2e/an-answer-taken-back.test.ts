import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import type { Id } from '../../server/platform/values.ts'
import { accessibilityFaults, openBrowser, signIn, visitor } from '../support/browser.ts'
import { belongsTo, openMailbox } from '../support/came-by-mail.ts'
import { person } from '../support/person.ts'
import { EDITIONS, type Product, startProduct } from '../support/product.ts'

const SOON = { timeout: 20_000 }
const WORDS = '您好：\n\n請於「匯出格式」改選 ODS，「𡍼」就不會變。  '

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const answerOn = (page: Page) => page.getByRole('textbox', { name: /的回覆$/ })
const focused = (page: Page) => page.evaluate('document.activeElement?.tagName')

describe.each(EDITIONS)('in the %s edition', (edition) => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct(edition)
  })
  afterAll(() => product?.close())

  async function aCaseOfTheirs(description: string) {
    const asker = await person(product.at(0), 'user1')
    const { body } = await asker.ask('POST', '/cases', { systemId: 1, description })
    const owner = await person(product.at(0), 'agent2')
    await owner.ask('POST', `/cases/${body.id}/claim`, { version: 1 })
    const db = await product.db()
    const sent = async (): Promise<{ body: unknown }[]> =>
      (await product.db())
        .selectFrom('timeline')
        .select('body')
        .where('caseId', '=', body.id)
        .where('kind', '=', 'message-out')
        .execute()
    return { id: body.id as Id<'case'>, number: body.number as string, owner, asker, db, sent }
  }

  test('an answer taken back is a draft again, at another desk too; sent, it leaves once though the server is killed', async () => {
    const { id, number, asker, db, sent } = await aCaseOfTheirs('匯出清冊後姓名變成問號')
    const box = await openMailbox(db, { address: 'attendance@onewindow.example' })
    await belongsTo(db, id, box.id)

    const here = await visitor(browser, product.at(0))
    await signIn(here.page, 'agent2', DEMONSTRATION_PASSWORD, `/desk/q/mine/${number}`)
    await answerOn(here.page).fill(WORDS)
    await here.page.getByText('寄件者：差勤系統客服（attendance@onewindow.example）').waitFor(SOON)
    await answerOn(here.page).press('Control+Enter')
    const bar = here.page.getByRole('region', { name: '等著寄出的回覆' })
    await bar.getByText(/\d+ 秒後/).waitFor(SOON)
    // Whoever types goes on typing; the bar is told to those who do not see it.
    expect(await focused(here.page)).toBe('TEXTAREA')
    expect(await here.page.locator('[aria-live=polite]').first().textContent()).toContain('秒後寄出')
    expect(await accessibilityFaults(here.page)).toEqual([])
    expect(await answerOn(here.page).inputValue()).toBe('')
    const seen = await asker.ask('POST', `/progress/${number}`, {})
    expect(seen.body).toMatchObject({ number, status: 'assigned' })
    expect(await sent()).toEqual([])

    await here.page.keyboard.press('Alt+KeyU')
    await vi.waitFor(async () => expect(await answerOn(here.page).inputValue()).toBe(WORDS), SOON)
    expect(await bar.count()).toBe(0)
    await here.page.reload()
    await vi.waitFor(async () => expect(await answerOn(here.page).inputValue()).toBe(WORDS), SOON)

    const tab = await here.context.newPage()
    await tab.goto(`/desk/q/mine/${number}`)
    await vi.waitFor(async () => expect(await answerOn(tab).inputValue()).toBe(WORDS), SOON)
    await tab.close()

    // In another browser, of which the first knows nothing.
    const there = await visitor(browser, product.at(1))
    await signIn(there.page, 'agent2', DEMONSTRATION_PASSWORD, `/desk/q/mine/${number}`)
    await vi.waitFor(async () => expect(await answerOn(there.page).inputValue()).toBe(WORDS), SOON)
    await answerOn(there.page).press('Control+Enter')
    await there.page.getByRole('region', { name: '等著寄出的回覆' }).waitFor(SOON)
    await here.page.getByRole('region', { name: '等著寄出的回覆' }).waitFor(SOON)
    expect(await answerOn(here.page).inputValue()).toBe('')
    for (const { context } of [here, there]) await context.close()

    const parts = [...product.servers, ...(product.worker ? [product.worker] : [])]
    await Promise.all(parts.map((part) => part.kill()))
    await Promise.all(parts.map((part) => part.start()))
    await vi.waitFor(
      async () => {
        const row = await (await product.db())
          .selectFrom('cases')
          .select(['status', 'requesterEmail'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
        expect(row.status).toBe('answered')
        const letters = (await product.letters.to(row.requesterEmail ?? '')).filter(({ subject }) =>
          subject.includes(number),
        )
        expect(letters.map(({ subject }) => subject.startsWith('回覆：'))).toEqual([false, true])
        expect(letters[1]?.text).toContain('請於「匯出格式」改選 ODS，「𡍼」就不會變。')
        expect(letters[1]?.text).toContain('> 匯出清冊後姓名變成問號')
      },
      { timeout: 40_000 },
    )
    expect((await sent()).map(({ body }) => (body as { text: string }).text)).toEqual([WORDS])
  }, 150_000)

  test('an answer for the next working day waits, says so, and may be called off', async () => {
    const { id, number, owner, sent } = await aCaseOfTheirs('表單列印少一頁')
    const { page, context, faults } = await visitor(browser, product.at(0))
    await signIn(page, 'agent2', DEMONSTRATION_PASSWORD, `/desk/q/mine/${number}`)
    await answerOn(page).fill(WORDS)
    await page.getByRole('button', { name: '附檔' }).click()
    await page.locator('input[type=file]').setInputFiles([
      { name: '步驟.txt', mimeType: 'text/plain', buffer: Buffer.from('一、登出\n二、登入') },
      { name: '清單.csv', mimeType: 'text/csv', buffer: Buffer.from('姓名,身分證字號\n王小明,A123456789\n') },
    ])
    const ways = page.getByRole('list', { name: '附件怎麼送' })
    await ways.getByText('隨信附上').waitFor(SOON)
    await ways.getByText('可能含身分證字號，只在案件頁面提供').waitFor(SOON)
    await page.getByText('附件看來含有個人資料，不會隨信寄出').waitFor(SOON)
    expect(await accessibilityFaults(page)).toEqual([])

    await page.getByRole('button', { name: '寄出時間' }).click()
    await page.getByRole('menuitem', { name: /下一個上班日/ }).click()
    await page.getByRole('button', { name: /^排定 .* 寄出/ }).click()
    const bar = page.getByRole('region', { name: '等著寄出的回覆' })
    await bar.getByText(/排定 115\..* 08:30 寄出/).waitFor(SOON)
    const { body } = await owner.ask('GET', `/cases/${id}`)
    expect(body).toMatchObject({ status: 'assigned', pendingReplies: [{ isScheduled: true, text: WORDS }] })
    await bar.getByRole('button', { name: /取消排定/ }).click()
    await vi.waitFor(async () => expect(await answerOn(page).inputValue()).toBe(WORDS), SOON)
    await ways.getByText('隨信附上').waitFor(SOON)
    expect(await sent()).toEqual([])

    // Nothing gets through: the draft stays where it is, here and after a reload.
    await context.setOffline(true)
    await answerOn(page).press('Control+Enter')
    await page.getByText(/連線中斷，還沒送出/).waitFor(SOON)
    await page.getByRole('button', { name: '先不送' }).click()
    await context.setOffline(false)
    await page.reload()
    await vi.waitFor(async () => expect(await answerOn(page).inputValue()).toBe(WORDS), SOON)
    expect(faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(fault))).toEqual([])
    await context.close()
  }, 120_000)

  test('an answer that the requester overtakes is a draft again, and says why', async () => {
    const { number, asker, sent } = await aCaseOfTheirs('差勤系統無法送出請假單')
    const { page, context } = await visitor(browser, product.at(0))
    await signIn(page, 'agent2', DEMONSTRATION_PASSWORD, `/desk/q/mine/${number}`)
    await answerOn(page).fill(WORDS)
    await answerOn(page).press('Control+Enter')
    await page.getByRole('region', { name: '等著寄出的回覆' }).waitFor(SOON)
    const wrote = await asker.ask('POST', `/progress/${number}/messages`, { text: '已經好了，謝謝。' })
    expect(wrote.status).toBeLessThan(300)
    await page.getByText('這則回覆沒有寄出：寄出前案件有新的內容。').waitFor(SOON)
    await vi.waitFor(async () => expect(await answerOn(page).inputValue()).toBe(WORDS), SOON)
    expect(await sent()).toEqual([])
    // Sent again, it shows first what is new.
    await answerOn(page).press('Control+Enter')
    expect(await page.getByRole('dialog').textContent()).toContain('已經好了，謝謝。')
    await context.close()
  }, 60_000)

  test('closing with an answer goes on to the next case, and is taken back from there', async () => {
    const { id, number, owner } = await aCaseOfTheirs('自然人憑證登入後回到首頁')
    const { page, context } = await visitor(browser, product.at(0))
    await signIn(page, 'agent2', DEMONSTRATION_PASSWORD, `/desk/q/mine/${number}`)
    await answerOn(page).fill('請重新插入憑證。')
    await page.keyboard.press('Control+Shift+Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: /問題歸類/ }).selectOption('operation')
    await dialog.getByRole('button', { name: /結案並下一件/ }).click()
    await dialog.waitFor({ state: 'detached', ...SOON })
    const bar = page.getByRole('region', { name: '等著寄出的回覆' })
    await bar.getByText(number).waitFor(SOON)
    await bar.getByRole('button', { name: '收回' }).click()
    await page.waitForURL(new RegExp(number), SOON)
    await vi.waitFor(async () => expect(await answerOn(page).inputValue()).toBe('請重新插入憑證。'), SOON)
    const { body } = await owner.ask('GET', `/cases/${id}`)
    expect(body).toMatchObject({ status: 'assigned', pendingReplies: [], closedAt: null })
    await context.close()
  }, 120_000)
})
