import { expect } from 'vitest'
import { requesterVerifies } from '../../server/cases/by-requester.ts'
import { closeSilent } from '../../server/cases/close-silent.ts'
import { surveyTokenOf } from '../../server/cases/links.ts'
import { noticeOfClosing } from '../../server/notifications/notice-of-closing.ts'
import { testAlone as test } from '../support/database.ts'
import { correspondence, moveCase, SECRETS } from '../support/mailed-cases.ts'

const BY_CODE = { actorId: null, origin: '203.0.113.9' }

test('an answered case closed because nobody wrote again is told of, once', async ({ db }) => {
  const { deps, clock, caseId, reply, mails } = await correspondence(db)
  await (await reply()).send()
  clock.advance({ hours: 24 * 15 })
  expect(await closeSilent(deps)).toBe(1)
  await noticeOfClosing(deps, { caseId })
  await noticeOfClosing(deps, { caseId })
  const [, notice, ...more] = await mails()
  expect(more).toEqual([])
  expect(notice).toMatchObject({ kind: 'notice' })
  expect(notice?.body).toContain('您的案件先前已有回覆，現已結案')
  expect(notice?.body).not.toContain('/surveys/')
})

test('a case closed by an agent after its answer is told of; closed together with the answer, the answer says so', async ({
  db,
}) => {
  const later = await correspondence(db)
  await (await later.reply()).send()
  later.clock.advance({ minutes: 5 })
  await moveCase(db, later.caseId, 'closed', { at: later.clock.now(), actorId: later.agentId })
  await noticeOfClosing(later.deps, { caseId: later.caseId })
  expect((await later.mails()).map(({ kind }) => kind)).toEqual(['answer', 'notice'])

  const together = await correspondence(db)
  await (await together.reply({ to: 'closed' })).send()
  await noticeOfClosing(together.deps, { caseId: together.caseId })
  const [only, ...more] = await together.mails()
  expect(more).toEqual([])
  expect(only?.body).toContain('已有回覆並已結案')
  expect(only?.body).toContain('/surveys/')
})

test('who says that an answer solved it is told nothing more', async ({ db }) => {
  const { deps, clock, caseId, reply, mails } = await correspondence(db)
  await (await reply()).send()
  clock.advance({ hours: 1 })
  await requesterVerifies(deps, caseId, { solved: true, by: BY_CODE })
  await noticeOfClosing(deps, { caseId })
  expect((await mails()).map(({ kind }) => kind)).toEqual(['answer'])
})

test.for([
  ['confirmed', '謝謝您確認問題已經解決'],
  ['not heard of again', '您的案件先前已有回覆，現已結案'],
] as const)(
  'a correction %s closes the case, and its requester is asked how it went',
  async ([how, said], { db }) => {
    const { deps, clock, caseId, reply, mails } = await correspondence(db)
    await (await reply({ to: 'waiting', waitingFor: 'verification' })).send()
    clock.advance({ hours: how === 'confirmed' ? 1 : 24 * 15 })
    if (how === 'confirmed') await requesterVerifies(deps, caseId, { solved: true, by: BY_CODE })
    else await closeSilent(deps)
    await noticeOfClosing(deps, { caseId })
    const [request, notice] = await mails()
    expect(request?.body).not.toContain('/surveys/')
    expect(notice?.body).toContain(said)
    expect(notice?.body).toContain(`/surveys/${surveyTokenOf(SECRETS, caseId)}`)
  },
)

test('a case reopened before the notice was written is not called closed', async ({ db }) => {
  const { clock, deps, reply, mails, caseId, agentId } = await correspondence(db)
  await reply()
  await moveCase(db, caseId, 'closed', { at: clock.now(), actorId: agentId })
  await moveCase(db, caseId, 'reopened', { at: clock.now(), actorId: agentId })
  await noticeOfClosing(deps, { caseId })
  expect(await mails()).toEqual([])
})
