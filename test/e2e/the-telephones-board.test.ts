import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { signIn, visitor } from '../support/browser.ts'
import { picture } from '../support/picture.ts'
import {
  answer,
  callAt,
  openSimulatedDesk,
  type SimulatedDesk,
  SOON,
  wrapUpAt,
} from '../support/simulated-desk.ts'

const AGENT = '林以晴'
const ANNOUNCED = '差勤系統正在維修，預計今天下午恢復。'

let desk: SimulatedDesk
let agent: Page
let board: Page
const faults: string[][] = []
beforeAll(async () => {
  desk = await openSimulatedDesk()
  await desk.db.updateTable('voiceQueues').set({ wrapUpSeconds: 600 }).execute()
  const one = await desk.atDesk('agent1', '/desk', { isReady: false })
  const supervisor = await desk.atDesk('super1', '/board/calls', { isReady: false })
  ;[agent, board] = [one.page, supervisor.page]
  faults.push(one.faults, supervisor.faults)
}, 120_000)
afterAll(() => desk?.close())

const supervise = async (mode: RegExp) => {
  // By the keyboard: a pointer that rests where the last message appears keeps that there, and what lies under it.
  await board.getByRole('button', { name: `監聽 ${AGENT}` }).press('Enter', SOON)
  await board.getByRole('menuitem', { name: mode }).press('Enter', SOON)
  await board.getByRole('menu').waitFor({ state: 'detached', ...SOON })
}

test('A supervisor sees who waits, listens, whispers, joins and leaves, and is given no call of a caller', async () => {
  const call = await desk.callsUp('0911000101')
  const row = board.getByRole('row', { name: /0911-000-101/ })
  await row.getByText('等候').first().waitFor(SOON)
  expect(await desk.db.selectFrom('callOffers').selectAll().execute()).toEqual([])

  await desk.present('agent1', { presence: 'ready' })
  await answer(agent)
  await row.getByText('通話').waitFor(SOON)
  await picture(board, 'calls')
  await supervise(/^監聽/)
  await board.getByRole('region', { name: '督導通話' }).waitFor(SOON)
  await answer(board)
  const listeners = () =>
    desk.db
      .selectFrom('callLegs')
      .select('extension')
      .where('role', '=', 'supervisor')
      .where('establishedAt', 'is not', null)
      .where('endedAt', 'is', null)
      .execute()
  await vi.waitFor(async () => expect(await listeners()).toEqual([{ extension: '721' }]), SOON)
  expect((await call.look()).talksWith).toEqual(['701'])
  await supervise(/^耳語/)
  await callAt(agent).getByText('督導耳語中').waitFor(SOON)
  expect((await call.look()).talksWith).toEqual(['701'])
  await supervise(/^插話/)
  await vi.waitFor(async () => expect((await call.look()).talksWith.sort()).toEqual(['701', '721']), SOON)
  await supervise(/^離開通話/)
  await vi.waitFor(async () => expect((await call.look()).talksWith).toEqual(['701']), SOON)
  await callAt(board).waitFor({ state: 'detached', ...SOON })
  const logged = await desk.db
    .selectFrom('auditLog')
    .select('detail')
    .where('action', '=', 'call-supervised')
    .orderBy('at')
    .execute()
  expect(logged.map(({ detail }) => (detail as { mode: string }).mode)).toEqual([
    'listen',
    'whisper',
    'barge',
    'off',
  ])
  expect(new URL(board.url()).pathname).toBe('/board/calls')
  await call.hangUp()
}, 60_000)

test('A supervisor frees an agent whose state is stuck', async () => {
  await wrapUpAt(agent).waitFor(SOON)
  await board.getByRole('button', { name: `解除卡住的狀態 ${AGENT}` }).click(SOON)
  await board.getByRole('dialog').getByRole('button', { name: '解除' }).click(SOON)
  await wrapUpAt(agent).waitFor({ state: 'detached', ...SOON })
  await board
    .getByRole('row', { name: new RegExp(`^${AGENT}`) })
    .getByText('可接聽')
    .waitFor(SOON)
  expect(faults.flat()).toEqual([])
}, 60_000)

test('By what the telephone goes is changed on its page, read back, and heard by callers', async () => {
  const { page, faults } = await visitor(desk.browser, desk.product.at(0))
  await signIn(page, 'super1', DEMONSTRATION_PASSWORD, '/admin/calls')
  const part = (name: string) =>
    page.locator('.call-part').filter({ has: page.getByRole('heading', { name, exact: true }) })
  const saved = async () => {
    await page.getByText('已儲存，幾秒內生效').first().waitFor(SOON)
    await page.reload()
    await part('服務號碼').waitFor(SOON)
  }
  const queue = part('佇列與後處理').getByRole('group').first()
  await queue.getByLabel('後處理秒數').fill('90')
  await queue.getByRole('button', { name: /^儲存/ }).click()
  await saved()
  expect(await queue.getByLabel('後處理秒數').inputValue()).toBe('90')

  const general = part('等候、回電與撥出')
  await general.getByLabel('錄音保存天數').fill('400')
  await general.getByRole('button', { name: '儲存' }).click()
  await saved()
  expect(await general.getByLabel('錄音保存天數').inputValue()).toBe('400')

  const codes = part('後處理代碼')
  await codes.getByLabel('代碼 1', { exact: true }).fill('教學說明')
  await codes.getByRole('button', { name: '儲存' }).click()
  await saved()
  expect(await codes.getByLabel('代碼 1', { exact: true }).inputValue()).toBe('教學說明')

  await part('服務號碼').getByRole('button', { name: '編輯 0255509002' }).click()
  await page.getByRole('dialog').getByLabel('名稱').fill('英語專線')
  await page.getByRole('dialog').getByRole('button', { name: '儲存' }).click()
  await part('服務號碼').getByText('英語專線').waitFor(SOON)

  await part('語音公告').getByRole('button', { name: '新增公告' }).click()
  await page.getByRole('dialog').getByLabel('內容').fill(ANNOUNCED)
  await page.getByRole('dialog').getByRole('button', { name: '儲存' }).click()
  await part('語音公告').getByText(ANNOUNCED).waitFor(SOON)
  const prompt = page.getByRole('row', { name: /^您好，這裡是人事資訊系統客服中心/ }).first()
  await prompt.locator('input[type=file]').setInputFiles({
    name: '問候.wav',
    mimeType: 'audio/wav',
    buffer: silence(),
  })
  await prompt.getByText('自錄').waitFor(SOON)
  await page.reload()
  await prompt.getByText('自錄').waitFor(SOON)
  expect(faults).toEqual([])
  await page.context().close()

  await vi.waitFor(
    async () => {
      const call = await desk.dial('0911000102')
      try {
        await vi.waitFor(
          async () =>
            expect((await call.look()).captions.map(({ text }: { text: string }) => text)).toContain(
              ANNOUNCED,
            ),
          { timeout: 10_000 },
        )
      } finally {
        await call.hangUp()
      }
    },
    { timeout: 40_000 },
  )
}, 120_000)

/** Half a second of nothing: 8 kHz, one channel, 16 bits. */
function silence(): Buffer {
  const bytes = 8000
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + bytes, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(bytes, 40)
  return Buffer.concat([head, Buffer.alloc(bytes)])
}
