import { expect } from 'vitest'
import { surveyTokenOf } from '../../server/cases/links.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { answerSurvey, readSurvey } from '../../server/surveys/answer.ts'
import { inviteToSurvey } from '../../server/surveys/invite.ts'
import { surveyStateOf } from '../../server/surveys/queries.ts'
import { remindSurveys } from '../../server/surveys/remind.ts'
import { employ } from '../support/accounts.ts'
import { answeredCase, FRIDAY, SOMEBODY, surveyEntriesOf } from '../support/answered-cases.ts'
import { test } from '../support/database.ts'
import { emitted, fileCase, moveCase, replyTo, SECRETS } from '../support/mailed-cases.ts'

const surveysOf = (db: Db, caseId: Id<'case'>) =>
  db.selectFrom('surveys').selectAll().where('caseId', '=', caseId).execute()

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
  expect(await surveyEntriesOf(db, caseId)).toEqual([
    { kind: 'survey', actorId: null, origin: '203.0.113.9', body: { score: 5, text: '謝謝' } },
  ])
  expect(await emitted(db, 'survey.answered', 'caseId', caseId)).toBe(1)
})

test('answered twice at the same moment, it counts once', async ({ db }) => {
  const { caseId, invite, answer } = await answeredCase(db)
  await invite()
  const outcomes = await Promise.allSettled([1, 2, 1, 2, 1].map((score) => answer(score)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await surveyEntriesOf(db, caseId)).toHaveLength(1)
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
