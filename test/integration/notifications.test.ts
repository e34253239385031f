import { expect } from 'vitest'
import { acknowledge } from '../../server/notifications/acknowledge.ts'
import { sendDueMails } from '../../server/notifications/send-due-mails.ts'
import { newId } from '../../server/platform/values.ts'
import { testAlone as test } from '../support/database.ts'
import { lettersApp } from '../support/letters-app.ts'
import { emitted, fileCase, mailsOf } from '../support/mailed-cases.ts'

test('a failed mail is sent again by one press of the button, and only then', async ({ db }) => {
  const { deps, person, ask, failedMail } = await lettersApp(db)
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
  const { person, ask, failedMail } = await lettersApp(db)
  const { mailId } = await failedMail()
  expect(await ask(`POST /outgoing-mails/${mailId}/retry`, await person('tier1-agent'))).toMatchObject({
    status: 200,
    body: { state: 'queued', toAddress: '', body: '' },
  })
})

test('nobody sends a mail again whose case is not theirs to see', async ({ db }) => {
  const { person, ask, failedMail } = await lettersApp(db)
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
  const { clock, deps, person, ask, failedMail } = await lettersApp(db)
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
  const { person, ask } = await lettersApp(db)
  const administrator = await person('administrator')
  for (const after of ['x', '1.2', `1.${'-'.repeat(36)}`, '999999999999999.0', "1'; drop table cases"])
    expect(await ask(`GET /outgoing-mails?after=${encodeURIComponent(after)}`, administrator)).toMatchObject({
      status: 400,
      body: { code: 'input-invalid' },
    })
  expect((await ask('GET /outgoing-mails', await person('tier1-agent'))).status).toBe(403)
})
