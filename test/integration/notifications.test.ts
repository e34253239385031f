import { expect } from 'vitest'
import { surveyTokenOf } from '../../server/cases/links.ts'
import type { Role } from '../../server/identity/api.ts'
import { FIRST_PERMISSIONS } from '../../server/identity/permissions.ts'
import { acknowledge } from '../../server/notifications/acknowledge.ts'
import { mailReply } from '../../server/notifications/mail-reply.ts'
import { notificationRoutes } from '../../server/notifications/routes.ts'
import { sendDueMails } from '../../server/notifications/send-due-mails.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { createApp } from '../../server/platform/http/app.ts'
import { SESSION_COOKIE } from '../../server/platform/http/request.ts'
import { keptMail } from '../../server/platform/mail/kept-mail.ts'
import { MailRefused } from '../../server/platform/mail/port.ts'
import { newId } from '../../server/platform/values.ts'
import { surveyRoutes } from '../../server/surveys/routes.ts'
import { employ } from '../support/accounts.ts'
import { stoppedClock } from '../support/clock.ts'
import { testAlone as test } from '../support/database.ts'
import { emitted, fileCase, lettersFrom, mailsOf, replyTo, SECRETS } from '../support/mailed-cases.ts'

const refuses = {
  ...keptMail(),
  send: async () => {
    throw new MailRefused('550 no such user')
  },
}

/** The help desk's HTTP, asked by people of these roles. */
async function desk(db: Db) {
  const clock = stoppedClock()
  const deps = lettersFrom(db, clock.now, keptMail())
  const actors = new Map<string | undefined, Actor>()
  const app = createApp({ actorOf: async (token) => actors.get(token), logger: false, trustProxy: false })
  await app.register(notificationRoutes(deps), { prefix: '/api' })
  await app.register(surveyRoutes(deps), { prefix: '/api' })
  return {
    clock,
    deps,
    async person(role: Role) {
      const { id, name } = await employ(db, { roles: [role] })
      const permissions = FIRST_PERMISSIONS[role]
      actors.set(id, { id, name, roles: [role], permissions, sessionId: newId() })
      return id
    },
    async ask(endpoint: string, token?: string, body?: object) {
      const [method, url] = endpoint.split(' ')
      const reply = await app.inject({
        method: method as 'GET',
        url: `/api${url}`,
        headers: token ? { cookie: `${SESSION_COOKIE}=${token}` } : {},
        ...(body && { payload: body }),
      })
      return { status: reply.statusCode, body: reply.json() }
    },
    async failedMail() {
      const { id: caseId } = await fileCase(db, { at: clock.now() })
      await acknowledge(deps, { caseId })
      await sendDueMails({ ...deps, mail: refuses })
      const [mail] = await mailsOf(db, caseId)
      return { caseId, mailId: mail!.id }
    },
  }
}

test('a failed mail is sent again by one press of the button, and only then', async ({ db }) => {
  const { deps, person, ask, failedMail } = await desk(db)
  const supervisor = await person('supervisor')
  const { mailId, caseId } = await failedMail()
  const before = await emitted(db, 'mail.queued', 'mailId', mailId)
  const again = await ask(`POST /outgoing-mails/${mailId}/retry`, supervisor)
  expect(again).toMatchObject({
    status: 200,
    body: { id: mailId, state: 'queued', tries: 0, lastError: null, toAddress: 'wang@agency.example' },
  })
  expect(await emitted(db, 'mail.queued', 'mailId', mailId)).toBe(before + 1)
  expect(await ask(`POST /outgoing-mails/${mailId}/retry`, supervisor)).toMatchObject({
    status: 409,
    body: { code: 'mail-not-failed' },
  })
  await sendDueMails(deps)
  expect(await mailsOf(db, caseId)).toMatchObject([{ state: 'sent', tries: 1 }])
  expect(
    await db
      .selectFrom('auditLog')
      .select(['action', 'actorId'])
      .where('subject', '=', `mail:${mailId}`)
      .execute(),
  ).toEqual([{ action: 'mail-sent-again', actorId: supervisor }])
})

test('whoever handles the case may send its mail again, but reads neither address nor letter', async ({
  db,
}) => {
  const { person, ask, failedMail } = await desk(db)
  const { mailId } = await failedMail()
  expect(await ask(`POST /outgoing-mails/${mailId}/retry`, await person('tier1-agent'))).toMatchObject({
    status: 200,
    body: { state: 'queued', toAddress: '', body: '' },
  })
})

test('nobody sends a mail again whose case is not theirs to see', async ({ db }) => {
  const { person, ask, failedMail } = await desk(db)
  const { mailId, caseId } = await failedMail()
  for (const role of ['user', 'vendor', 'tier3-owner', 'quality-officer'] as const)
    expect([role, (await ask(`POST /outgoing-mails/${mailId}/retry`, await person(role))).status]).toEqual([
      role,
      404,
    ])
  expect((await ask(`POST /outgoing-mails/${mailId}/retry`)).status).toBe(401)
  expect((await ask(`POST /outgoing-mails/${newId()}/retry`, await person('supervisor'))).status).toBe(404)
  expect(await mailsOf(db, caseId)).toMatchObject([{ state: 'failed' }])
})

test('outgoing mail is listed newest first, page after page, each once', async ({ db }) => {
  const { clock, deps, person, ask, failedMail } = await desk(db)
  const administrator = await person('administrator')
  const { mailId } = await failedMail()
  for (let n = 0; n < 60; n++) {
    clock.advance({ seconds: n % 3 })
    const { id: caseId } = await fileCase(db, { at: clock.now() })
    await acknowledge(deps, { caseId })
  }
  const seen: string[] = []
  let after = ''
  do {
    const { body } = await ask(`GET /outgoing-mails${after}`, administrator)
    seen.push(...body.mails.map(({ id }: { id: string }) => id))
    after = body.next && `?after=${encodeURIComponent(body.next)}`
  } while (after)
  const all = await db
    .selectFrom('outgoingMails')
    .select('id')
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .execute()
  expect(seen).toEqual(all.map(({ id }) => id))
  expect(seen).toHaveLength(61)

  const { body: failed } = await ask('GET /outgoing-mails?state=failed', administrator)
  expect(failed).toMatchObject({ mails: [{ id: mailId, lastError: '550 no such user' }], next: null })
  expect(failed.mails[0].caseNumber).toMatch(/^\d{3}-\d{6}$/)
})

test('a place in the list that no page gave is refused in words', async ({ db }) => {
  const { person, ask } = await desk(db)
  const administrator = await person('administrator')
  for (const after of ['x', '1.2', `1.${'-'.repeat(36)}`, '999999999999999.0', "1'; drop table cases"])
    expect(await ask(`GET /outgoing-mails?after=${encodeURIComponent(after)}`, administrator)).toMatchObject({
      status: 400,
      body: { code: 'input-invalid' },
    })
  expect((await ask('GET /outgoing-mails', await person('tier1-agent'))).status).toBe(403)
})

test('a survey is read and answered over its link by anybody; staff see the result on the case', async ({
  db,
}) => {
  const { clock, deps, person, ask } = await desk(db)
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
