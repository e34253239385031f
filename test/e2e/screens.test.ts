import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { newId } from '../../server/platform/values.ts'
import { accessibilityFaults, openBrowser, overflows, signIn, visitor } from '../support/browser.ts'
import { openMailbox } from '../support/came-by-mail.ts'
import { accessKey, compose, imeEnter, openComposition, safariImeEnter } from '../support/composition.ts'
import { layMail } from '../support/laid-mails.ts'
import { person } from '../support/person.ts'
import { type Product, sendAtOnce, startProduct } from '../support/product.ts'

const SIZES = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 740 },
]
const HOUR_MS = 3_600_000
const THEMES = ['light', 'dark'] as const
/** Colours on their way from one theme to the other are nobody's fault. */
const AT_REST = `new Promise(requestAnimationFrame)
  .then(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))`

let browser: Browser
let product: Product
let number: string
let survey: string
let mail: string
beforeAll(async () => {
  ;[browser, product] = await Promise.all([openBrowser(), startProduct('embedded')])
  await sendAtOnce(product)
  const user = await person(product.at(0), 'user1')
  const agent = await person(product.at(0), 'agent2')
  for (const description of ['匯出清冊後姓名變成問號', '自然人憑證登入後回到首頁', '表單列印少一頁']) {
    const { body } = await user.ask('POST', '/cases', { systemId: 1, description })
    number = body.number
    const claimed = await agent.ask('POST', `/cases/${body.id}/claim`, { version: 1 })
    const answered = await agent.ask('POST', `/cases/${body.id}/replies`, {
      version: claimed.body.version,
      text: '請改用 ODS 匯出，再重新下載一次。',
      outcome: description.startsWith('匯') ? 'answered' : 'stay',
    })
    expect(answered.status).toBe(201)
    await agent.ask('POST', `/cases/${body.id}/notes`, { text: '疑似 Big5 匯出。' })
  }
  const { body } = await user.ask('GET', '/my/cases')
  const answered = body.cases.find(({ status }: { status: string }) => status === 'answered')
  const progress = await user.ask('POST', `/progress/${answered.number}`, {})
  survey = `/surveys/${progress.body.surveyToken}`
  await person(product.at(0)).then((rater) => rater.ask('POST', survey, { score: 1, comment: '還是不行。' }))
  for (const description of ['還在等候的案件', '另一件還在等候的案件'])
    await user.ask('POST', '/cases', { systemId: 1, description })
  mail = await layMails(await product.db(), number)
}, 90_000)
afterAll(async () => {
  await browser.close()
  await product.close()
})

/** Mail on a case and mail that waits, with everything that may be noticeable about it. @returns one that waits */
async function layMails(db: Db, number: string) {
  const { id: caseId, version } = await db
    .selectFrom('cases')
    .select(['id', 'version'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  const { id: mailboxId } = await openMailbox(db)
  const marks = ['changed-subject', 'sender-not-proved', 'held', 'bounce', 'automatic']
  const text = '附上畫面，請協助。\n'.repeat(200)
  const html = '<p>附上畫面，請協助。</p>'
  const onCase = { mailboxId, outcome: 'follow-up', caseId, marks, text, html, quoted: '> 先前的信' } as const
  const mailId = await layMail(db, onCase)
  const body = { text, mailId, marks, folded: true, cut: true }
  await db
    .insertInto('timeline')
    .values({
      id: newId(),
      caseId,
      seq: 500,
      version: version + 1,
      kind: 'message-in',
      at: new Date(),
      actorId: null,
      origin: 'mail',
      body: JSON.stringify(body),
    })
    .execute()
  for (const reason of ['unreadable', 'too-many', 'automatic'])
    await layMail(db, { mailboxId, reason, marks })
  const hour = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS)
  const counts = { stored: 9, cases: 5, followUps: 2, quarantined: 1, refused: 0, waiting: 0 }
  await db
    .insertInto('mailBooks')
    .values({ mailboxId, hour, onServer: 10, ...counts, checkedAt: new Date() })
    .execute()
  return layMail(db, { mailboxId, reason: 'loop', html, quoted: '> 先前的信' })
}

/** Every width and theme of a page that is open: no accessibility faults, nothing wider than the window. */
async function faultsOf(page: Page, where: string): Promise<string[]> {
  const faults: string[] = []
  for (const size of SIZES) {
    await page.setViewportSize(size)
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.evaluate(AT_REST)
      const at = `${where} at ${size.width} px, ${colorScheme}`
      for (const fault of await accessibilityFaults(page)) faults.push(`${at}: ${fault}`)
    }
    if (await overflows(page)) faults.push(`${where} at ${size.width} px: wider than the window`)
  }
  await page.setViewportSize({ width: 320, height: 640 })
  if (await overflows(page)) faults.push(`${where} at 320 px: wider than the window`)
  return faults
}

async function walk(
  login: string | undefined,
  paths: (() => string)[],
  settled: (page: Page) => Promise<unknown>,
) {
  const { page, context, faults } = await visitor(browser, product.at(0))
  if (login) await signIn(page, login, DEMONSTRATION_PASSWORD)
  const wrong: string[] = []
  for (const path of paths) {
    await page.setViewportSize(SIZES[0]!)
    await page.goto(path())
    await settled(page)
    if ((await page.locator('h1').count()) !== 1) wrong.push(`${path()}: not one h1`)
    if (!/ ?[｜|] ?/.test(await page.title())) wrong.push(`${path()}: its title does not name it`)
    wrong.push(...(await faultsOf(page, path())))
  }
  await end(context)
  return [...wrong, ...faults]
}

const end = (context: BrowserContext) => context.close()
const loaded = (page: Page) => page.waitForLoadState('networkidle')
const deskLoaded = async (page: Page) => {
  await page.locator('.desk-connection[data-state=online]').waitFor({ timeout: 20_000 })
  await page.waitForLoadState('networkidle')
  await page.locator('[aria-busy=true], .ui-skeleton').first().waitFor({ state: 'detached', timeout: 10_000 })
}

describe('every screen passes WCAG 2.1 A and AA at 360, 768 and 1440 px in both themes, and reflows', () => {
  test('the portal, signed out', async () => {
    const paths = [
      '/',
      '/cases/new',
      '/track',
      '/login',
      '/service-commitment',
      '/sitemap',
      '/accessibility',
      '/privacy',
    ]
    const found = await walk(
      undefined,
      [...paths, '/nowhere', '/en', '/en/cases/new']
        .map((path) => () => path)
        .concat(
          () => survey,
          () => `/cases/${number}`,
        ),
      loaded,
    )
    expect(found).toEqual([])
  }, 120_000)

  test('the Q&A of the desk, for an editor', async () => {
    const found = await walk(
      'editor1',
      [
        '/desk/kb?list=overdue',
        '/desk/kb/new',
        '/desk/kb/Q000028',
        '/desk/kb/Q000028/edit',
        '/en/desk/kb',
      ].map((path) => () => path),
      deskLoaded,
    )
    expect(found).toEqual([])
  }, 120_000)

  test('the portal, signed in', async () => {
    expect(
      await walk('user1', [() => '/', () => '/cases', () => '/cases/new', () => `/cases/${number}`], loaded),
    ).toEqual([])
  }, 90_000)

  test('the desk', async () => {
    const paths = [
      () => '/desk/q/mine',
      () => `/desk/q/mine/${number}`,
      () => '/desk/q/waiting',
      () => '/desk/new',
      () => `/desk/mails/${mail}`,
      () => '/desk/calls',
    ]
    expect(await walk('agent2', paths, deskLoaded)).toEqual([])
  }, 90_000)

  test('the board and the administration', async () => {
    expect(
      await walk(
        'super1',
        ['/board', '/board/call-backs', '/board/mail-books?different=true', '/board/calls'].map(
          (path) => () => path,
        ),
        deskLoaded,
      ),
    ).toEqual([])
    const tabs = ['accounts', 'roles', 'agents', 'queues', 'calls', 'mailboxes', 'mails', 'imports'].map(
      (tab) => () => `/admin/${tab}`,
    )
    expect(await walk('admin', tabs, deskLoaded)).toEqual([])
  }, 120_000)
})

describe('keyboard and input method', () => {
  test('Enter while composing chooses a word and sends nothing; afterwards the text is whole', async () => {
    const { page, context, faults } = await visitor(browser, product.at(0))
    await signIn(page, 'user1', DEMONSTRATION_PASSWORD, '/cases/new')
    await loaded(page)
    const system = page.getByRole('combobox', { name: /系統別/ })
    await system.focus()
    await openComposition(page, ['ㄔ', 'ㄔㄞ'])
    await imeEnter(page)
    expect(page.url()).toMatch(/\/cases\/new$/)
    await compose(page, ['ㄔㄞ', 'ㄔㄞˊ'], '差勤')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')

    const description = page.getByRole('textbox', { name: /問題描述/ })
    await description.focus()
    await compose(page, ['ㄅㄨ', 'ㄅㄨˇ'], '補休送不出去')
    await safariImeEnter(page)
    expect(await description.inputValue()).toBe('補休送不出去')
    const title = page.locator('input[name=title]')
    await title.focus()
    await openComposition(page, ['ㄅㄨ'])
    await imeEnter(page)
    expect(page.url()).toMatch(/\/cases\/new$/)
    expect(faults).toEqual([])
    await end(context)
  }, 60_000)

  test('the first Tab leads past the menu, and access keys reach the blocks of the page', async () => {
    const { page, context } = await visitor(browser, product.at(0))
    await page.goto('/')
    await loaded(page)
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toContain('跳到主要內容')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    await accessKey(page, 'b')
    await expect.poll(() => page.evaluate('location.hash')).toBe('#footer')
    const outline = await page.evaluate(
      "(document.querySelector('nav a').focus(), getComputedStyle(document.activeElement).outlineStyle)",
    )
    expect(outline).not.toBe('none')
    await end(context)
  })
})
