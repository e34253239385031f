import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type { Page } from 'playwright-core'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import type { Id } from '../../server/platform/values.ts'
import { openBrowser, signIn, visitor } from '../support/browser.ts'
import { databaseUrlOf } from '../support/embedded-url.ts'
import { LINE, writeThread } from '../support/long-thread.ts'
import { freePort, startPart } from '../support/parts.ts'
import { person } from '../support/person.ts'
import { type Bench, median } from './figure.ts'

const MESSAGES = 1000
const LARGE_BYTES = 10 * 1024 * 1024
const ROUNDS = 5
const LIMIT_S = 1
const PATIENCE = { timeout: 30_000 }

/** A case of 1,000 messages, and a mail of 10 MB, from the press that opens it until it can be read, in Chromium. */
export const mailOpen: Bench = {
  name: 'mail.open',
  async measure(say) {
    const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-bench-'))
    const port = await freePort()
    const server = await startPart('server', { DATA_DIR: dataDir, MAIL_IN_LISTEN: `127.0.0.1:${port}` })
    const db = openDatabase({ url: await databaseUrlOf(dataDir) })
    const browser = await openBrowser()
    try {
      const user = await person(server.url, 'user1')
      const file = async (description: string) => {
        const { body } = await user.ask('POST', '/cases', { systemId: 1, description })
        return body as { id: Id<'case'>; number: string }
      }
      const thread = await file('一千則訊息的案件')
      const newest = await writeThread(db, thread.id, MESSAGES)
      const large = await sendLarge(db, port)
      say('a thread of 1,000 messages and a mail of 10 MB written')

      const { page, faults } = await visitor(browser, server.url)
      await signIn(page, 'agent2', DEMONSTRATION_PASSWORD, '/desk/q/all')
      const times = { thread: [] as number[], large: [] as number[], earlier: [] as number[] }
      for (let round = 0; round < ROUNDS; round++) {
        times.thread.push(await openThread(page, thread.number, newest))
        times.earlier.push(await showEarlier(page))
        times.large.push(await openLarge(page, large))
        say(`round ${round + 1}: ${times.thread.at(-1)} s, ${times.large.at(-1)} s`)
      }
      if (faults.length > 0) throw new Error(faults.join('\n'))
      const [ofThread, ofLarge] = [median(times.thread), median(times.large)]
      return [
        { name: 'mail.open', value: Math.max(ofThread, ofLarge), unit: 's', limit: LIMIT_S, better: 'lower' },
        { name: 'mail.open.thread', value: ofThread, unit: 's' },
        { name: 'mail.open.thread.earlier', value: median(times.earlier), unit: 's' },
        { name: 'mail.open.large', value: ofLarge, unit: 's' },
      ]
    } finally {
      await browser.close()
      await db.destroy()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

/**
 * A mail of 10 MB of words, by SMTP as any other. What is longer than a page can show comes along as a file.
 * @returns the number of its case
 */
async function sendLarge(db: Db, port: number): Promise<string> {
  const subject = '一封十百萬位元組的信'
  const text = LINE.repeat(Math.floor(LARGE_BYTES / Buffer.byteLength(LINE)))
  const transport = createTransport({ host: '127.0.0.1', port })
  await transport.sendMail({
    from: 'wang@agency.example',
    to: 'service@onewindow.example',
    subject,
    text,
    textEncoding: 'base64',
  })
  for (;;) {
    const found = await db
      .selectFrom('cases')
      .select('number')
      .where('title', '=', subject)
      .executeTakeFirst()
    if (found) return found.number
    await wait(100)
  }
}

/** Seconds until what was asked for has been painted. */
async function seconds(page: Page, what: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await what()
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))')
  return (performance.now() - began) / 1000
}

/** From the list, with nothing of the case kept: as on the first visit of the day. */
async function openThread(page: Page, number: string, newest: string) {
  await page.goto('/desk/q/all')
  const row = page.locator(`[data-number="${number}"]`)
  await row.waitFor(PATIENCE)
  await page.waitForLoadState('networkidle')
  return seconds(page, async () => {
    await row.press('Enter')
    await page.locator('.entry').filter({ hasText: newest }).last().waitFor(PATIENCE)
  })
}

async function showEarlier(page: Page) {
  const before = await page.locator('.entry').count()
  return seconds(page, async () => {
    await page.locator('.timeline-more button').press('Enter')
    await page.locator('.entry').nth(before).waitFor(PATIENCE)
  })
}

async function openLarge(page: Page, number: string) {
  await page.goto(`/desk/q/all/${number}`)
  const whole = page.locator('.entry').last().getByRole('button', { name: '看整封信' })
  await whole.waitFor(PATIENCE)
  await page.waitForLoadState('networkidle')
  return seconds(page, async () => {
    await whole.press('Enter')
    // The beginning is in sight, and the end is there to be scrolled to.
    await page.locator('.mail-text > p').first().waitFor(PATIENCE)
    await page.locator('.mail-text > p:last-child').waitFor({ state: 'attached', ...PATIENCE })
  })
}
