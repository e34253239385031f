import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { openBrowser, signIn, visitor } from '../support/browser.ts'
import { writeUp } from '../support/call-story.ts'
import { personOf } from '../support/demonstration-accounts.ts'
import { beReady } from '../support/desk.ts'
import { picture } from '../support/picture.ts'
import { type Product, startProduct } from '../support/product.ts'
import { makeExpert } from '../support/skilled.ts'

const SOON = { timeout: 20_000 }
/** A survey is for talks of so much and more. */
const LEAST_TALK_MS = 11_000

let browser: Browser
let product: Product
beforeAll(async () => {
  ;[browser, product] = await Promise.all([openBrowser(), startProduct('embedded')])
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await product?.close()
})

test('A visitor calls from the demonstration, an agent answers at the desk, and the visitor’s score reaches the case', async () => {
  const db = await product.db()
  await makeExpert(db, await personOf(db, 'agent1'))
  const { page, faults } = await visitor(browser, product.at(0))
  await signIn(page, 'agent1', DEMONSTRATION_PASSWORD, '/desk')
  await page.getByText('pbx-a、pbx-b 皆已註冊').first().waitFor(SOON)
  await beReady(page)

  const caller = await visitor(browser, product.at(0))
  const { page: telephone } = caller
  const latest = () => db.selectFrom('calls').selectAll().orderBy('arrivedAt', 'desc').executeTakeFirst()
  const until = (state: string) =>
    vi.waitFor(async () => {
      const call = await latest()
      expect(call?.state).toBe(state)
      return call!
    }, SOON)
  await telephone.goto('/demo/phone')
  await telephone.getByRole('button', { name: '撥號' }).click()
  const offered = await vi.waitFor(async () => {
    const call = await latest()
    expect(call?.caseId).toBeTruthy()
    return call!
  }, SOON)
  expect(offered).toMatchObject({ answeredAt: null, agentId: null })
  const heard = telephone.getByRole('log')
  await heard.getByText('WebHR').first().waitFor(SOON)
  await telephone.keyboard.press('1')

  const card = page.getByRole('region', { name: '來電' })
  await card.getByText('模擬').first().waitFor(SOON)
  await card.getByRole('button', { name: /^接聽/ }).click()
  const talking = await until('talking')
  expect(talking.caseId).toBe(offered.caseId)
  await vi.waitFor(
    () => expect(Date.now() - talking.answeredAt!.getTime()).toBeGreaterThan(LEAST_TALK_MS),
    SOON,
  )
  await picture(page, 'call')
  await page.getByRole('button', { name: '掛斷' }).first().click()
  await page.getByRole('region', { name: '後處理' }).waitFor(SOON)

  await heard.getByText('是否願意花十秒鐘').waitFor(SOON)
  await telephone.keyboard.press('1')
  await heard.getByText('請為這次服務評分').waitFor(SOON)
  await telephone.keyboard.press('5')
  await telephone.getByText('通話已結束').waitFor(SOON)
  expect(await until('ended')).toMatchObject({ outcome: 'answered', endedBy: 'agent' })

  await writeUp(page)
  await vi.waitFor(async () => {
    const survey = await db
      .selectFrom('surveys')
      .select(['agentId', 'systemId', 'score'])
      .where('caseId', '=', offered.caseId!)
      .execute()
    expect(survey).toEqual([{ agentId: talking.agentId, systemId: talking.systemId, score: 5 }])
  }, SOON)
  const { number } = await db
    .selectFrom('cases')
    .select('number')
    .where('id', '=', offered.caseId!)
    .executeTakeFirstOrThrow()
  await page.goto(`/desk/q/mine/${number}`)
  await page.getByText('5 分（滿分 5 分）').waitFor(SOON)
  expect(await db.selectFrom('cases').select('id').where('channel', '=', 'phone').execute()).toEqual([
    { id: offered.caseId },
  ])
  expect([...faults, ...caller.faults]).toEqual([])
}, 120_000)
