import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A microphone that hums, allowed without a question; sounds are played without a click. */
const MICROPHONE = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
]

type Own = {
  microphone?: boolean
  /** SHA-256 of a server's key, in base64: its certificate is taken, as where an authority of one's own is installed. */
  trusts?: string | undefined
}

/** Debian's Chromium, or the one named by TEST_CHROMIUM. */
export const openBrowser = ({ microphone = false, trusts }: Own = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['TEST_CHROMIUM'] || '/usr/bin/chromium',
    args: [
      ...QUIET,
      ...(microphone ? MICROPHONE : []),
      ...(trusts ? [`--ignore-certificate-errors-spki-list=${trusts}`] : []),
    ],
  })

type Visit = {
  width?: number
  height?: number
  javaScript?: boolean
  theme?: 'light' | 'dark'
  language?: string
}

/** A reader with a browser of their own (cookies, storage). Faults on their pages end the test. */
export async function visitor(
  browser: Browser,
  baseURL: string,
  { width = 1440, height = 900, javaScript = true, theme = 'light', language = 'zh-TW' }: Visit = {},
): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width, height },
    javaScriptEnabled: javaScript,
    colorScheme: theme,
    locale: language,
    timezoneId: 'Asia/Taipei',
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      faults.push(message.text())
  })
  return { context, page, faults }
}

/** Signs in through the page, as a person does. */
export async function signIn(page: Page, login: string, password: string, next = '/') {
  await page.goto(`/login?next=${encodeURIComponent(next)}`)
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill(password)
  await page.locator('form[action$="/login"] button[type=submit]').click()
  await page.waitForURL((url) => !url.pathname.endsWith('/login'))
}

type Violation = { id: string; nodes: { target: string[]; html: string; failureSummary: string }[] }

/** What fades in has not its colours yet; what moves for longer than a moment is as it is. */
const STANDS_STILL = `Promise.allSettled(document.getAnimations()
  .filter((one) => one.effect?.getComputedTiming().endTime < 2000).map((one) => one.finished)).then(() => {})`

/** What axe finds wrong with the page by WCAG 2.1 A and AA. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(STANDS_STILL)
  await page.evaluate(await readFile(AXE, 'utf8'))
  const violations = (await page.evaluate(`
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }).then((result) => result.violations)
  `)) as Violation[]
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} at ${node.html.slice(0, 160)}: ${node.failureSummary.split('\n')[1]?.trim()}`),
  )
}

/** Whether anything is wider than the window: WCAG 1.4.10 (reflow). */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
