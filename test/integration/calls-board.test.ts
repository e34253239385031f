import { describe, expect, onTestFinished, vi } from 'vitest'
import { startBoardHints } from '../../server/calls/board/board-hints.ts'
import { readCallBoard } from '../../server/calls/board/read-board.ts'
import { noteLink } from '../../server/calls/follow/telephony-link.ts'
import { newId } from '../../server/platform/values.ts'
import { inCallCentre as test } from '../support/calls-ground.ts'
import { call, talks } from '../support/live-calls.ts'

describe('the live board of the telephone', { timeout: 60_000 }, () => {
  test('shows who is in the menu, waits, rings, talks and rates, and since when the longest waits', async ({
    centre,
  }) => {
    await noteLink(centre.deps, 'up')
    const supervisor = await centre.hire('supervisor')
    const agent = await centre.agent({ name: '林以晴' })
    await centre.agent({ site: 'taipei', presence: 'break' })
    await call(centre, { state: 'menu', sinceSeconds: 300 })
    const longest = await call(centre, { state: 'ringing', sinceSeconds: 90 })
    await call(centre, { state: 'waiting', sinceSeconds: 60 })
    await call(centre, { state: 'waiting', sinceSeconds: 10, queueId: 2 })
    const talking = await talks(centre, agent.id)
    await call(centre, { state: 'survey' })

    const board = await readCallBoard(centre.deps, supervisor, 'zh-TW')

    expect(board).toMatchObject({ asOf: centre.deps.now(), link: 'up', frozenAt: null })
    expect(board.now).toEqual({
      inMenu: 1,
      waiting: 2,
      longestWaitSince: longest.waitingSince,
      ringing: 1,
      talking: 1,
      inSurvey: 1,
      callbacks: 0,
      ready: 0,
    })
    expect(
      board.queues.map(({ queueId, waiting, ready, staffed }) => [queueId, waiting, ready, staffed]),
    ).toEqual([
      [1, 1, 0, 1],
      [2, 1, 0, 0],
      [3, 0, 0, 0],
      [4, 0, 0, 0],
    ])
    expect(board.queues[0]).toMatchObject({ longestWaitSince: longest.waitingSince, levelSeconds: 20 })
    expect(
      board.seats.map(({ name, state, callId, registeredAt }) => [name, state, callId, registeredAt]),
    ).toEqual([
      ['林以晴', 'on-call', talking.id, ['pbx-a', 'pbx-b']],
      [expect.any(String), 'break', null, ['pbx-a', 'pbx-b']],
    ])
    expect(board.sites.map(({ id, ready, talking }) => [id, ready, talking])).toEqual([
      ['nantou', 0, 1],
      ['taipei', 0, 0],
    ])
    expect(board.calls.map(({ state }) => state)).toEqual([
      'waiting',
      'waiting',
      'ringing',
      'menu',
      'talking',
      'survey',
    ])
    expect(board.exchanges.map(({ name, state }) => [name, state])).toEqual([
      ['pbx-a', 'up'],
      ['pbx-b', 'up'],
    ])
    expect(board.today).toMatchObject({ offered: 3, answered: 0, serviceLevel: null, abandonRate: 0 })
  })

  test('shows whoever has a telephone on the desk as there without a page, and nobody whose phone went with it', async ({
    centre,
  }) => {
    await noteLink(centre.deps, 'up')
    const supervisor = await centre.hire('supervisor')
    const onDesk = await centre.agent({ name: '王話機', online: false })
    const resting = await centre.agent({ name: '李休息', online: false, presence: 'break' })
    const inBrowser = await centre.agent({ name: '陳瀏覽', online: false })
    const unplugged = await centre.agent({ name: '林拔線', online: false, registered: false })
    await centre.db
      .insertInto('phoneRegistrations')
      .values({
        personId: inBrowser.id,
        sessionId: newId<'session'>(),
        extension: inBrowser.extension!,
        wrapped: Buffer.from('sealed'),
        issuedAt: centre.deps.now(),
        expiresAt: new Date(centre.deps.now().getTime() + 3_600_000),
      })
      .execute()
    const board = await readCallBoard(centre.deps, supervisor, 'zh-TW')
    const seatOf = ({ id }: { id: string }) => board.seats.find(({ personId }) => personId === id)
    expect([onDesk, resting, inBrowser, unplugged].map(seatOf)).toMatchObject([
      { state: 'idle', isByPhone: true },
      { state: 'break', isByPhone: true },
      { state: 'offline', isByPhone: false },
      { state: 'offline', isByPhone: false },
    ])
    expect(board.now.ready).toBe(1)
  })

  test('is frozen at the moment when nothing was heard any more, and goes on afterwards', async ({
    centre,
  }) => {
    const supervisor = await centre.hire('supervisor')
    await noteLink(centre.deps, 'up')
    centre.clock.advance({ seconds: 10 })
    await noteLink(centre.deps, 'down')
    const downAt = centre.deps.now()
    centre.clock.advance({ minutes: 3 })
    expect(await readCallBoard(centre.deps, supervisor, 'zh-TW')).toMatchObject({
      link: 'down',
      frozenAt: downAt,
    })
    await noteLink(centre.deps, 'up')
    expect(await readCallBoard(centre.deps, supervisor, 'zh-TW')).toMatchObject({
      link: 'up',
      frozenAt: null,
    })
    // Whoever followed the telephone has died without a word.
    centre.clock.advance({ minutes: 1 })
    expect(await readCallBoard(centre.deps, supervisor, 'zh-TW')).toMatchObject({ link: 'down' })
  })

  test('shows whole numbers to those who may see them, masked ones to others, and none where it is withheld', async ({
    centre,
  }) => {
    await call(centre, { state: 'waiting', sinceSeconds: 60 })
    await call(centre, { state: 'waiting', sinceSeconds: 30, from: null })
    const numbers = async (role: 'supervisor' | 'administrator') =>
      (await readCallBoard(centre.deps, await centre.hire(role), 'zh-TW')).calls.map(({ number }) => number)
    expect(await numbers('supervisor')).toEqual(['0912-345-678', null])
    expect(await numbers('administrator')).toEqual(['0912-***-678', null])
  })

  test('says how long somebody who calls now would wait, and how the service level is reckoned, in one’s language', async ({
    centre,
  }) => {
    await centre.agent()
    const supervisor = await centre.hire('supervisor')
    const { queues, formula } = await readCallBoard(centre.deps, supervisor, 'en')
    expect(queues.map(({ expectedWaitS }) => expectedWaitS)).toEqual([0, null, null, null])
    expect(formula).toBe(
      'Service level = (answered in time) / (answered + abandoned − short abandons); without calls there is no figure.',
    )
    await centre.db
      .insertInto('settings')
      .values({
        key: 'calls.service-level',
        value: JSON.stringify({ abandons: 'all', served: 'none', flowOuts: false }),
        updatedBy: null,
      })
      .execute()
    expect((await readCallBoard(centre.deps, supervisor, 'zh-TW')).formula).toBe(
      '服務水準＝（目標秒數內接起）÷（接起＋放棄）；沒有來電時不計。',
    )
  })

  test('is told to look again once for many events of the telephone, and not for others', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const told: unknown[] = []
    const hints = startBoardHints({ live: { tell: (...hint: unknown[]) => told.push(hint) } as never })
    for (const name of ['case.changed', 'mail.queued']) hints.note({ name })
    vi.advanceTimersByTime(2000)
    expect(told).toEqual([])
    for (const name of ['call.waiting', 'call.offer-made', 'call.answered', 'call.changed'])
      hints.note({ name })
    vi.advanceTimersByTime(2000)
    expect(told).toEqual([['board', 'board.changed', { eventId: expect.any(String) }]])
    hints.stop()
  })
})
