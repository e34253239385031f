import { describe, expect } from 'vitest'
import { checkCallBooks, readCallBooks } from '../../server/calls/books/books.ts'
import { importOfficeCalls } from '../../server/calls/books/import-office.ts'
import { reconcileDay } from '../../server/calls/books/reconcile-day.ts'
import type { CallRecord } from '../../telephony-adapter/port.ts'
import { linesOf } from '../support/calls-follow.ts'
import { type CallCentre, DIRECT_LINE, inCallCentre, MENU_LINE } from '../support/calls-ground.ts'
import { toldCalls } from '../support/calls-told.ts'

const DAY = '2026-11-20'

/** What the exchange has written down of a call that ended just now. */
const recordOf = (centre: CallCentre, callRef: string, given: Partial<CallRecord> = {}): CallRecord => {
  const at = centre.clock.now().toISOString()
  return {
    ...{ callRef, exchange: 'pbx-a', from: '0912345678', to: MENU_LINE },
    ...{ startedAt: at, answeredAt: null, endedAt: at },
    ...given,
  }
}

describe('the books of a day', () => {
  inCallCentre('agree when every call of the exchange is a call and a case here', async ({ centre }) => {
    const { comes, ends } = toldCalls(centre)
    const callRef = await comes()
    await ends(callRef, 'abandoned')
    const record = recordOf(centre, callRef)
    centre.fake.does({ records: async () => [record] })
    centre.clock.advance({ minutes: 5 })
    await reconcileDay(centre.deps, DAY)
    const [book] = await readCallBooks(centre.db)
    expect(book).toMatchObject({ exchange: 'pbx-a', day: DAY, records: 1, calls: 1, cases: 1, difference: 0 })
    await checkCallBooks(centre.deps)
  })

  inCallCentre('make calls and cases of what nobody has told, and agree then', async ({ centre }) => {
    const started = centre.clock.now()
    const answeredAt = new Date(started.getTime() + 10_000).toISOString()
    const endedAt = new Date(started.getTime() + 70_000).toISOString()
    const agent = await centre.agent()
    centre.fake.does({
      records: async () => [
        recordOf(centre, 'pbx-a-1', { answeredAt, endedAt, startedAt: started.toISOString() }),
        recordOf(centre, 'pbx-a-2', { endedAt, startedAt: started.toISOString() }),
        recordOf(centre, 'pbx-a-3', {
          from: agent.extension,
          to: '0223979298',
          startedAt: started.toISOString(),
          endedAt,
        }),
      ],
    })
    centre.clock.advance({ minutes: 10 })
    await reconcileDay(centre.deps, DAY)
    await reconcileDay(centre.deps, DAY)
    const books = await readCallBooks(centre.db)
    expect(books.find(({ exchange }) => exchange === 'pbx-a')).toMatchObject({
      records: 3,
      calls: 3,
      cases: 3,
      difference: 0,
      missing: [],
    })
    expect(await centre.callOf('pbx-a-1')).toMatchObject({
      outcome: 'answered',
      certainty: 'reconstructed',
      source: 'exchange-queue',
      talkMs: 60_000,
    })
    const missed = await centre.callOf('pbx-a-2')
    expect((await centre.stored(missed.caseId!)).title).toContain('未接來電')
    expect(await centre.callOf('pbx-a-3')).toMatchObject({ direction: 'out', agentId: agent.id })
    expect(await centre.db.selectFrom('agentEngagements').select('kind').execute()).toEqual([])
  })

  inCallCentre('raise the alarm while a call could not become one here', async ({ centre }) => {
    const record = recordOf(centre, 'pbx-a-9', { startedAt: 'no time' })
    centre.fake.does({ records: async () => [record] })
    centre.clock.advance({ minutes: 5 })
    await reconcileDay(centre.deps, DAY)
    const [book] = await readCallBooks(centre.db)
    expect(book).toMatchObject({ records: 1, calls: 0, difference: 1, missing: [{ callRef: 'pbx-a-9' }] })
    await expect(checkCallBooks(centre.deps)).rejects.toThrow('differ')
  })
})

describe('calls that the office exchange took', () => {
  const by = (actorId: Parameters<typeof importOfficeCalls>[1]['actorId']) => ({
    actorId,
    address: '192.0.2.1',
  })

  inCallCentre('become cases with who answered and when, once', async ({ centre }) => {
    const agent = await centre.agent({ name: '林以晴' })
    const csv = [
      'from,to,started,answered,ended,extension,note',
      `0912345678,${DIRECT_LINE},115/11/20 10:00:00,115/11/20 10:00:08,115/11/20 10:02:08,${agent.extension},請假單問題`,
      `,${DIRECT_LINE},2026-11-20 10:05,,2026-11-20 10:06,,`,
    ].join('\r\n')
    const first = await importOfficeCalls(centre.deps, by(agent.id), csv)
    const second = await importOfficeCalls(centre.deps, by(agent.id), csv)
    expect(first).toEqual({ taken: 2, known: 0, failed: [] })
    expect(second).toEqual({ taken: 0, known: 2, failed: [] })
    const calls = await centre.db.selectFrom('calls').selectAll().orderBy('arrivedAt').execute()
    expect(calls).toMatchObject([
      {
        source: 'office',
        outcome: 'answered',
        agentId: agent.id,
        talkMs: 120_000,
        fromNumber: '+886912345678',
      },
      { source: 'office', outcome: 'abandoned', fromNumber: null },
    ])
    const texts = (await centre.entries(calls[0]!.caseId!)).map(
      ({ body }) => (body as { text?: string }).text,
    )
    expect(texts).toContain('辦公室交換機備註：請假單問題')
    expect(await centre.stored(calls[0]!.caseId!)).toMatchObject({ ownerId: agent.id, status: 'in-progress' })
    expect(await centre.db.selectFrom('agentEngagements').select('kind').execute()).toEqual([])
  })

  const ways = (centre: CallCentre) => {
    const { comes, ends, apply } = toldCalls(centre)
    return {
      /** Nobody answers within a minute, and the caller is sent to the office. */
      async goesToOffice(from?: string | null) {
        const callRef = await comes(from === undefined ? {} : { from })
        centre.clock.advance({ seconds: 60 })
        await apply(centre.told('call.diverted', { reason: 'office', to: '0223979999' }, { callRef }))
        await ends(callRef, 'flowed-out')
        return callRef
      },
      /** As somebody writes it down, so many seconds from now. */
      line(from: string, seconds: number, rest: string) {
        const at = (more: number) =>
          new Date(centre.clock.now().getTime() + (seconds + more) * 1000).toISOString()
        return `${from},${DIRECT_LINE},${at(0)},${rest === '' ? '' : at(5)},${at(65)},205,${rest}`
      },
      cases: async () => (await centre.db.selectFrom('cases').select('id').execute()).length,
    }
  }

  inCallCentre('that we saw go there are one case with ours, however often imported', async ({ centre }) => {
    const { goesToOffice, line, cases } = ways(centre)
    const { id } = await centre.agent()
    const callRef = await goesToOffice()
    const csv = line('0912-345-678', 20, '請假單問題')
    expect(await importOfficeCalls(centre.deps, by(id), csv)).toEqual({ taken: 0, known: 1, failed: [] })
    expect(await importOfficeCalls(centre.deps, by(id), csv)).toEqual({ taken: 0, known: 1, failed: [] })
    expect(await cases()).toBe(1)
    const call = await centre.callOf(callRef)
    expect(call.outcome).toBe('flowed-out')
    const told = await linesOf(centre, call.caseId!)
    expect(told.slice(-2)).toEqual([
      '辦公室交換機（分機 205）接聽，通話 1 分 0 秒',
      '辦公室交換機備註：請假單問題',
    ])
  })

  inCallCentre('and where nobody took them either, are to be called back', async ({ centre }) => {
    const { goesToOffice, line, cases } = ways(centre)
    const { id } = await centre.agent()
    const callRef = await goesToOffice()
    await importOfficeCalls(centre.deps, by(id), line('0912345678', 0, ''))
    expect(await cases()).toBe(1)
    const { caseId } = await centre.callOf(callRef)
    expect((await centre.stored(caseId!)).title).toMatch(/^未接來電 /)
  })

  inCallCentre('go each with the nearest of two from the same caller, and once', async ({ centre }) => {
    const { goesToOffice, line, cases } = ways(centre)
    const { id } = await centre.agent()
    const first = await goesToOffice()
    const early = line('0912345678', 0, '第一通')
    const second = await goesToOffice()
    const late = line('0912345678', 0, '第二通')
    await importOfficeCalls(centre.deps, by(id), [late, early].join('\n'))
    expect(await cases()).toBe(2)
    const notesOf = async (callRef: string) =>
      (await linesOf(centre, (await centre.callOf(callRef)).caseId!)).at(-1)
    expect([await notesOf(first), await notesOf(second)]).toEqual([
      '辦公室交換機備註：第一通',
      '辦公室交換機備註：第二通',
    ])
  })

  inCallCentre(
    'stay calls of their own when ours did not go there, was another caller, or long over',
    async ({ centre }) => {
      const { goesToOffice, line } = ways(centre)
      const { id } = await centre.agent()
      const { comes, ends } = toldCalls(centre)
      await goesToOffice()
      await goesToOffice(null)
      const hungUp = await comes({ from: '0922-333-444' })
      centre.clock.advance({ seconds: 30 })
      await ends(hungUp, 'abandoned')
      const csv = [
        line('0912345678', 180, '太晚'),
        line('0988777666', 0, '別人'),
        line('', 0, '未顯示號碼'),
        line('0922333444', 0, '自己掛斷後改打辦公室'),
      ].join('\n')
      expect(await importOfficeCalls(centre.deps, by(id), csv)).toEqual({ taken: 4, known: 0, failed: [] })
    },
  )

  inCallCentre('are told by line where they cannot be read, and the others are taken', async ({ centre }) => {
    const agent = await centre.agent()
    const csv = [
      `abc,${DIRECT_LINE},115/11/20 10:00,,115/11/20 10:01,,`,
      `0912345678,${DIRECT_LINE},昨天,,115/11/20 10:01,,`,
      `0912345678,${DIRECT_LINE},115/11/20 10:05,,115/11/20 10:01,,`,
      `0912345678,${DIRECT_LINE},115/11/20 10:05,,115/11/20 10:06,,`,
    ].join('\n')
    const { taken, failed } = await importOfficeCalls(centre.deps, by(agent.id), csv)
    expect(taken).toBe(1)
    expect(failed).toEqual([
      { line: 1, why: '來電號碼「abc」無法辨識。' },
      { line: 2, why: '來電時間「昨天」無法辨識，請寫成 115/11/21 10:04:05。' },
      { line: 3, why: '時間的先後不合理：應為來電、接聽、結束。' },
    ])
  })
})
