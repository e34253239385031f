import { expect } from 'vitest'
import { surveyTokenOf } from '../../server/cases/links.ts'
import { noticeOfClosing } from '../../server/notifications/notice-of-closing.ts'
import { test } from '../support/database.ts'
import { correspondence, moveCase, SECRETS } from '../support/mailed-cases.ts'

test('closing without a new reply is told once; not to those who read it in the reply', async ({ db }) => {
  const silent = await correspondence(db)
  await (await silent.reply()).send()
  silent.clock.advance({ hours: 72 })
  await moveCase(db, silent.caseId, 'closed', { at: silent.clock.now(), actorId: null })
  await noticeOfClosing(silent.deps, { caseId: silent.caseId })
  await noticeOfClosing(silent.deps, { caseId: silent.caseId })
  expect((await silent.mails()).map(({ kind }) => kind)).toEqual(['answer', 'notice'])
  expect((await silent.mails())[1]?.body).toContain('現已結案')

  const told = await correspondence(db)
  await (await told.reply({ to: 'closed' })).send()
  await noticeOfClosing(told.deps, { caseId: told.caseId })
  const [only, ...more] = await told.mails()
  expect(more).toEqual([])
  expect(only?.body).toContain('已有回覆並已結案')
})

test('who closed an answered case themselves is told nothing; who confirmed a correction is asked how it went', async ({
  db,
}) => {
  const byCode = { actorId: null, origin: '203.0.113.9' }
  const satisfied = await correspondence(db)
  await (await satisfied.reply()).send()
  satisfied.clock.advance({ hours: 1 })
  await moveCase(db, satisfied.caseId, 'closed', { at: satisfied.clock.now(), ...byCode })
  await noticeOfClosing(satisfied.deps, { caseId: satisfied.caseId })
  expect((await satisfied.mails()).map(({ kind }) => kind)).toEqual(['answer'])

  const verified = await correspondence(db)
  await (await verified.reply({ to: 'waiting', waitingFor: 'verification' })).send()
  verified.clock.advance({ hours: 1 })
  await moveCase(db, verified.caseId, 'closed', { at: verified.clock.now(), ...byCode })
  await noticeOfClosing(verified.deps, { caseId: verified.caseId })
  const [request, notice] = await verified.mails()
  expect(request?.body).not.toContain('/surveys/')
  expect(notice?.body).toContain('謝謝您確認問題已經解決')
  expect(notice?.body).toContain(`/surveys/${surveyTokenOf(SECRETS, verified.caseId)}`)
})

test('a case reopened before the notice was written is not called closed', async ({ db }) => {
  const { clock, deps, reply, mails, caseId, agentId } = await correspondence(db)
  await reply()
  await moveCase(db, caseId, 'closed', { at: clock.now(), actorId: agentId })
  await moveCase(db, caseId, 'reopened', { at: clock.now(), actorId: agentId })
  await noticeOfClosing(deps, { caseId })
  expect(await mails()).toEqual([])
})
