import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import type { Id } from '../../server/platform/values.ts'
import { accessibilityFaults, openBrowser, overflows, signIn, visitor } from '../support/browser.ts'
import { person } from '../support/person.ts'
import { type Product, startProduct } from '../support/product.ts'

const SOON = { timeout: 30_000 }

let browser: Browser
let product: Product
beforeAll(async () => {
  ;[browser, product] = await Promise.all([openBrowser(), startProduct('embedded')])
}, 90_000)
afterAll(async () => {
  await browser.close()
  await product.close()
})

/** What was announced of a button that is gone lingers some seconds without words. */
const LINGERING = '[data-live-announcer] [role=img]'

const isClean = async (page: Page, where: string) => {
  await vi.waitFor(async () => expect(await page.locator(LINGERING).count()).toBe(0), SOON)
  expect([where, await accessibilityFaults(page)]).toEqual([where, []])
  await page.setViewportSize({ width: 360, height: 740 })
  expect([where, await overflows(page)]).toEqual([where, false])
  await page.setViewportSize({ width: 1440, height: 900 })
}

/** Characters as Windows in Taiwan writes them. */
const BIG5: Record<string, number[]> = Object.fromEntries(
  [...'人員代碼姓名機關職稱離日期接任者王明科長林新來'].map((character) => [character, big5Of(character)]),
)

/** Node reads Big5 but does not write it: each pair of bytes is tried. */
function big5Of(wanted: string): number[] {
  const decoder = new TextDecoder('big5')
  for (let first = 0xa4; first <= 0xf9; first++)
    for (let second = 0x40; second <= 0xfe; second++)
      if (decoder.decode(Uint8Array.of(first, second)) === wanted) return [first, second]
  throw new Error(`not in Big5: ${wanted}`)
}
const inBig5 = (text: string) =>
  Buffer.from([...text].flatMap((character) => BIG5[character] ?? [character.charCodeAt(0)]))

test('a list in Big5 is previewed, mapped, checked and imported; a leaver’s case and account follow; it is undone', async () => {
  const db = await product.db()
  const { personId, personnelNo, agencyCode } = await db
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.personId')
    .innerJoin('agencies', 'agencies.id', 'people.agencyId')
    .select(['accounts.personId', 'personnelNo', 'agencies.code as agencyCode'])
    .where('login', '=', 'user2')
    .executeTakeFirstOrThrow()
  const user = await person(product.at(0), 'user2')
  const filed = await user.ask('POST', '/cases', { systemId: 1, description: '離職前還沒解決的問題' })
  const caseId: Id<'case'> = filed.body.id

  const { page, context, faults } = await visitor(browser, product.at(0))
  await signIn(page, 'admin', DEMONSTRATION_PASSWORD, '/admin/imports')
  await page.getByRole('heading', { name: '匯入資料', level: 2 }).waitFor(SOON)
  await isClean(page, 'the beginning')
  await page.getByRole('radio', { name: /人員/ }).check({ force: true })
  const table = [
    '人員代碼,姓名,機關代碼,職稱,離職日,XX',
    `NEW1,林新來,${agencyCode},科長,,`,
    `${personnelNo},,,,115/11/20,NEW1`,
    'BAD1,王明,ZZZZ,,,',
  ].join('\r\n')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '人員名冊.csv', mimeType: 'text/csv', buffer: inBig5(table) })
  const show = page.getByRole('button', { name: '預覽檔案' })
  await vi.waitFor(async () => expect(await show.isEnabled()).toBe(true), SOON)
  await show.click()

  // Recognised as Big5; read as UTF-8 it is not to be read, which the page says.
  const encoding = page.getByLabel('文字編碼')
  await encoding.waitFor(SOON)
  expect(await encoding.inputValue()).toBe('big5')
  const preview = page.getByRole('table', { name: '前五列' })
  expect(await preview.textContent()).toContain('林新來')
  await isClean(page, 'the preview')
  await encoding.selectOption('utf-8')
  await page.getByText('有些字讀不出來').waitFor(SOON)
  await encoding.selectOption('big5')
  await page.getByText('有些字讀不出來').waitFor({ state: 'detached', ...SOON })
  const sixth = page.getByLabel(/第 6 欄/)
  expect(await sixth.inputValue()).toBe('')
  await sixth.selectOption({ label: '接任者人員代碼' })
  await vi.waitFor(async () => expect(await sixth.inputValue()).toBe('successorNo'), SOON)

  await page.getByRole('button', { name: '檢查全部資料列' }).click()
  await page.getByRole('heading', { name: '檢查結果' }).waitFor(SOON)
  const checked = page.locator('main')
  expect(await checked.textContent()).toContain('離職的 1 人，未結案件 1 件')
  expect(await checked.textContent()).toContain('離職人員的帳號 1 個會停用')
  expect(await checked.textContent()).toContain('找不到機關代碼「ZZZZ」')
  await isClean(page, 'the result of the check')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /下載未匯入的資料列（CSV）/ }).click(),
  ])
  expect(download.suggestedFilename()).toBe('人員名冊_未匯入.csv')
  const failed = await readFile(await download.path(), 'utf8')
  expect(failed).toMatch(
    /^\uFEFF人員代碼,姓名,機關代碼,職稱,離職日,XX,未匯入的原因\r\nBAD1,王明,ZZZZ,,,,找不到機關代碼/,
  )

  await page.getByRole('button', { name: '開始匯入' }).click()
  const dialog = page.getByRole('alertdialog')
  expect(await dialog.textContent()).toContain('將新增 1 筆、更新 1 筆')
  await isClean(page, 'the question before it')
  await dialog.getByRole('button', { name: '開始匯入' }).click()
  await page.getByRole('heading', { name: '匯入結果' }).waitFor(SOON)
  expect(await page.locator('main').textContent()).toContain('案件異動 1 件、停用帳號 1 個')
  await isClean(page, 'the result')
  const requester = async () =>
    await db
      .selectFrom('cases')
      .innerJoin('people', 'people.id', 'cases.requesterId')
      .select(['people.personnelNo', 'requesterName'])
      .where('cases.id', '=', caseId)
      .executeTakeFirstOrThrow()
  expect(await requester()).toEqual({ personnelNo: 'NEW1', requesterName: '林新來' })
  expect((await user.ask('GET', '/my/cases')).status).toBe(401)

  await page.getByRole('button', { name: '復原這次匯入' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: '復原這次匯入' }).click()
  await page.getByRole('heading', { name: '復原結果' }).waitFor(SOON)
  expect(await page.locator('main').textContent()).toContain('已還原 1 筆、移除 1 筆、保留 0 筆')
  expect(await requester()).toMatchObject({ personnelNo })
  const again = await person(product.at(0), 'user2')
  expect((await again.ask('GET', '/my/cases')).status).toBe(200)
  expect(
    await db.selectFrom('people').select('id').where('personnelNo', 'in', ['NEW1', 'BAD1']).execute(),
  ).toEqual([])
  const lines = await db
    .selectFrom('timeline')
    .select('kind')
    .where('caseId', '=', caseId)
    .where('kind', '=', 'change')
    .where('actorId', '<>', personId)
    .execute()
  expect(lines).toHaveLength(2)
  expect(faults).toEqual([])
  await context.close()
}, 120_000)
