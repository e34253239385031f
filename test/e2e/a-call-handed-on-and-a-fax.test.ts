import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { startFaxMachine } from '../support/asterisk/fax-machine.ts'
import { accessibilityFaults, signIn, visitor } from '../support/browser.ts'
import { agentAt, answerAt, bothHear, hasHeard, openStory, SOON, type Story } from '../support/call-story.ts'

const CALLER = '911222444'
const FAX_LINE = '0255509099'
const FAX_FROM = '0223456789'

/** Whether each page that is shown has arrived. */
const PAGES_SHOWN = `[...document.querySelectorAll('[role=dialog] img')].map((one) => one.naturalWidth > 0)`

let story: Story
beforeAll(async () => {
  story = await openStory()
}, 180_000)
afterAll(() => story?.close())

test('An agent asks the second tier at the other site while the caller waits, and hands the call over', async () => {
  const { db, ground, secondTier } = story
  const { phones } = ground
  const { page, context } = await story.atDesk('701')
  const caller = await story.dial(`0${CALLER}`)
  await story.choose(caller, '1', CALLER)
  await answerAt(page)
  const first = await story.until(CALLER, 'talking')
  await bothHear(caller, page)

  const call = page.getByRole('region', { name: '通話', exact: true })
  await call.getByRole('button', { name: '轉接' }).click()
  await page.getByRole('button', { name: `諮詢轉接：${secondTier.name}` }).click(SOON)
  await vi.waitFor(() => expect(phones.talking()).toBe(1), SOON)
  // The caller hears music meanwhile, and the two of ours each other.
  await bothHear(caller, page)
  await hasHeard(phones.heard)
  expect(await accessibilityFaults(page)).toEqual([])
  expect((await story.callFrom(CALLER))?.agentId).toBe(first.agentId)

  // All three together, before the agent leaves.
  await page.getByRole('button', { name: '三方通話' }).click()
  await page.getByText('三方通話中').first().waitFor(SOON)
  await bothHear(caller, page)
  await hasHeard(phones.heard)
  await page.getByRole('button', { name: '完成轉接' }).click(SOON)
  await page.getByRole('region', { name: '後處理' }).waitFor(SOON)
  await vi.waitFor(async () => {
    expect((await story.callFrom(CALLER))?.agentId).toBe(secondTier.personId)
  }, SOON)
  expect(phones.talking()).toBe(1)
  await hasHeard(caller.media.takeHeard)
  await hasHeard(phones.heard)

  await caller.hangUp()
  const ended = await story.until(CALLER, 'ended')
  expect(ended).toMatchObject({ outcome: 'answered', endedBy: 'caller', agentId: secondTier.personId })
  const legs = await db
    .selectFrom('callLegs')
    .select(['role', 'agentId', 'establishedAt', 'endedAt'])
    .where('callId', '=', ended.id)
    .orderBy('alertingAt')
    .execute()
  expect(legs.filter(({ endedAt }) => endedAt === null)).toEqual([])
  expect(
    legs
      .filter(({ establishedAt }) => establishedAt)
      .map(({ role, agentId }) => ({ role, agentId }))
      .toSorted(byRole),
  ).toEqual(
    [
      { role: 'agent', agentId: first.agentId },
      { role: 'agent', agentId: secondTier.personId },
    ].toSorted(byRole),
  )
  const wraps = await db.selectFrom('wrapUps').select('agentId').where('callId', '=', ended.id).execute()
  expect(wraps.map(({ agentId }) => agentId).toSorted()).toEqual(
    [first.agentId, secondTier.personId].toSorted(),
  )
  expect(
    await db.selectFrom('calls').select('caseId').where('fromNumber', 'like', `%${CALLER}`).execute(),
  ).toEqual([{ caseId: first.caseId }])
  await context.close()
}, 180_000)

const byRole = (a: { role: string; agentId: string | null }, b: typeof a) =>
  `${a.role} ${a.agentId}`.localeCompare(`${b.role} ${b.agentId}`)

test('A fax becomes a case with its original, a PDF, and pages that an agent looks at', async () => {
  const { db, browser, ground } = story
  const machine = await startFaxMachine(ground.a.sip)
  try {
    const sent = await machine.send({ from: FAX_FROM, to: FAX_LINE, pages: 2, station: 'NANTOU HR' }, 't38')
    expect(sent).toMatch(/^SUCCESS/)
  } finally {
    await machine.stop()
  }
  const fax = await vi.waitFor(async () => {
    const found = await db.selectFrom('faxes').selectAll().executeTakeFirst()
    expect(found).toMatchObject({ state: 'stored', pages: 2, isComplete: true, station: 'NANTOU HR' })
    expect(found?.pdfId).toBeTruthy()
    return found!
  }, SOON)
  const { number, channel } = await db
    .selectFrom('cases')
    .select(['number', 'channel'])
    .where('id', '=', fax.caseId!)
    .executeTakeFirstOrThrow()
  expect(channel).toBe('fax')

  const { login } = await agentAt(db, '702')
  const { page, context } = await visitor(browser, ground.server.url)
  await signIn(page, login, DEMONSTRATION_PASSWORD, `/desk/q/all/${number}`)
  await page.getByText('NANTOU HR').first().waitFor(SOON)
  await page.getByRole('button', { name: /傳真 1/ }).click(SOON)
  await page.getByRole('dialog').getByRole('img').nth(1).waitFor(SOON)
  await vi.waitFor(async () => expect(await page.evaluate(PAGES_SHOWN)).toEqual([true, true]), SOON)
  expect(await accessibilityFaults(page)).toEqual([])
  const starts = await Promise.all(
    [fax.tiffId, fax.pdfId].map(async (id) => {
      const file = await context.request.get(`/api/files/${id}/content`)
      return (await file.body()).subarray(0, 4).toString('latin1')
    }),
  )
  expect(starts).toEqual([expect.stringMatching(/^(II\*|MM)/), '%PDF'])
  await context.close()
}, 180_000)
