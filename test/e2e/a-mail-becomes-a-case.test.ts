import { createTransport } from 'nodemailer'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { accessibilityFaults, openBrowser, signIn, visitor } from '../support/browser.ts'
import { endReaders } from '../support/mail-in/end-readers.ts'
import { headerOf, mailServer, partOf } from '../support/mail-server.ts'
import { freePort } from '../support/parts.ts'
import { sendAtOnce, startProduction } from '../support/product.ts'
import { type Dovecot, startDovecot } from '../support/services/dovecot.ts'

const SOON = { timeout: 40_000 }
const OURS = 'hr-help@onewindow.example'
const THEIRS = 'wang@keelung.gov.example'
const SUBJECT = '匯出考績清冊後姓名變成問號'

let browser: Browser
let dovecot: Dovecot
let outside: Awaited<ReturnType<typeof mailServer>>
let product: Awaited<ReturnType<typeof startProduction>>
let smtpPort: number
beforeAll(async () => {
  smtpPort = await freePort()
  ;[browser, dovecot, outside] = await Promise.all([openBrowser(), startDovecot(), mailServer()])
  product = await startProduction({ smtpUrl: outside.url, mailInListen: `127.0.0.1:${smtpPort}` })
  await sendAtOnce(product)
}, 90_000)
afterAll(async () => {
  await product?.close()
  await Promise.all([browser?.close(), dovecot?.close(), outside?.close()])
})

async function isClean(page: Page, where: string) {
  // What React Aria says aloud of a pressed button names that button for seven seconds, also once it is gone.
  await page
    .locator('[data-live-announcer] [role=img]')
    .first()
    .waitFor({ state: 'detached', ...SOON })
  expect([where, await accessibilityFaults(page)]).toEqual([where, []])
}

type Head = Record<string, string>

/** A mail as the customer's program writes it. */
const written = (head: Head, text: string) =>
  Buffer.from(
    [
      ...Object.entries(head).map(([name, value]) => `${name}: ${value}`),
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(text).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
      '',
    ].join('\r\n'),
  )

const word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
const mailId = (name: string) => `<${name}.${Date.now()}@keelung.gov.example>`

/** The letter that reached somebody and says this. */
const letterSaying = (words: string, to: string) =>
  vi.waitFor(() => {
    const letter = outside.received.find(
      (one) => one.to.includes(to) && partOf(one, 'text/plain').includes(words),
    )
    expect(letter).toBeDefined()
    return letter!
  }, SOON)

/** An administrator sets up the mailbox that is fetched, and tries whether it can be reached. */
async function setUpMailbox(user: string) {
  const { page, context, faults } = await visitor(browser, product.at(0))
  await signIn(page, 'admin', DEMONSTRATION_PASSWORD, '/admin/mailboxes')
  await page.getByRole('button', { name: '新增信箱' }).click(SOON)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '儲存信箱' }).click()
  await dialog.getByText('請輸入完整的信箱地址。').waitFor(SOON)
  const { host, port } = dovecot.place(user)
  await dialog.getByRole('textbox', { name: /^信箱地址/ }).fill(OURS)
  await dialog.getByRole('textbox', { name: /^名稱/ }).fill('服務信箱')
  await dialog.getByRole('combobox', { name: /^佇列/ }).selectOption({ index: 1 })
  const system = dialog.getByRole('combobox', { name: /^預設系統別/ })
  await system.fill('WebHR')
  await page.getByRole('option').first().click()
  await dialog.getByRole('textbox', { name: /^主機/ }).fill(host)
  await dialog.getByRole('combobox', { name: /^連線加密/ }).selectOption('none')
  await dialog.getByRole('textbox', { name: /^連接埠/ }).fill(String(port))
  await dialog.getByRole('textbox', { name: /^登入帳號/ }).fill(user)
  await dialog.getByRole('textbox', { name: /^密碼/ }).fill(dovecot.passwordOf(user))
  await isClean(page, 'the mailbox')
  await dialog.getByRole('button', { name: '儲存信箱' }).click()
  await dialog.waitFor({ state: 'detached', ...SOON })
  await page.getByRole('button', { name: '測試連線 服務信箱' }).click(SOON)
  await page.getByText('「服務信箱」可以連線。').first().waitFor(SOON)
  expect(faults).toEqual([])
  await context.close()
}

test('a mail becomes a case, its answer threads, the reply to it comes back, and what nobody could read is rescued', async () => {
  const user = await dovecot.newUser()
  await setUpMailbox(user)

  const firstId = mailId('first')
  const asked = {
    From: `${word('王小明')} <${THEIRS}>`,
    To: OURS,
    Subject: word(SUBJECT),
    'Message-ID': firstId,
  }
  await dovecot.deliver(user, [written(asked, '您好：\r\n「王𡍼」同仁在 Excel 變成問號。\r\n')])

  // The agent sees it waiting, without a press, and takes it.
  const { page, faults } = await visitor(browser, product.at(1))
  await signIn(page, 'agent2', DEMONSTRATION_PASSWORD, '/desk/q/waiting')
  const row = page.locator('.queue-row').filter({ hasText: SUBJECT })
  await row.waitFor(SOON)
  const number = (await row.getAttribute('data-number')) ?? ''
  await row.press('Enter')
  const first = page.locator('.entry').filter({ hasText: '王𡍼' })
  await first.waitFor(SOON)
  expect(await first.textContent()).toContain(`<${THEIRS}>`)
  expect(await first.textContent()).toContain('寄到「服務信箱」')
  await isClean(page, 'the case')
  await page.getByRole('button', { name: '接辦' }).click()
  const answer = page.getByRole('textbox', { name: /的回覆$/ })
  await answer.fill('請於「匯出格式」改選 ODS，再重新下載一次。')
  await answer.press('Control+Enter')

  // It threads in the customer's mail program, and says where to write back to.
  const letter = await letterSaying('改選 ODS', THEIRS)
  expect(headerOf(letter, 'In-Reply-To')).toBe(firstId)
  expect(headerOf(letter, 'From')).toContain(OURS)
  const replyTo = headerOf(letter, 'Reply-To') ?? ''
  expect(replyTo).toContain(`+${number}`.toLowerCase())

  // The customer answers; the words are on the agent's screen by themselves, what they quote folded away.
  const back = {
    From: `${word('王小明')} <${THEIRS}>`,
    To: replyTo,
    Subject: `Re: ${headerOf(letter, 'Subject')?.match(/^[\x20-\x7e]*$/) ?? word(headerOf(letter, 'Subject') ?? '')}`,
    'Message-ID': mailId('second'),
    'In-Reply-To': headerOf(letter, 'Message-ID') ?? '',
    References: `${firstId} ${headerOf(letter, 'Message-ID')}`,
  }
  const quote =
    '在 2026/11/21 下午 06:00，服務信箱 寫道：\r\n> 請於「匯出格式」改選 ODS，再重新下載一次。\r\n'
  await dovecot.deliver(user, [written(back, `改了之後正常了，謝謝。\r\n\r\n${quote}`)])
  const reply = page.locator('.entry').filter({ hasText: '改了之後正常了' })
  await reply.waitFor(SOON)
  expect(await reply.textContent()).not.toContain('寫道')
  await reply.getByRole('button', { name: '顯示引用內容' }).press('Enter')
  await reply.getByText('> 請於「匯出格式」改選 ODS').or(reply.locator('blockquote')).first().waitFor(SOON)
  await reply.getByRole('button', { name: '看整封信' }).press('Enter')
  const whole = page.getByRole('dialog')
  await whole.getByText(`王小明 <${THEIRS}>`).waitFor(SOON)
  await isClean(page, 'the whole mail')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    whole.getByRole('link', { name: /下載原件/ }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.eml$/)
  await whole.getByRole('button', { name: '關閉' }).last().press('Enter')

  // A mail that says nobody's name cannot become a case by itself: it waits where everybody sees it.
  const relay = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true })
  const nameless = written({ To: OURS, Subject: word('查詢進度') }, '請問上週的問題處理好了嗎？\r\n')
  await relay.sendMail({ envelope: { from: '', to: OURS }, raw: nameless })
  await page.getByText('1 封待處理').waitFor({ state: 'attached', ...SOON })
  await page.getByRole('link', { name: /收件/ }).press('Enter')
  await page.locator('.queue-row').filter({ hasText: '查詢進度' }).press('Enter')
  await page.getByRole('heading', { name: '查詢進度' }).waitFor(SOON)
  await page.getByText('請問上週的問題處理好了嗎？').waitFor(SOON)
  expect(await page.locator('.mail-preview').textContent()).toContain('沒有寄件人')
  await isClean(page, 'what waits')
  await page.getByRole('button', { name: '立案' }).press('Enter')
  const filing = page.getByRole('dialog')
  await filing.getByRole('textbox', { name: /^標題/ }).fill('查詢上週問題的進度')
  await filing.getByRole('textbox', { name: /^標題/ }).press('Control+Enter')
  await page
    .getByText(/已立案 115-\d{6}。/)
    .first()
    .waitFor(SOON)
  await page.getByRole('link', { name: /^開啟案件 115-/ }).press('Enter')
  await page.getByRole('heading', { name: '查詢上週問題的進度' }).waitFor(SOON)
  await page.locator('.desk-tile-count').waitFor({ state: 'detached', ...SOON })

  // A mail that ends whoever reads it goes aside, and holds up nobody; it becomes a case once it can be read.
  const mended = endReaders(product.worker!.pid())
  const deadly = written({ From: THEIRS, To: OURS, Subject: word('讀不出來的信') }, '差勤刷卡時間不對。\r\n')
  await relay.sendMail({ envelope: { from: THEIRS, to: OURS }, raw: deadly })
  relay.close()
  await page.getByText('1 封待處理').waitFor({ state: 'attached', ...SOON })
  mended()
  await page.getByRole('link', { name: /收件/ }).press('Enter')
  await page.locator('.queue-row').filter({ hasText: '讀不出來的信' }).press('Enter')
  await page.getByRole('heading', { name: '讀不出來的信' }).waitFor(SOON)
  expect(await page.locator('.mail-preview').textContent()).toContain('讀不出內容')
  await page.locator('.mail-preview').getByText('差勤刷卡時間不對。').waitFor(SOON)
  await page.getByRole('button', { name: '再試一次' }).press('Enter')
  await page.getByRole('link', { name: /^開啟案件 115-/ }).press('Enter')
  await page.getByRole('heading', { name: '讀不出來的信' }).waitFor(SOON)
  await page.getByText('差勤刷卡時間不對。').first().waitFor(SOON)

  const kept = await (await product.db())
    .selectFrom('receivedMails')
    .select(['outcome', 'caseId'])
    .orderBy('storedAt')
    .execute()
  expect(kept.map(({ outcome }) => outcome)).toEqual(['case', 'follow-up', 'case', 'case'])
  expect(kept[1]?.caseId).toBe(kept[0]?.caseId)
  expect(faults).toEqual([])
}, 240_000)
