import { expect } from 'vitest'
import { listCallBacks, recordCallBack } from '../../server/surveys/call-back.ts'
import { readSummary } from '../../server/surveys/queries.ts'
import { actorAs, answeredCase, surveyEntriesOf } from '../support/answered-cases.ts'
import { stoppedClock } from '../support/clock.ts'
import { test, testAlone } from '../support/database.ts'
import { emitted } from '../support/mailed-cases.ts'

test.for([
  [1, true],
  [2, true],
  [3, false],
  [4, false],
  [5, false],
] as const)('an answer of %i opens a call-back: %s', async ([score, opens], { db }) => {
  const { caseId, invite, answer } = await answeredCase(db)
  await invite()
  await answer(score)
  expect(await db.selectFrom('callBacks').select('id').where('caseId', '=', caseId).execute()).toHaveLength(
    opens ? 1 : 0,
  )
  expect(await emitted(db, 'survey.call-back-opened', 'caseId', caseId)).toBe(opens ? 1 : 0)
})

testAlone('a call-back is due in one working day and belongs to the quality officers', async ({ db }) => {
  const { number, invite, answer, clock } = await answeredCase(db)
  await invite()
  await answer(1, '問題沒有解決')
  const officer = await actorAs(db, 'quality-officer')
  const [callBack, ...more] = await listCallBacks(db, officer, {})
  expect(more).toEqual([])
  expect(callBack).toMatchObject({
    caseNumber: number,
    score: 1,
    comment: '問題沒有解決',
    requesterName: '王小明',
    requesterPhone: '+886422345678',
    openedAt: clock.now(),
    dueAt: new Date('2026-11-23T02:00:00Z'),
    doneAt: null,
  })
  expect(await listCallBacks(db, await actorAs(db, 'supervisor'), {})).toHaveLength(1)
  expect(await listCallBacks(db, await actorAs(db, 'tier1-agent'), {})).toEqual([])
})

testAlone('the role that calls back is a setting; another one is told nothing', async ({ db }) => {
  await db
    .insertInto('settings')
    .values({ key: 'call-back.role', value: JSON.stringify('tier2') })
    .execute()
  const { invite, answer, deps } = await answeredCase(db)
  await invite()
  await answer(2)
  const [officer, second] = [await actorAs(db, 'quality-officer'), await actorAs(db, 'tier2')]
  expect(await listCallBacks(db, officer, {})).toEqual([])
  const [callBack] = await listCallBacks(db, second, {})
  const result = { cause: '系統設計', remedy: '已說明' }
  await expect(recordCallBack(deps, officer, callBack!.id, result, '')).rejects.toMatchObject({
    status: 404,
    code: 'call-back-not-found',
  })
})

testAlone('a call-back ends with cause and remedy, once, and both stand on the case', async ({ db }) => {
  const { caseId, invite, answer, deps, clock } = await answeredCase(db)
  await invite()
  await answer(1)
  const officer = await actorAs(db, 'quality-officer')
  const [callBack] = await listCallBacks(db, officer, {})
  const record = (result: { cause: string; remedy: string }) =>
    recordCallBack(deps, officer, callBack!.id, result, '198.51.100.7')
  for (const empty of [
    { cause: ' \n', remedy: '已說明' },
    { cause: '等太久', remedy: '\u3000' },
  ])
    await expect(record(empty)).rejects.toMatchObject({ status: 400, code: 'text-missing' })
  expect(await listCallBacks(db, officer, { done: true })).toEqual([])

  clock.advance({ hours: 1 })
  expect(await record({ cause: '等太久', remedy: '致歉並補送說明' })).toMatchObject({
    doneAt: clock.now(),
    doneByName: '品管人員',
    cause: '等太久',
    remedy: '致歉並補送說明',
  })
  await expect(record({ cause: '再一次', remedy: '再一次' })).rejects.toMatchObject({
    status: 409,
    code: 'call-back-not-found',
  })
  expect((await surveyEntriesOf(db, caseId)).at(-1)).toEqual({
    kind: 'survey',
    actorId: officer.id,
    origin: '198.51.100.7',
    body: { to: 'called-back', note: '等太久', text: '致歉並補送說明' },
  })
  expect(await listCallBacks(db, officer, {})).toEqual([])
  expect(await listCallBacks(db, officer, { done: true })).toMatchObject([{ cause: '等太久' }])
})

testAlone(
  'satisfaction is the share of 4 and 5 among valid answers, beside sample and response rate',
  async ({ db }) => {
    const clock = stoppedClock('2026-07-01T02:00:00Z')
    const old = await answeredCase(db, {}, clock)
    await old.invite()
    await old.answer(1)
    expect(await readSummary(db, clock.now())).toMatchObject({ invited: 1, satisfaction: 0 })
    clock.advance({ hours: 24 * 120 })
    expect(await readSummary(db, clock.now())).toEqual({
      invited: 0,
      answered: 0,
      satisfied: 0,
      satisfaction: null,
      responseRate: null,
    })
    for (const score of [5, 4, 3, 1, undefined]) {
      const one = await answeredCase(db, {}, clock)
      await one.invite()
      if (score) await one.answer(score)
    }
    expect(await readSummary(db, clock.now())).toEqual({
      invited: 5,
      answered: 4,
      satisfied: 2,
      satisfaction: 0.5,
      responseRate: 0.8,
    })
  },
)
