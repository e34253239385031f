import { describe, expect } from 'vitest'
import { sendPlan, sendPlanAgain } from '../../server/calls/plan/keep.ts'
import { makePlan } from '../../server/calls/plan/make-plan.ts'
import { transact } from '../../server/platform/database/database.ts'
import { newId } from '../../server/platform/values.ts'
import { engage } from '../../server/routing/engage.ts'
import type { Plan } from '../../telephony-adapter/plan.ts'
import {
  type CallCentre,
  DIRECT_LINE,
  FAX_LINE,
  MENU_LINE,
  inCallCentre as test,
} from '../support/calls-ground.ts'

const lineOf = (plan: Plan, number: string) => {
  const line = plan.lines.find((one) => one.number === number)
  if (!line) throw new Error(`no line ${number}`)
  return line
}

const announce = (
  { db, deps }: CallCentre,
  given: { kind?: 'incident' | 'holiday'; language?: 'zh-TW' | 'en'; fromMinutes: number; toMinutes: number },
) => {
  const id = newId<'call-announcement'>()
  const at = (minutes: number) => new Date(deps.now().getTime() + minutes * 60_000)
  const { kind = 'incident', language = 'zh-TW', fromMinutes, toMinutes } = given
  return db
    .insertInto('callAnnouncements')
    .values({
      id,
      kind,
      language,
      text: '差勤系統異常，正在搶修。',
      startsAt: at(fromMinutes),
      endsAt: at(toMinutes),
      createdBy: null,
    })
    .execute()
    .then(() => `announcement-${id}`)
}

describe('the plan of the adapter', { timeout: 60_000 }, () => {
  test('has every line with its greeting, menu, system and recording notice', async ({ centre }) => {
    const plan = await makePlan(centre.deps)
    expect(lineOf(plan, MENU_LINE)).toMatchObject({
      kind: 'voice',
      opening: ['greeting', 'recording-notice'],
      closed: ['closed'],
      defaultSystemId: centre.payroll,
      menu: {
        prompt: 'menu',
        choices: {
          1: { to: 'system', systemId: centre.attendance },
          2: { to: 'system', systemId: centre.payroll },
          9: { to: 'operator' },
        },
      },
    })
    expect(lineOf(plan, DIRECT_LINE).menu).toBeNull()
  })

  test('is open in office hours of the coming 14 days, and on no holiday', async ({ centre }) => {
    const { open } = lineOf(await makePlan(centre.deps), MENU_LINE)
    // From Friday 2026-11-20 to Thursday 2026-12-03.
    expect(open).toHaveLength(10)
    expect(open[0]).toEqual(['2026-11-20T00:30:00.000Z', '2026-11-20T09:30:00.000Z'])
    expect(open[1]?.[0]).toBe('2026-11-23T00:30:00.000Z')

    // Friday 2026-12-25 is a holiday, and told as one.
    centre.clock.advance({ hours: 35 * 24 })
    const christmas = lineOf(await makePlan(centre.deps), MENU_LINE)
    expect(christmas.open[0]?.[0]).toBe('2026-12-28T00:30:00.000Z')
    expect(christmas.closed).toEqual(['holiday'])
  })

  test('is open at any hour on a line that is', async ({ centre }) => {
    await centre.db
      .updateTable('serviceLines')
      .set({ alwaysOpen: true })
      .where('number', '=', MENU_LINE)
      .execute()
    const { open } = lineOf(await makePlan(centre.deps), MENU_LINE)
    expect(open).toEqual([['2026-11-20T00:00:00.000Z', '2026-12-04T00:00:00.000Z']])
  })

  test('is open on a Saturday that makes up for a day off', async ({ centre }) => {
    await centre.db
      .insertInto('calendarDays')
      .values({ day: '2026-11-21', kind: 'make-up', name: '補班日' })
      .execute()
    const { open } = lineOf(await makePlan(centre.deps), MENU_LINE)
    expect(open[1]).toEqual(['2026-11-21T00:30:00.000Z', '2026-11-21T09:30:00.000Z'])
  })

  test('takes faxes at any hour; a line that is off is open never', async ({ centre }) => {
    await centre.db
      .updateTable('serviceLines')
      .set({ isOn: false })
      .where('number', '=', DIRECT_LINE)
      .execute()
    const plan = await makePlan(centre.deps)
    const [[from, to] = ['', '']] = lineOf(plan, FAX_LINE).open
    expect(from < centre.deps.now().toISOString() && to > '2026-12-03').toBe(true)
    expect(lineOf(plan, FAX_LINE).menu).toBeNull()
    expect(lineOf(plan, DIRECT_LINE).open).toEqual([])
  })

  test('tells what is going on while it goes on, in the language of the line', async ({ centre }) => {
    const going = await announce(centre, { fromMinutes: -5, toMinutes: 60 })
    await announce(centre, { fromMinutes: 30, toMinutes: 60 })
    await announce(centre, { fromMinutes: -60, toMinutes: -30 })
    await announce(centre, { language: 'en', fromMinutes: -5, toMinutes: 60 })
    const holiday = await announce(centre, { kind: 'holiday', fromMinutes: -5, toMinutes: 60 })
    const { opening, closed } = lineOf(await makePlan(centre.deps), MENU_LINE)
    expect(opening).toEqual(['greeting', going, 'recording-notice'])
    expect(closed).toEqual([going, holiday, 'closed'])
  })

  test('names everybody with a telephone, what they know, and whether they are free now', async ({
    centre,
  }) => {
    const free = await centre.agent({ name: '林以晴', extension: '701' })
    const busy = await centre.agent({ extension: '801', site: 'taipei', tier: 2, skills: {} })
    await centre.agent({ extension: null })
    const resting = await centre.agent({ extension: '703', presence: 'break' })
    const at = centre.deps.now()
    await transact(centre.db, (trx) =>
      engage(trx, {
        personId: busy.id,
        callId: newId(),
        kind: 'on-call',
        at,
        expiresAt: new Date(at.getTime() + 60_000),
      }),
    )
    const { agents } = await makePlan(centre.deps)
    expect(
      agents.map(({ agentId, extension, site, isReady }) => [agentId, extension, site, isReady]),
    ).toEqual([
      [free.id, '701', 'nantou', true],
      [resting.id, '703', 'nantou', false],
      [busy.id, '801', 'taipei', false],
    ])
    expect(agents[0]).toMatchObject({
      name: '林以晴',
      tier: 1,
      systemIds: [centre.attendance, centre.payroll],
    })
    expect(agents[2]).toMatchObject({ tier: 2, systemIds: [] })
  })

  test('has a new number when something of it changed, and the same otherwise, whoever makes it', async ({
    centre,
  }) => {
    const plans = await Promise.all([makePlan(centre.deps), makePlan(centre.deps), makePlan(centre.deps)])
    expect(plans.map(({ version }) => version)).toEqual([1, 1, 1])
    await centre.agent()
    expect((await makePlan(centre.deps)).version).toBe(2)
    centre.clock.advance({ minutes: 30 })
    expect((await makePlan(centre.deps)).version).toBe(2)
  })

  test('is sent when it changed, and again only when asked; one that could not be sent is not thought kept', async ({
    centre,
  }) => {
    const got: number[] = []
    let isAway = true
    centre.fake.does({
      keepPlan: async ({ version }) => {
        if (isAway) throw new Error('the adapter is away')
        got.push(version)
      },
    })
    await expect(sendPlan(centre.deps)).rejects.toThrow('away')
    isAway = false
    await sendPlan(centre.deps)
    await sendPlan(centre.deps)
    expect(got).toEqual([1])
    await sendPlanAgain(centre.deps)
    await centre.agent()
    await sendPlan(centre.deps)
    expect(got).toEqual([1, 1, 2])
  })

  test('dials within Taiwan, but no premium numbers, unless set otherwise', async ({ centre }) => {
    const { dialling, mostCallsPerMinute, waiting } = await makePlan(centre.deps)
    expect(dialling).toEqual({
      allow: ['+886'],
      deny: ['+886203', '+886204', '+886209'],
      perAgentAndHour: 30,
    })
    expect(mostCallsPerMinute).toBe(6)
    expect(waiting).toEqual({ informEveryMs: 45_000, offerCallBackAfterMs: 60_000, mostMs: 900_000 })
  })
})
