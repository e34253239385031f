import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { compose, openComposition } from '../support/composition.ts'
import { person } from '../support/person.ts'
import {
  answer,
  callAt,
  finish,
  openSimulatedDesk,
  popAt,
  type SimulatedDesk,
  SOON,
  wrapUpAt,
} from '../support/simulated-desk.ts'

const COLLEAGUE = '陳柏宇'

let desk: SimulatedDesk
let first: Page
let second: Page
const faults: string[][] = []
beforeAll(async () => {
  desk = await openSimulatedDesk()
  await desk.db.updateTable('voiceQueues').set({ wrapUpSeconds: 120 }).execute()
  const one = await desk.atDesk('agent1')
  const other = await desk.atDesk('agent2', '/desk', { isReady: false })
  ;[first, second] = [one.page, other.page]
  faults.push(one.faults, other.faults)
}, 120_000)
afterAll(() => desk?.close())

const nameOf = async (login: string) =>
  desk.db
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.personId')
    .select(['accounts.personId', 'people.name'])
    .where('login', '=', login)
    .executeTakeFirstOrThrow()

const transferTo = async (page: Page, button: RegExp, tab?: string) => {
  await callAt(page).getByRole('button', { name: '轉接' }).click()
  if (tab) await page.getByRole('tab', { name: tab }).click()
  await page.getByRole('dialog').getByRole('button', { name: button }).click(SOON)
}

test('A call that rings takes neither the focus nor a letter from who writes, and is handed on to a colleague', async () => {
  const user = await person(desk.product.at(0), 'user1')
  const agent = await person(desk.product.at(0), 'agent1')
  const { body } = await user.ask('POST', '/cases', { systemId: 1, description: '清冊匯出後姓名變成問號' })
  await agent.ask('POST', `/cases/${body.id}/claim`, { version: 1 })
  await first.goto(`/desk/q/mine/${body.number}`)
  const writing = first.getByRole('textbox', { name: /的回覆$/ })
  await writing.fill('您好，')
  await writing.press('End')
  await openComposition(first, ['ㄑ', 'ㄑㄧ', 'ㄑㄧㄥ'])

  const call = await desk.callsUp('0911000001')
  await popAt(first).waitFor(SOON)
  expect(await writing.and(first.locator(':focus')).count()).toBe(1)
  await compose(first, ['ㄑㄧㄥˇ'], '請')
  expect(await writing.inputValue()).toBe('您好，請')
  await answer(first)
  await call.hears('talk')
  // The case of the call is opened; what was written stays with its own.
  await first.waitForURL((url) => !url.pathname.endsWith(body.number))
  await first.goBack()
  await vi.waitFor(async () => expect(await writing.inputValue()).toBe('您好，請'), SOON)

  await desk.present('agent2', { presence: 'ready' })
  await transferTo(first, new RegExp(`^直接轉接：${COLLEAGUE}`))
  await answer(second)
  const { personId } = await nameOf('agent2')
  await vi.waitFor(async () => expect((await desk.latestFrom('0911000001'))?.agentId).toBe(personId), SOON)
  await wrapUpAt(first).waitFor(SOON)
  await call.hangUp()
  await finish(first)
  await finish(second)
  expect(await desk.until('0911000001', 'ended')).toMatchObject({ outcome: 'answered', endedBy: 'caller' })
}, 90_000)

test('A colleague is asked while the caller waits, then all three talk, then the colleague has the call', async () => {
  await desk.present('agent2', { presence: 'away' })
  const call = await desk.callsUp('0911000002')
  await answer(first)
  await desk.present('agent2', { presence: 'ready' })
  await transferTo(first, new RegExp(`^諮詢轉接：${COLLEAGUE}`))
  await second.getByRole('heading', { name: '同仁諮詢' }).waitFor(SOON)
  await answer(second)
  const asking = first.getByRole('region', { name: new RegExp(COLLEAGUE) })
  await asking.getByRole('button', { name: '三方通話' }).click(SOON)
  await vi.waitFor(async () => expect((await call.look()).talksWith).toHaveLength(2), SOON)
  await asking.getByText(/三方通話中/).waitFor(SOON)
  await asking.getByRole('button', { name: '完成轉接' }).click(SOON)
  await wrapUpAt(first).waitFor(SOON)
  await vi.waitFor(async () => expect((await call.look()).talksWith).toEqual(['702']), SOON)
  const { personId } = await nameOf('agent2')
  await vi.waitFor(async () => expect((await desk.latestFrom('0911000002'))?.agentId).toBe(personId), SOON)
  await callAt(second).getByRole('button', { name: '掛斷' }).click()
  await finish(first)
  await finish(second)
  await call.hangUp()
  expect(await desk.until('0911000002', 'ended')).toMatchObject({ outcome: 'answered' })
}, 90_000)

test('A call goes on to the second tier, who has the case then', async () => {
  await desk.present('agent2', { presence: 'away' })
  const call = await desk.callsUp('0911000003')
  await answer(first)
  const tier2 = await desk.atDesk('tier2a')
  await transferTo(first, /^轉入佇列：.*二線/, '佇列')
  await answer(tier2.page)
  await call.hears('talk')
  const { personId } = await nameOf('tier2a')
  const talking = await vi.waitFor(async () => {
    const found = await desk.latestFrom('0911000003')
    expect(found?.agentId).toBe(personId)
    return found!
  }, SOON)
  const { ownerId } = await desk.db
    .selectFrom('cases')
    .select('ownerId')
    .where('id', '=', talking.caseId!)
    .executeTakeFirstOrThrow()
  expect(ownerId).toBe(personId)
  await call.hangUp()
  await finish(first)
  await finish(tier2.page)
  expect(tier2.faults).toEqual([])
  await tier2.context.close()
}, 90_000)

test('A call fits every screen: one line above it on a telephone, words for a caller without a name, nothing over what sends', async () => {
  const call = await desk.callsUp('0911000005')
  await answer(first)
  await call.hears('talk')
  await first.getByRole('tab', { name: '回覆給 使用者' }).waitFor(SOON)
  await first.setViewportSize({ width: 360, height: 740 })
  const topOf = async (locator: ReturnType<Page['locator']>) => (await locator.boundingBox())?.y ?? Number.NaN
  const person = first.locator('.desk-person')
  expect(Math.abs((await topOf(person)) - (await topOf(first.locator('.presence-button'))))).toBeLessThan(10)
  await callAt(first).getByRole('button', { name: '掛斷' }).click()
  await wrapUpAt(first).waitFor(SOON)
  await first.setViewportSize({ width: 768, height: 1024 })
  await first.getByRole('button', { name: /^送出給 使用者/ }).click({ trial: true, ...SOON })
  await first.setViewportSize({ width: 1440, height: 900 })
  await finish(first)
  await call.hangUp()
}, 90_000)

test('A call is written up with a result that must be chosen, in more time if asked once, and a break comes after', async () => {
  const call = await desk.callsUp('0911000004')
  await answer(first)
  const presence = first.locator('.presence-button')
  await desk.present('agent1', { presence: 'break', reason: 'meal' })
  await vi.waitFor(async () => expect((await desk.latestFrom('0911000004'))?.state).toBe('talking'), SOON)
  await callAt(first).getByRole('button', { name: '掛斷' }).click()
  const panel = wrapUpAt(first)
  await panel.getByText('完成後開始休息。').waitFor(SOON)
  await panel.getByRole('button', { name: '完成' }).click()
  await panel.getByText('請先選處理結果，才能完成。').waitFor(SOON)
  await panel.getByRole('button', { name: '延長一次' }).click()
  await panel.getByRole('button', { name: '延長一次' }).waitFor({ state: 'detached', ...SOON })
  await panel.getByRole('textbox', { name: /^備註/ }).fill('已說明匯出步驟。')
  await finish(first)
  await presence.filter({ hasText: '休息' }).waitFor(SOON)
  const kept = await desk.db
    .selectFrom('wrapUps')
    .innerJoin('wrapUpCodes', 'wrapUpCodes.id', 'wrapUps.codeId')
    .innerJoin('calls', 'calls.id', 'wrapUps.callId')
    .select(['wrapUps.note', 'wrapUpCodes.isOn'])
    .where('calls.fromNumber', 'like', '%911000004')
    .execute()
  expect(kept).toEqual([{ note: '已說明匯出步驟。', isOn: true }])
  await call.hangUp()
  expect(faults.flat()).toEqual([])
}, 90_000)
