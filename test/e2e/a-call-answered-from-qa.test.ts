import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { accessibilityFaults, openBrowser, signIn, visitor } from '../support/browser.ts'
import { compose } from '../support/composition.ts'
import { personOf } from '../support/demonstration-accounts.ts'
import { beReady } from '../support/desk.ts'
import { picture } from '../support/picture.ts'
import { type Product, startProduct } from '../support/product.ts'
import { makeExpert } from '../support/skilled.ts'

const SOON = { timeout: 20_000 }

let browser: Browser
let product: Product
beforeAll(async () => {
  ;[browser, product] = await Promise.all([openBrowser(), startProduct('embedded')])
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
})

test('An agent who answers a call finds the answer by a slip of the pen, puts it into the reply, and the case keeps which version it was', async () => {
  const db = await product.db()
  await makeExpert(db, await personOf(db, 'agent1'))
  const { page, faults } = await visitor(browser, product.at(0))
  await signIn(page, 'agent1', DEMONSTRATION_PASSWORD, '/desk')
  await page.getByText('pbx-a、pbx-b 皆已註冊').first().waitFor(SOON)
  await beReady(page)
  const { page: telephone } = await visitor(browser, product.at(0))
  await telephone.goto('/demo/phone')
  await telephone.getByRole('button', { name: '撥號' }).click()
  await telephone.getByRole('log').getByText('WebHR').first().waitFor(SOON)
  await telephone.keyboard.press('1')
  const card = page.getByRole('region', { name: '來電' })
  await card.getByText('模擬').first().waitFor(SOON)
  await card.getByRole('button', { name: /^接聽/ }).click()
  await page.waitForURL(/115-\d{6}/, SOON)

  const reply = page.getByRole('textbox', { name: /的回覆$/ })
  await reply.waitFor(SOON)
  await page.keyboard.press('Alt+KeyK')
  const panel = page.getByRole('group', { name: '問答', exact: true })
  const search = panel.getByRole('searchbox')
  await expect
    .poll(() => search.evaluate((field) => field === field.ownerDocument.activeElement), SOON)
    .toBe(true)
  const asked: string[] = []
  page.on('request', (request) => {
    if (/\/knowledge\?/.test(request.url())) asked.push(decodeURIComponent(request.url()))
  })
  // 「簽核」 by ear.
  await compose(page, ['ㄑ', 'ㄑㄧㄥ', 'ㄑㄧㄥˇ'], '請假單送出沒有簽合人')
  const found = panel.getByRole('button', { name: '差勤系統請假單送出後沒有簽核人' })
  await found.waitFor(SOON)
  expect(asked.filter((url) => /[ㄅ-ㄩ]/.test(url))).toEqual([])
  // What was announced of the button that answered refers to it for some seconds.
  await expect.poll(() => accessibilityFaults(page), SOON).toEqual([])
  await search.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('KeyT')
  await expect.poll(() => reply.inputValue(), SOON).toContain('指定主管或代理人')
  await picture(page, 'knowledge')

  const used = await db
    .selectFrom('knowledgeUses')
    .innerJoin('knowledgeVersions', 'knowledgeVersions.id', 'knowledgeUses.versionId')
    .innerJoin('cases', 'cases.id', 'knowledgeUses.caseId')
    .select(['way', 'n', 'state', 'channel'])
    .execute()
  expect(used).toEqual([{ way: 'text', n: 1, state: 'live', channel: 'phone' }])
  await vi.waitFor(async () => expect(await panel.textContent()).toContain('第 1 版'), SOON)
  expect(faults).toEqual([])
}, 120_000)
