import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { ringing, type SipCall } from '../support/asterisk/sip-call.ts'
import { signIn, visitor } from '../support/browser.ts'
import {
  agentAt,
  answerAt,
  bothHear,
  hasHeard,
  openStory,
  SOON,
  type Story,
  writeUp,
} from '../support/call-story.ts'

const TALKS = '911222501'
const MEANWHILE = '911222502'
const CUT_OFF = '911222503'
const AFTERWARDS = '911222504'

let story: Story
let page: Page
beforeAll(async () => {
  story = await openStory()
  ;({ page } = await story.atDesk('701'))
}, 180_000)
afterAll(() => story?.close())

test('With the adapter killed in mid-call people talk on, the exchange’s own queue serves who calls, and both are accounted for', async () => {
  const { db, ground, secondTier } = story
  const caller = await story.dial(`0${TALKS}`)
  await story.choose(caller, '1', TALKS)
  await answerAt(page)
  const before = await story.until(TALKS, 'talking')

  await ground.adapter.kill()
  await bothHear(caller, page)
  const meanwhile = await story.dial(`0${MEANWHILE}`)
  await vi.waitFor(() => expect(ground.phones.talking()).toBe(1), SOON)
  await hasHeard(meanwhile.media.takeHeard)
  await ground.phones.hangUpAll()
  // Asked by the exchange itself, whoever stays says yes, and gives one of five: by the same key, until it was heard.
  await vi.waitFor(
    async () => {
      await meanwhile.media.press('1')
      expect(meanwhile.state()).toBe('ended')
    },
    { ...SOON, interval: 300 },
  )

  await ground.adapter.start()
  const imported = await vi.waitFor(async () => {
    const call = await story.callFrom(MEANWHILE)
    expect(call).toMatchObject({ state: 'ended', outcome: 'answered', agentId: secondTier.personId })
    expect(call?.caseId).toBeTruthy()
    return call!
  }, SOON)
  expect(imported).toMatchObject({ source: 'exchange-queue', certainty: 'reconstructed' })
  const given = { caseId: imported.caseId, agentId: secondTier.personId, score: 1 }
  await vi.waitFor(async () => {
    const said = await db
      .selectFrom('voiceSurveys')
      .select(['caseId', 'agentId', 'score', 'consent'])
      .where('callId', '=', imported.id)
      .execute()
    expect(said).toEqual([{ ...given, consent: true }])
    const surveys = await db
      .selectFrom('surveys')
      .select(['caseId', 'agentId', 'score'])
      .where('caseId', '=', imported.caseId)
      .execute()
    expect(surveys).toEqual([given])
  }, SOON)
  // Its own recorder ran.
  await vi.waitFor(async () => {
    const kept = await db.selectFrom('recordings').select('state').where('callId', '=', imported.id).execute()
    expect(kept).toEqual([{ state: 'stored' }])
  }, SOON)
  await vi.waitFor(async () => {
    const { calls } = await ground.telephony.snapshot()
    expect(calls.map(({ callRef }) => callRef)).toEqual([before.callRef])
  }, SOON)
  await bothHear(caller, page)
  expect(await story.callFrom(TALKS)).toMatchObject({ state: 'talking', caseId: before.caseId })

  await page.getByRole('button', { name: '掛斷' }).first().click()
  expect(await story.until(TALKS, 'ended')).toMatchObject({
    outcome: 'answered',
    endedBy: 'agent',
    caseId: before.caseId,
  })
  await vi.waitFor(() => expect(caller.state()).toBe('ended'), SOON)
  await writeUp(page)
  await vi.waitFor(async () => expect(await busy()).toEqual([]), SOON)
  const calls = await db.selectFrom('calls').select('caseId').execute()
  expect(new Set(calls.map(({ caseId }) => caseId)).size).toBe(2)
}, 180_000)

test('With an exchange killed in mid-call the board says so, the caller is called back first, and the next call reaches the same browser by the other', async () => {
  const { db, browser, ground } = story
  const rung: SipCall[] = []
  ground.carrier.whenRung(async (invite, from) => {
    const back = await ringing(ground.carrier, invite, from)
    rung.push(back)
    back.answer()
  })
  const caller = await story.dial(`0${CUT_OFF}`)
  await story.choose(caller, '1', CUT_OFF)
  await answerAt(page)
  const talking = await story.until(CUT_OFF, 'talking')

  await ground.a.kill()
  const lost = await story.until(CUT_OFF, 'ended')
  caller.end()
  expect(lost).toMatchObject({ outcome: 'lost', caseId: talking.caseId })
  const [task] = await db.selectFrom('callbacks').selectAll().where('callId', '=', lost.id).execute()
  expect(task).toMatchObject({ kind: 'lost', caseId: talking.caseId, doneAt: null })
  expect(task?.number).toContain(CUT_OFF)

  const supervisor = await visitor(browser, ground.server.url)
  await signIn(supervisor.page, 'super1', DEMONSTRATION_PASSWORD, '/board/calls')
  const exchanges = supervisor.page.getByRole('list', { name: '交換機' })
  await exchanges.getByText('pbx-a 中斷').waitFor(SOON)
  await exchanges.getByText('pbx-b 正常').waitFor(SOON)
  await supervisor.context.close()

  // The call is over for the browser as well, though nobody could tell it so.
  await page.getByText('僅 pbx-b 已註冊').first().waitFor(SOON)
  await page.getByRole('region', { name: '通話', exact: true }).waitFor({ state: 'detached', ...SOON })
  await writeUp(page)

  // Free again, the agent is put through to the caller by themselves.
  const back = await vi.waitFor(() => {
    expect(rung[0]?.state()).toBe('talking')
    return rung[0]!
  }, SOON)
  await bothHear(back, page)
  await page.getByRole('button', { name: '掛斷' }).first().click()
  await writeUp(page)
  const done = await db.selectFrom('callbacks').selectAll().where('callId', '=', lost.id).execute()
  expect(done).toMatchObject([{ outcome: 'reached' }])
  const made = await db.selectFrom('calls').selectAll().where('direction', '=', 'out').execute()
  expect(made).toMatchObject([{ exchange: 'pbx-b', outcome: 'answered', caseId: talking.caseId }])
  await vi.waitFor(async () => expect(await busy()).toEqual([]), SOON)

  const next = await story.dial(`0${AFTERWARDS}`, ground.b)
  await story.choose(next, '1', AFTERWARDS)
  await answerAt(page)
  expect(await story.until(AFTERWARDS, 'talking')).toMatchObject({
    exchange: 'pbx-b',
    agentId: (await agentAt(db, '701')).personId,
  })
  await bothHear(next, page)
  await next.hangUp()
  expect(await story.until(AFTERWARDS, 'ended')).toMatchObject({ outcome: 'answered', endedBy: 'caller' })
}, 180_000)

/** Whom a call keeps that is no more. */
const busy = () =>
  story.db
    .selectFrom('agentEngagements')
    .select(['personId', 'kind'])
    .where('kind', 'in', ['reserved', 'ringing', 'on-call'])
    .execute()
