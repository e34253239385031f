import { expect } from 'vitest'
import { surveyTokenOf } from '../../server/cases/links.ts'
import { mailReply } from '../../server/notifications/mail-reply.ts'
import { testAlone as test } from '../support/database.ts'
import { lettersApp } from '../support/letters-app.ts'
import { fileCase, mailsOf, replyTo, SECRETS } from '../support/mailed-cases.ts'

test('a survey is read and answered over its link by anybody; staff see the result on the case', async ({
  db,
}) => {
  const { clock, deps, person, ask } = await lettersApp(db)
  const agentId = await person('tier1-agent')
  const { id: caseId } = await fileCase(db, { at: clock.now() })
  const entryId = await replyTo(db, caseId, { at: clock.now(), agentId })
  await mailReply(deps, { caseId, entryId })
  const token = surveyTokenOf(SECRETS, caseId)
  expect((await mailsOf(db, caseId))[0]?.body).toContain(`/surveys/${token}`)

  expect(await ask(`GET /surveys/${token}`)).toMatchObject({ status: 200, body: { answered: false } })
  for (const body of [
    {},
    { score: 0 },
    { score: 6 },
    { score: 2.5 },
    { score: 1, comment: 'x'.repeat(5001) },
  ])
    expect((await ask(`POST /surveys/${token}`, undefined, body)).status).toBe(400)
  expect(await ask(`POST /surveys/${token}`, undefined, { score: 1, comment: '還是不能用' })).toMatchObject({
    status: 201,
    body: { score: 1 },
  })
  expect(await ask(`POST /surveys/${token}`, undefined, { score: 5 })).toMatchObject({ status: 409 })
  expect(await ask(`GET /surveys/${'x'.repeat(60)}`)).toMatchObject({ status: 404 })

  expect(await ask(`GET /cases/${caseId}/survey`, agentId)).toMatchObject({
    status: 200,
    body: { state: 'answered', score: 1, comment: '還是不能用' },
  })
  expect((await ask(`GET /cases/${caseId}/survey`, await person('vendor'))).status).toBe(404)

  const officer = await person('quality-officer')
  const { body: open } = await ask('GET /call-backs', officer)
  expect(open).toMatchObject([{ caseId, score: 1, comment: '還是不能用' }])
  const result = `POST /call-backs/${open[0].id}/result`
  expect((await ask(result, officer, { cause: '設定錯誤' })).status).toBe(400)
  expect(await ask(result, officer, { cause: '設定錯誤', remedy: '遠端協助完成' })).toMatchObject({
    status: 201,
    body: { cause: '設定錯誤', remedy: '遠端協助完成' },
  })
  expect((await ask('GET /call-backs?done=false', officer)).body).toEqual([])
  expect((await ask('GET /call-backs?done=true', officer)).body).toHaveLength(1)
  expect((await ask('GET /surveys/summary', officer)).body).toMatchObject({
    invited: 1,
    answered: 1,
    satisfaction: 0,
    formula: expect.stringContaining('有效填答數'),
  })
})
