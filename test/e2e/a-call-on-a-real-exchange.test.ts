import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { accessibilityFaults, signIn, visitor } from '../support/browser.ts'
import { agentAt, answerAt, bothHear, openStory, SOON, type Story, writeUp } from '../support/call-story.ts'

const CALLER = '911222333'
/** A survey is for talks of so much and more. */
const LEAST_TALK_MS = 11_000

const HAS_FOCUS = `document.activeElement.matches('input[type=search]')`

let story: Story
beforeAll(async () => {
  story = await openStory()
}, 180_000)
afterAll(() => story?.close())

test('A caller chooses a system, an agent answers in the browser, both hear each other, and the score reaches the case', async () => {
  const { db, callFrom } = story
  const { page, context } = await story.atDesk('701', '/desk/calls')
  const other = await story.atDesk('702')
  const writing = page.locator('input[type=search]').first()
  await writing.focus()

  const caller = await story.dial(`0${CALLER}`)
  const offered = await vi.waitFor(async () => {
    const call = await callFrom(CALLER)
    expect(call?.caseId).toBeTruthy()
    return call!
  }, SOON)
  expect(offered).toMatchObject({ answeredAt: null, agentId: null, channel: 'phone' })
  await story.choose(caller, '2', CALLER)

  const card = page.getByRole('region', { name: '來電' })
  await card.waitFor(SOON)
  expect(await page.evaluate(HAS_FOCUS)).toBe(true)
  expect(await other.page.getByRole('region', { name: '來電' }).count()).toBe(0)
  expect(await accessibilityFaults(page)).toEqual([])
  await answerAt(page)
  const talking = await story.until(CALLER, 'talking')
  expect(talking).toMatchObject({ caseId: offered.caseId, agentId: (await agentAt(db, '701')).personId })
  await bothHear(caller, page)
  expect(await accessibilityFaults(page)).toEqual([])

  await vi.waitFor(
    () => expect(Date.now() - talking.answeredAt!.getTime()).toBeGreaterThan(LEAST_TALK_MS),
    SOON,
  )
  await page.getByRole('button', { name: '掛斷' }).first().click()
  await page.getByRole('region', { name: '後處理' }).waitFor(SOON)
  await story.until(CALLER, 'survey')
  expect(caller.state()).toBe('talking')
  await caller.media.press('1')
  await caller.media.press('5')
  await vi.waitFor(async () => {
    expect(await voiceSurvey(offered.id)).toEqual([
      { caseId: offered.caseId, agentId: talking.agentId, consent: true, score: 5 },
    ])
    expect(await surveys(offered.caseId!)).toEqual([
      { agentId: talking.agentId, systemId: talking.systemId, score: 5 },
    ])
  }, SOON)
  await vi.waitFor(() => expect(caller.state()).toBe('ended'), SOON)
  const ended = await story.until(CALLER, 'ended')
  expect(ended).toMatchObject({ outcome: 'answered', endedBy: 'agent' })

  await writeUp(page)
  const { number, channel } = await db
    .selectFrom('cases')
    .select(['number', 'channel'])
    .where('id', '=', offered.caseId!)
    .executeTakeFirstOrThrow()
  expect(channel).toBe('phone')
  await page.goto(`/desk/q/mine/${number}`)
  await page.getByText('5 分（滿分 5 分）').waitFor(SOON)
  const cases = await db
    .selectFrom('calls')
    .select('caseId')
    .where('fromNumber', 'like', `%${CALLER}`)
    .execute()
  expect(cases).toEqual([{ caseId: offered.caseId }])
  await context.close()
  await other.context.close()
}, 240_000)

test('What was said is kept: a supervisor sees and hears the recording, an agent does not', async () => {
  const { db, browser, ground } = story
  const call = (await story.callFrom(CALLER))!
  const recording = await vi.waitFor(async () => {
    const found = await db
      .selectFrom('recordings')
      .selectAll()
      .where('callId', '=', call.id)
      .executeTakeFirst()
    expect(found?.state).toBe('stored')
    return found!
  }, SOON)
  expect(recording.ms).toBeGreaterThan(LEAST_TALK_MS - 3000)
  expect(Math.max(...(recording.peaks ?? []))).toBeGreaterThan(5)
  const { number } = await db
    .selectFrom('cases')
    .select('number')
    .where('id', '=', call.caseId!)
    .executeTakeFirstOrThrow()

  const supervisor = await visitor(browser, ground.server.url)
  await signIn(supervisor.page, 'super1', DEMONSTRATION_PASSWORD, `/desk/q/all/${number}`)
  await supervisor.page.getByRole('button', { name: '錄音' }).first().click(SOON)
  await supervisor.page.getByRole('slider', { name: '播放位置' }).waitFor(SOON)
  const audio = await supervisor.context.request.get(`/api/recordings/${recording.id}/audio`)
  expect([audio.status(), audio.headers()['content-type']]).toEqual([200, 'audio/wav'])
  expect((await audio.body()).subarray(0, 4).toString()).toBe('RIFF')
  expect((await audio.body()).length).toBe(recording.bytes)
  await supervisor.context.close()

  const agent = await visitor(browser, ground.server.url)
  await signIn(agent.page, 'agent2', DEMONSTRATION_PASSWORD, '/desk')
  expect((await agent.context.request.get(`/api/recordings/${recording.id}/audio`)).status()).toBe(404)
  await agent.context.close()
}, 120_000)

type Talked = NonNullable<Awaited<ReturnType<Story['callFrom']>>>

const voiceSurvey = (callId: Talked['id']) =>
  story.db
    .selectFrom('voiceSurveys')
    .select(['caseId', 'agentId', 'consent', 'score'])
    .where('callId', '=', callId)
    .execute()

const surveys = (caseId: NonNullable<Talked['caseId']>) =>
  story.db
    .selectFrom('surveys')
    .select(['agentId', 'systemId', 'score'])
    .where('caseId', '=', caseId)
    .execute()
