import { expect } from 'vitest'
import { surveyTokenOf } from '../../server/cases/links.ts'
import type { Role } from '../../server/identity/api.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { answerSurvey, readSurvey } from '../../server/surveys/answer.ts'
import { listCallBacks, recordCallBack } from '../../server/surveys/call-back.ts'
import { inviteToSurvey } from '../../server/surveys/invite.ts'
import { readSummary, surveyStateOf } from '../../server/surveys/queries.ts'
import { remindSurveys } from '../../server/surveys/remind.ts'
import { employ } from '../support/accounts.ts'
import { stoppedClock } from '../support/clock.ts'
import { test, testAlone } from '../support/database.ts'
import { emitted, fileCase, lettersFrom, moveCase, replyTo, SECRETS } from '../support/mailed-cases.ts'

const SOMEBODY = { actorId: null, origin: '203.0.113.9' }
// A Friday morning; the Monday after is an ordinary working day.
const FRIDAY = '2026-11-20T02:00:00Z'

async function answeredCase(db: Db, { email }: { email?: string | null } = {}, clock = stoppedClock(FRIDAY)) {
  const deps = lettersFrom(db, clock.now)
  const { id: agentId } = await employ(db, { name: '陳怡君', roles: ['tier1-agent'] })
  const filed = await fileCase(db, { at: clock.now(), ...(email !== undefined && { email }) })
  await replyTo(db, filed.id, { at: clock.now(), agentId })
  const { id: caseId, number } = filed
  const token = surveyTokenOf(SECRETS, caseId)
  return {
    clock,
    deps,
    agentId,
    caseId,
    number,
    token,
    invite: () => inviteToSurvey(deps, { caseId, agentId }),
    answer: (score: number, comment?: string) =>
      answerSurvey(deps, token, { score, ...(comment !== undefined && { comment }) }, SOMEBODY),
  }
}

const actorAs = async (db: Db, ...roles: Role[]) => {
  const { id, name } = await employ(db, { name: '品管人員', roles })
  return { id, name, roles, permissions: [], sessionId: newId<'session'>() }
}

const surveysOf = (db: Db, caseId: Id<'case'>) =>
  db.selectFrom('surveys').selectAll().where('caseId', '=', caseId).execute()

const entriesOf = (db: Db, caseId: Id<'case'>) =>
  db
    .selectFrom('timeline')
    .select(['kind', 'actorId', 'origin', 'body'])
    .where('caseId', '=', caseId)
    .where('kind', '=', 'survey')
    .orderBy('seq')
    .execute()

test('an answered case has one survey, however often it is announced and at how many servers', async ({
  db,
}) => {
  const { caseId, agentId, invite, clock } = await answeredCase(db)
  expect(await surveyStateOf(db, caseId)).toMatchObject({ state: 'none', score: null })
  await Promise.all([invite(), invite(), invite()])
  clock.advance({ minutes: 1 })
  await invite()
  expect(await surveysOf(db, caseId)).toMatchObject([
    { agentId, invitedAt: new Date(FRIDAY), expiresAt: new Date('2026-12-20T02:00:00Z') },
  ])
  expect(await surveyStateOf(db, caseId)).toMatchObject({ state: 'sent' })
})

test('who left no address finds the survey too', async ({ db }) => {
  const { caseId, invite, answer } = await answeredCase(db, { email: null })
  await invite()
  await answer(5)
  expect(await surveyStateOf(db, caseId)).toMatchObject({ state: 'answered', score: 5 })
})

test('is answered without signing in, once; the first answer stays', async ({ db }) => {
  const { caseId, number, deps, token, invite, answer, clock } = await answeredCase(db)
  await invite()
  expect(await readSurvey(deps, token)).toEqual({
    caseNumber: number,
    title: '差勤系統無法送出請假單',
    answered: false,
    score: null,
  })
  clock.advance({ hours: 3 })
  expect(await answer(4, '  很快就解決了。\u202E ')).toEqual({ caseNumber: number, score: 4 })
  await expect(answer(1)).rejects.toMatchObject({ status: 409, code: 'survey-already-answered' })
  expect(await readSurvey(deps, token)).toMatchObject({ answered: true, score: 4 })
  expect(await surveyStateOf(db, caseId)).toMatchObject({
    state: 'answered',
    score: 4,
    comment: '很快就解決了。',
    answeredAt: clock.now(),
  })
})

test('the result stands on the case, with where it came from', async ({ db }) => {
  const { caseId, invite, answer } = await answeredCase(db)
  await invite()
  await answer(5, '謝謝')
  expect(await entriesOf(db, caseId)).toEqual([
    { kind: 'survey', actorId: null, origin: '203.0.113.9', body: { score: 5, text: '謝謝' } },
  ])
  expect(await emitted(db, 'survey.answered', 'caseId', caseId)).toBe(1)
})

test('answered twice at the same moment, it counts once', async ({ db }) => {
  const { caseId, invite, answer } = await answeredCase(db)
  await invite()
  const outcomes = await Promise.allSettled([1, 2, 1, 2, 1].map((score) => answer(score)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await entriesOf(db, caseId)).toHaveLength(1)
  expect(await db.selectFrom('callBacks').select('id').where('caseId', '=', caseId).execute()).toHaveLength(1)
})

test('the link works before the survey has been opened, and opens it', async ({ db }) => {
  const { caseId, agentId, deps, token, answer, invite } = await answeredCase(db)
  expect(await readSurvey(deps, token)).toMatchObject({ answered: false })
  await answer(5)
  await invite()
  expect(await surveysOf(db, caseId)).toMatchObject([{ agentId, score: 5 }])
})

test('a link that is not ours, or of a case not answered yet, leads nowhere', async ({ db }) => {
  const { deps, token } = await answeredCase(db)
  const unanswered = await fileCase(db, { at: deps.now() })
  const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
  for (const wrong of [
    forged,
    surveyTokenOf(SECRETS, unanswered.id),
    surveyTokenOf(SECRETS, newId()),
    'x.y',
  ]) {
    await expect(readSurvey(deps, wrong)).rejects.toMatchObject({ status: 404, code: 'survey-not-found' })
    await expect(answerSurvey(deps, wrong, { score: 5 }, SOMEBODY)).rejects.toMatchObject({
      status: 404,
      code: 'survey-not-found',
    })
  }
})

test('can be answered for 30 days; what was answered in time can be read for ever', async ({ db }) => {
  const late = await answeredCase(db)
  const early = await answeredCase(db, {}, late.clock)
  await late.invite()
  await early.invite()
  late.clock.advance({ hours: 30 * 24 - 1 })
  await early.answer(3)
  late.clock.advance({ hours: 1 })
  await expect(late.answer(3)).rejects.toMatchObject({ status: 410, code: 'survey-not-found' })
  await expect(readSurvey(late.deps, late.token)).rejects.toMatchObject({ status: 410 })
  expect(await readSurvey(early.deps, early.token)).toMatchObject({ answered: true, score: 3 })
})

test('answered anew before anybody filled it in, it is about the new answer and its time begins again', async ({
  db,
}) => {
  const { caseId, invite, clock, agentId, deps, answer } = await answeredCase(db)
  await invite()
  clock.advance({ hours: 20 * 24 })
  const { id: another } = await employ(db, { roles: ['tier2'] })
  await moveCase(db, caseId, 'reopened', { at: clock.now(), actorId: agentId })
  await replyTo(db, caseId, { at: clock.now(), agentId: another })
  await inviteToSurvey(deps, { caseId, agentId: another })
  clock.advance({ hours: 20 * 24 })
  await answer(5)
  expect(await surveysOf(db, caseId)).toMatchObject([{ agentId: another, score: 5 }])
})

test('nobody who answered is asked again, also not when the case is answered anew', async ({ db }) => {
  const { caseId, invite, clock, agentId, answer } = await answeredCase(db)
  await invite()
  await answer(4)
  clock.advance({ hours: 24 })
  await moveCase(db, caseId, 'reopened', { at: clock.now(), actorId: agentId })
  await replyTo(db, caseId, { at: clock.now(), agentId })
  await invite()
  expect(await surveysOf(db, caseId)).toMatchObject([{ score: 4, invitedAt: new Date(FRIDAY) }])
  await expect(answer(1)).rejects.toMatchObject({ code: 'survey-already-answered' })
})

test('one reminder after three working days, exactly one, over a weekend too', async ({ db }) => {
  const { deps, caseId, invite, clock } = await answeredCase(db)
  await invite()
  const reminded = async () => {
    await Promise.all([remindSurveys(deps), remindSurveys(deps)])
    return emitted(db, 'survey.reminder-due', 'caseId', caseId)
  }
  clock.advance({ hours: 4 * 24 + 23, minutes: 59 })
  expect(await reminded()).toBe(0)
  clock.advance({ minutes: 1 })
  expect(clock.now().toISOString()).toBe('2026-11-25T02:00:00.000Z')
  expect(await reminded()).toBe(1)
  clock.advance({ hours: 24 * 7 })
  expect(await reminded()).toBe(1)
})

test('nobody is reminded who has answered, left no address, or whose case is being worked on again', async ({
  db,
}) => {
  const satisfied = await answeredCase(db)
  const silent = await answeredCase(db, { email: null }, satisfied.clock)
  const reopened = await answeredCase(db, {}, satisfied.clock)
  for (const { invite } of [satisfied, silent, reopened]) await invite()
  await satisfied.answer(5)
  satisfied.clock.advance({ hours: 24 })
  await moveCase(db, reopened.caseId, 'reopened', { at: satisfied.clock.now(), actorId: reopened.agentId })
  satisfied.clock.advance({ hours: 24 * 9 })
  await remindSurveys(satisfied.deps)
  for (const { caseId } of [satisfied, silent, reopened])
    expect(await emitted(db, 'survey.reminder-due', 'caseId', caseId)).toBe(0)
})

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
  expect((await entriesOf(db, caseId)).at(-1)).toEqual({
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
