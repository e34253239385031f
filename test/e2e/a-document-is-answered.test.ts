import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { accessibilityFaults, openBrowser, signIn, visitor } from '../support/browser.ts'
import { diText, inBig5 } from '../support/documents/di.ts'
import { faxTiff } from '../support/fax-tiff.ts'
import { type Product, startProduct } from '../support/product.ts'
import { SAMPLES } from '../support/samples/files.ts'

const SOON = { timeout: 30_000 }

let browser: Browser
let product: Product
let watched: string
beforeAll(async () => {
  watched = await mkdtemp(join(tmpdir(), 'onewindow-documents-'))
  browser = await openBrowser()
  product = await startProduct('embedded', { DOCUMENTS_DIR: watched })
})
afterAll(async () => {
  await browser.close()
  await product?.close()
  await rm(watched, { recursive: true, force: true })
})

test('a document laid into the folder becomes a case and is answered: letter drafted, number recorded', async () => {
  await mkdir(join(watched, '1150004321'))
  await writeFile(
    join(watched, '1150004321', '1150004321.di'),
    inBig5(
      diText({
        encoding: 'Big5',
        serial: '0004321',
        sender: '臺北市政府人事處',
        subject: '函詢差勤系統匯出清冊姓名顯示異常',
        attachments: ['清冊.pdf'],
      }),
    ),
  )
  await writeFile(join(watched, '1150004321', '清冊.pdf'), SAMPLES.pdf)

  const agent = await visitor(browser, product.at(0))
  const { page } = agent
  await signIn(page, 'agent1', DEMONSTRATION_PASSWORD, '/desk/documents?show=unanswered')
  await vi.waitFor(async () => expect(await readdir(watched)).toEqual(['done']), SOON)
  await page.reload()
  const row = page.getByRole('row', { name: /函詢差勤系統匯出清冊姓名顯示異常/ })
  await row.waitFor(SOON)
  expect(await row.innerText()).toContain('總處資字第1150004321號')
  expect(await accessibilityFaults(page)).toEqual([])
  await row.getByRole('link').click()

  const card = page.getByRole('region', { name: '公文資料' })
  await card.getByText('總處資字第1150004321號').waitFor(SOON)
  expect(await card.innerText()).toContain('尚未登錄復文')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    card.getByRole('link', { name: /下載復文稿/ }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const letter = unzipSync(Buffer.concat(chunks))
  expect(Buffer.from(letter['content.xml']!).toString()).toContain('總處資字第1150004321號')

  await card.getByRole('button', { name: '登錄復文' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/復文文號/).fill('總處資字第1150005678號')
  await dialog.getByLabel(/復文日期/).fill('115.11.25')
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: /^登錄/ }).click()
  await card.getByText('總處資字第1150005678號').waitFor(SOON)
  await page
    .getByText(/復文：總處資字第1150005678號|復文.*總處資字第1150005678號（115.11.25）/)
    .first()
    .waitFor(SOON)
  expect(await card.innerText()).not.toContain('尚未登錄復文')
  expect(agent.faults).toEqual([])
}, 120_000)

test('a document that cannot be read is completed on screen and becomes a case', async () => {
  const { page, faults } = await visitor(browser, product.at(0))
  await signIn(page, 'agent2', DEMONSTRATION_PASSWORD, '/desk/documents')
  await page.getByRole('button', { name: '收文' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles({
    name: '毀損.di',
    mimeType: 'application/xml',
    buffer: Buffer.from(diText({ serial: '0007654' }).slice(0, 500)),
  })
  await dialog.getByText('已上傳').waitFor(SOON)
  await dialog.getByRole('button', { name: /收文立案/ }).click()
  await dialog.waitFor({ state: 'hidden', ...SOON })
  const row = page.getByRole('row', { name: /毀損\.di/ })
  await row.getByRole('button', { name: /補正/ }).click()
  const completing = page.getByRole('dialog')
  await completing.getByText('公文檔的結構不完整').waitFor(SOON)
  await completing.getByLabel('發文字號').fill('府人字第1150007654號')
  await completing.getByLabel('發文機關').fill('臺北市政府人事處')
  await completing.getByLabel('主旨').fill('函詢退撫試算')
  await completing.getByRole('button', { name: /重新收文/ }).click()
  await page.getByText(/已立案，掛號/).waitFor(SOON)
  expect(faults).toEqual([])
}, 120_000)

test('a fax is read on screen: pages one below another, turned and enlarged by keys', async () => {
  const { page, faults } = await visitor(browser, product.at(0))
  await signIn(page, 'agent1', DEMONSTRATION_PASSWORD, '/desk')
  const fax = faxTiff([
    { lines: 1100, yDensity: 98 },
    { lines: 2200, yDensity: 196 },
  ])
  const number = await page.evaluate(
    async (bytes) => {
      const tus = { 'tus-resumable': '1.0.0' }
      const made = await fetch('/api/uploads', {
        method: 'POST',
        headers: {
          ...tus,
          'upload-length': String(bytes.length),
          'upload-metadata': `filename ${btoa('fax.tif')}`,
        },
      })
      const place = made.headers.get('location')!
      await fetch(place, {
        method: 'PATCH',
        headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
        body: new Uint8Array(bytes),
      })
      const filed = await fetch('/api/walk-ins', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          channel: 'fax',
          systemId: 1,
          description: '傳真：02-2397-9298（2 頁）',
          name: '傳真 02-2397-9298',
          fileIds: [place.split('/').at(-1)],
        }),
      })
      return ((await filed.json()) as { number: string }).number
    },
    [...fax],
  )
  await page.goto(`/desk/q/all/${number}`)
  const pages = page.getByRole('region', { name: 'fax.tif 的頁面' })
  await pages.waitFor(SOON)
  const first = pages.getByRole('img', { name: '第 1 頁，共 2 頁' })
  await vi.waitFor(
    async () => expect(await first.evaluate((img: { naturalWidth: number }) => img.naturalWidth)).toBe(1728),
    SOON,
  )
  expect(await accessibilityFaults(page)).toEqual([])
  const shape = async () => {
    const box = (await pages.locator('figure').first().boundingBox())!
    return { width: box.width, isUpright: box.height > box.width }
  }
  const upright = await shape()
  expect(upright.isUpright).toBe(true)
  await pages.focus()
  await page.keyboard.press('r')
  await vi.waitFor(async () => expect((await shape()).isUpright).toBe(false), SOON)
  await page.keyboard.press('0')
  await page.keyboard.press('=')
  await vi.waitFor(async () => expect((await shape()).width).toBeGreaterThan(upright.width * 1.2), SOON)
  expect(faults).toEqual([])
}, 120_000)
