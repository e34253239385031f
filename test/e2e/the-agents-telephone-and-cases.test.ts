import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
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

const FAX = '0255509099'
/** Nobody may dial abroad. */
const ABROAD = '+14155550100'

let desk: SimulatedDesk
let page: Page
beforeAll(async () => {
  desk = await openSimulatedDesk()
  await desk.db.updateTable('voiceQueues').set({ wrapUpSeconds: 300 }).execute()
  page = (await desk.atDesk('agent1')).page
}, 120_000)
afterAll(() => desk?.close())

const personOf = (login: string) =>
  desk.db
    .selectFrom('accounts')
    .innerJoin('people', 'people.id', 'accounts.personId')
    .select(['people.id', 'people.name'])
    .where('login', '=', login)
    .executeTakeFirstOrThrow()

const knownBy = async (login: string, e164: string) =>
  desk.db
    .insertInto('personPhones')
    .values({ personId: (await personOf(login)).id, e164, extension: '' })
    .execute()

const asked = async (description: string) => {
  const user = await person(desk.product.at(0), 'user1')
  const { body } = await user.ask('POST', '/cases', { systemId: 1, description })
  return body as { id: string; number: string }
}

const caseOf = (id: string) =>
  desk.db
    .selectFrom('cases')
    .select(['number', 'ownerId', 'status', 'requesterId'])
    .where('id', '=', id as never)
    .executeTakeFirstOrThrow()

async function offersToCallBackSoon() {
  const supervisor = await person(desk.product.at(0), 'super1')
  const { body } = await supervisor.ask('GET', '/call-settings')
  const soon = { ...body.general, informEverySeconds: 10, offerCallBackAfterSeconds: 5 }
  expect((await supervisor.ask('PUT', '/call-settings/general', soon)).status).toBe(200)
}

test('A call is added to the open case of its caller, and whoever talks has it', async () => {
  await knownBy('user1', '+886911000201')
  const old = await asked('差勤系統補休送不出去')
  const call = await desk.callsUp('0911000201')
  await popAt(page)
    .getByRole('button', { name: `併入此案件 ${old.number}` })
    .waitFor(SOON)
  const opened = (await desk.latestFrom('0911000201'))!.caseId!
  await popAt(page)
    .getByRole('button', { name: `併入此案件 ${old.number}` })
    .click()
  await page.getByText(`這通電話已併入案件 ${old.number}。`).waitFor(SOON)
  await answer(page)
  await desk.until('0911000201', 'talking')
  const agent = await personOf('agent1')
  await vi.waitFor(async () => expect((await caseOf(old.id)).ownerId).toBe(agent.id), SOON)
  expect((await caseOf(opened)).status).toBe('withdrawn')
  await call.hangUp()
  await finish(page)
}, 90_000)

test('Of several people with one number the agent says who calls, or looks for somebody else', async () => {
  await knownBy('user1', '+886911000202')
  await knownBy('user2', '+886911000202')
  const [one, other] = [await personOf('user1'), await personOf('user3')]
  const call = await desk.callsUp('0911000202')
  await popAt(page).getByText('可能是').waitFor(SOON)
  await answer(page)
  await page
    .getByRole('button', { name: `是這位：${one.name}` })
    .first()
    .click(SOON)
  const talking = await desk.until('0911000202', 'talking')
  await vi.waitFor(async () => expect((await caseOf(talking.caseId!)).requesterId).toBe(one.id), SOON)
  await page.getByRole('button', { name: '這是誰' }).first().click(SOON)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: /^來電者/ }).fill(other.name)
  await page.getByRole('option').filter({ hasText: other.name }).first().click(SOON)
  await dialog.getByRole('button', { name: '確定來電者' }).click()
  await vi.waitFor(async () => expect((await caseOf(talking.caseId!)).requesterId).toBe(other.id), SOON)
  await call.hangUp()
  await finish(page)
}, 90_000)

test('Whoever asks to be called back while waiting is called by an agent, in their turn', async () => {
  await desk.present('agent1', { presence: 'away' })
  await offersToCallBackSoon()
  const call = await desk.callsUp('0911000203')
  await vi.waitFor(
    async () => {
      await call.press('1')
      expect(await desk.db.selectFrom('callbacks').select('kind').execute()).toEqual([{ kind: 'asked' }])
    },
    { timeout: 90_000, interval: 2000 },
  )
  await call.hangUp()
  await page.goto('/desk/calls?show=callbacks')
  await page.getByText('來電者要求回電').waitFor(SOON)
  await page
    .getByRole('button', { name: /^立即回撥/ })
    .first()
    .click(SOON)
  await page.getByRole('dialog').getByRole('button', { name: '撥打' }).click(SOON)
  await callAt(page).waitFor(SOON)
  await vi.waitFor(
    async () =>
      expect(
        await desk.db
          .selectFrom('calls')
          .select(['direction', 'toNumber'])
          .where('direction', '=', 'out')
          .execute(),
      ).toMatchObject([{ toNumber: expect.stringContaining('911000203') }]),
    SOON,
  )
  await callAt(page).getByRole('button', { name: '掛斷' }).click(SOON)
  await wrapUpAt(page).waitFor(SOON)
  await finish(page)
}, 150_000)

test('A number of a case that may not be dialled is refused with the reason', async () => {
  const { id, number } = await asked('請回電')
  await desk.db
    .updateTable('cases')
    .set({ requesterPhone: ABROAD })
    .where('id', '=', id as never)
    .execute()
  await page.goto(`/desk/q/all/${number}`)
  await page.getByRole('button', { name: /^撥打/ }).first().click(SOON)
  await page.getByRole('dialog').getByRole('button', { name: '撥打' }).click(SOON)
  await page.getByRole('dialog').getByText('這個號碼不在可撥打的範圍內，未撥出。').waitFor(SOON)
  await page.keyboard.press('Escape')
}, 90_000)

test('A fax is shown page by page on its case', async () => {
  const anybody = await person(desk.product.at(0))
  await anybody.ask('POST', '/demonstration/telephone/calls', {
    ...{ from: '0492332121', to: FAX, channel: 'phone' },
    ...{ faxPages: 2, station: 'NANTOU HR' },
  })
  const fax = await vi.waitFor(
    async () => {
      const found = await desk.db.selectFrom('faxes').selectAll().executeTakeFirst()
      expect(found?.state).toBe('stored')
      return found!
    },
    { timeout: 40_000 },
  )
  const { number } = await caseOf(fax.caseId!)
  await page.goto(`/desk/q/all/${number}`)
  await page
    .getByText(/NANTOU HR/)
    .first()
    .waitFor(SOON)
  await page.getByRole('button', { name: /^檢視頁面：傳真/ }).click(SOON)
  for (const n of [1, 2]) await page.getByRole('img', { name: `第 ${n} 頁，共 2 頁` }).waitFor(SOON)
  await page.keyboard.press('Escape')
}, 90_000)
