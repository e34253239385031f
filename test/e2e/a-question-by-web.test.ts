import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { accessibilityFaults, openBrowser, signIn, visitor } from '../support/browser.ts'
import { compose } from '../support/composition.ts'
import { beReady } from '../support/desk.ts'
import { picture } from '../support/picture.ts'
import { EDITIONS, type Product, startProduct } from '../support/product.ts'

const SOON = { timeout: 20_000 }

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const isClean = async (page: Page, where: string) =>
  expect([where, await accessibilityFaults(page)]).toEqual([where, []])

/** A system that somebody knows in 台北, and an agent at work in 南投 who does not know it. */
async function aSkillOfTheOtherSite(product: Product) {
  const rows = await (await product.db())
    .selectFrom('agentSkills')
    .innerJoin('agents', 'agents.personId', 'agentSkills.personId')
    .innerJoin('accounts', 'accounts.personId', 'agents.personId')
    .innerJoin('systems', 'systems.id', 'agentSkills.systemId')
    .select([
      'login',
      'siteId',
      'systemId',
      'systems.shortName',
      'systems.name as systemName',
      'agents.personId',
    ])
    .where('agents.tier', '=', 1)
    .execute()
  const inTaipei = rows.find(
    ({ siteId, systemId }) =>
      siteId === 'taipei' && !rows.some((other) => other.systemId === systemId && other.siteId === 'nantou'),
  )
  const unskilled = rows.find(({ siteId }) => siteId === 'nantou')
  if (!inTaipei || !unskilled) throw new Error('the demonstration lacks a skill that only one site has')
  return { skilled: inTaipei, unskilled }
}

describe.each(EDITIONS)('in the %s edition', (edition) => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct(edition)
  })
  afterAll(() => product?.close())

  test('a question by web reaches the skilled agent at the other site, is answered, surveyed and called back', async () => {
    const { skilled, unskilled } = await aSkillOfTheOtherSite(product)

    const nantou = await visitor(browser, product.at(0))
    await signIn(nantou.page, unskilled.login, DEMONSTRATION_PASSWORD, '/desk')
    await beReady(nantou.page)
    const taipei = await visitor(browser, product.at(1))
    await signIn(taipei.page, skilled.login, DEMONSTRATION_PASSWORD, '/desk')
    await beReady(taipei.page)

    const asker = await visitor(browser, product.at(0))
    await signIn(asker.page, 'user1', DEMONSTRATION_PASSWORD, '/cases/new')
    await isClean(asker.page, 'the form')
    await asker.page.getByRole('combobox', { name: /系統別/ }).fill(skilled.shortName)
    await asker.page.getByRole('option', { name: skilled.shortName }).first().click()
    const description = asker.page.getByRole('textbox', { name: /問題描述/ })
    await description.click()
    await compose(asker.page, ['ㄏㄨㄟ', 'ㄏㄨㄟˋ', '匯'], '匯出清冊後姓名變成問號')
    await description.press('Enter')
    await description.pressSequentially('「王𡍼」同仁在 Excel 變成問號。')
    await asker.page.getByRole('button', { name: '送出掛號' }).click()
    await asker.page.waitForURL(/\/cases\/115-\d{6}/)
    const number = /115-\d{6}/.exec(asker.page.url())?.[0] ?? ''
    await isClean(asker.page, 'the receipt')
    await asker.page.goto('/')
    if (edition === 'embedded') await picture(asker.page, 'portal')

    // The one who knows the system hears of it; the other one, just as ready, does not.
    const offer = taipei.page.getByRole('article').filter({ hasText: number })
    await offer.waitFor(SOON)
    expect(await nantou.page.getByRole('article').filter({ hasText: number }).count()).toBe(0)
    await taipei.page.keyboard.press('Alt+KeyA')
    await taipei.page.waitForURL(new RegExp(number), SOON)
    const answer = taipei.page.getByRole('textbox', { name: /的回覆$/ })
    await answer.fill('您好：請於「匯出格式」改選 ODS，再重新下載一次。')
    await isClean(taipei.page, 'the desk')
    // With the telephone, which is simulated there.
    if (edition === 'embedded') await picture(taipei.page, 'desk')
    await answer.press('Control+Enter')

    const db = await product.db()
    const theCase = () =>
      db
        .selectFrom('cases')
        .select(['id', 'status', 'ownerId', 'requesterEmail'])
        .where('number', '=', number)
        .executeTakeFirstOrThrow()
    await vi.waitFor(async () => expect((await theCase()).status).toBe('answered'), SOON)
    expect((await theCase()).ownerId).toBe(skilled.personId)

    const { requesterEmail } = await theCase()
    const letters = await vi.waitFor(async () => {
      const all = await product.letters.to(requesterEmail ?? '')
      expect(all.map((letter) => letter.subject.includes(number))).toEqual([true, true])
      return all
    }, SOON)
    const [acknowledgement, reply] = letters
    expect(reply?.text).toContain('改選 ODS')
    expect(reply?.inReplyTo).toBe(acknowledgement?.messageId)
    const survey = /\/surveys\/[\w.-]+/.exec(reply?.text ?? '')?.[0]
    expect(survey).toBeDefined()

    // The link needs no sign-in: somebody else's browser, from the mail.
    const rater = await visitor(browser, product.at(1), { width: 360, height: 740 })
    await rater.page.goto(survey ?? '')
    await isClean(rater.page, 'the survey')
    await rater.page.locator('input[name=score][value="1"]').check({ force: true })
    await rater.page.locator('textarea[name=comment]').fill('照做之後還是一樣。')
    await rater.page.getByRole('button', { name: '送出' }).click()
    await rater.page.waitForURL(/done=thanks/)
    await rater.page.goto(survey ?? '')
    expect(await rater.page.locator('input[name=score]').count()).toBe(0)

    const quality = await visitor(browser, product.at(0))
    await signIn(quality.page, 'quality1', DEMONSTRATION_PASSWORD, '/board/call-backs')
    const callBack = quality.page.getByRole('article').filter({ hasText: number })
    await callBack.waitFor(SOON)
    expect(await callBack.textContent()).toContain('照做之後還是一樣。')
    await isClean(quality.page, 'the call-backs')
    await callBack.getByRole('button', { name: /記錄回訪/ }).click()
    const dialog = quality.page.getByRole('dialog')
    await dialog.getByRole('button', { name: '完成回訪' }).click()
    expect(await dialog.textContent()).toContain('請寫下不滿意的原因。')
    await dialog.getByRole('textbox', { name: /原因/ }).fill('說明沒有附上畫面。')
    await dialog.getByRole('textbox', { name: /改善/ }).fill('改寄圖解，並更新問答。')
    await dialog.getByRole('button', { name: '完成回訪' }).click()
    await dialog.waitFor({ state: 'detached', ...SOON })

    const { id } = await theCase()
    expect(
      await db.selectFrom('surveys').select(['score', 'agentId']).where('caseId', '=', id).execute(),
    ).toEqual([{ score: 1, agentId: skilled.personId }])
    expect(
      await db.selectFrom('callBacks').select(['cause', 'remedy']).where('caseId', '=', id).execute(),
    ).toEqual([{ cause: '說明沒有附上畫面。', remedy: '改寄圖解，並更新問答。' }])
    for (const { faults } of [asker, nantou, taipei, rater, quality]) expect(faults).toEqual([])
    for (const { context } of [asker, nantou, taipei, rater, quality]) await context.close()
  }, 120_000)
})
