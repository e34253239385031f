import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { startFaxMachine } from '../support/asterisk/fax-machine.ts'
import { accessibilityFaults, signIn, visitor } from '../support/browser.ts'
import {
  agentAt,
  answerAt,
  bothHear,
  hasHeard,
  openStory,
  SOON,
  type Story,
  transportsAt,
} from '../support/call-story.ts'

const CALLER = '911222444'
const FAX_LINE = '0255509099'
const HELP_LINE = '0255509001'
/** By data and by sound; the last has the number of the help line, and is heard to be a machine. */
const FAXES = [
  { by: 't38', from: '0223456781', to: FAX_LINE, station: 'NANTOU HR' },
  { by: 'sound', from: '0223456782', to: FAX_LINE, station: 'TAIPEI HR' },
  { by: 'sound', from: '0223456783', to: HELP_LINE, station: 'PENGHU HR' },
] as const

/** Whether each page that is shown has arrived. */
const PAGES_SHOWN = `[...document.querySelectorAll('[role=dialog] img')].map((one) => one.naturalWidth > 0)`

let story: Story
// The exchanges speak TLS alone here: to the adapter and to the browser's telephone.
beforeAll(async () => {
  story = await openStory({ isPrivate: true })
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
  expect(ground.a.phoneUrl).toMatch(/^wss:/)
  expect(await transportsAt(page)).toEqual([{ dtls: 'connected', cipher: expect.stringMatching(/^SRTP_/) }])

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

test('Faxes become cases with the original, a PDF, and pages that an agent looks at, also one that dials the help line', async () => {
  const { db, browser, ground } = story
  const machine = await startFaxMachine(ground.a.sip)
  try {
    const sent = await Promise.all(
      FAXES.map(({ by, ...fax }) =>
        machine.send({ ...fax, pages: 2 }, by).then((result) => [fax.station, result.split(':')[0]]),
      ),
    )
    expect(sent).toEqual(FAXES.map(({ station }) => [station, 'SUCCESS']))
  } finally {
    await machine.stop()
  }
  const faxes = await Promise.all(
    FAXES.map(({ from, station }) =>
      vi.waitFor(async () => {
        const found = await faxesFrom(from)
        expect(found).toMatchObject([{ state: 'stored', pages: 2, isComplete: true, station }])
        expect(found).toMatchObject([{ channel: 'fax', outcome: 'fax', caseNumber: expect.any(String) }])
        return found[0]!
      }, SOON),
    ),
  )
  expect(new Set(faxes.map(({ caseId }) => caseId)).size).toBe(FAXES.length)
  // Nobody was rung for them.
  expect(
    await db.selectFrom('callOffers').select('id').where('callId', 'in', idsOf(faxes)).execute(),
  ).toEqual([])

  const { login } = await agentAt(db, '702')
  const { page, context } = await visitor(browser, ground.server.url)
  await signIn(page, login, DEMONSTRATION_PASSWORD, '/desk')
  for (const { station, caseNumber, tiffId, pdfId } of faxes) {
    await page.goto(`/desk/q/all/${caseNumber}`)
    await page.getByText(station!).first().waitFor(SOON)
    await page.getByRole('button', { name: /傳真 1/ }).click(SOON)
    await page.getByRole('dialog').getByRole('img').nth(1).waitFor(SOON)
    await vi.waitFor(async () => expect(await page.evaluate(PAGES_SHOWN)).toEqual([true, true]), SOON)
    const starts = await Promise.all(
      [tiffId, pdfId].map(async (id) => {
        const file = await context.request.get(`/api/files/${id}/content`)
        return (await file.body()).subarray(0, 4).toString('latin1')
      }),
    )
    expect(starts).toEqual([expect.stringMatching(/^(II\*|MM)/), '%PDF'])
  }
  expect(await accessibilityFaults(page)).toEqual([])
  await context.close()
}, 180_000)

const faxesFrom = (number: string) =>
  story.db
    .selectFrom('faxes')
    .innerJoin('calls', 'calls.id', 'faxes.callId')
    .innerJoin('cases', 'cases.id', 'faxes.caseId')
    .select([
      'faxes.state',
      'faxes.pages',
      'faxes.isComplete',
      'faxes.station',
      'faxes.tiffId',
      'faxes.pdfId',
    ])
    .select(['calls.id as callId', 'calls.outcome', 'cases.id as caseId'])
    .select(['cases.number as caseNumber', 'cases.channel'])
    .where('calls.fromNumber', 'like', `%${number.slice(1)}`)
    .execute()

const idsOf = (faxes: readonly Awaited<ReturnType<typeof faxesFrom>>[number][]) =>
  faxes.map(({ callId }) => callId)
