import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { storeMail } from '../../server/mail-in/transport/store-mail.ts'
import { freshDatabase } from '../support/database.ts'
import { cookieOf, serverOn } from '../support/in-process.ts'
import { written } from '../support/mailroom.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let server: Awaited<ReturnType<typeof serverOn>>

beforeAll(async () => {
  database = await freshDatabase()
  server = await serverOn(database.url)
  await server.work()
}, 60_000)

afterAll(async () => {
  await server.close()
  await database.drop()
})

test('a stored mail becomes a case by itself, is acknowledged in its thread, and an agent sees it', async () => {
  const { deps, app } = server
  const { id: mailboxId, address } = await deps.db
    .insertInto('mailboxes')
    .values({
      address: 'help@centre.example',
      name: '客服信箱',
      queueId: 1,
      defaultSystemId: 1,
      source: 'smtp',
      imap: null,
      wrappedPassword: null,
      pausedAt: null,
      lastError: null,
      lastReadAt: null,
    })
    .returning(['id', 'address'])
    .executeTakeFirstOrThrow()
  const messageId = '<whole@agency.example>'
  const bytes = await written({ to: address, messageId, subject: '薪資單打不開' })
  const { mailId } = await storeMail(deps, { mailboxId, bytes, source: 'smtp' })
  const letter = await vi.waitFor(
    () =>
      deps.db
        .selectFrom('outgoingMails')
        .selectAll()
        .where('kind', '=', 'acknowledgement')
        .executeTakeFirstOrThrow(),
    { timeout: 30_000, interval: 100 },
  )
  expect(letter).toMatchObject({ inReplyTo: messageId, fromAddress: address })
  const cookie = await cookieOf(app, 'agent1', DEMONSTRATION_PASSWORD)
  const asked = (url: string) =>
    app.inject({ url: `/api${url}`, headers: { cookie } }).then((reply) => reply.json())
  const [mail] = (await asked('/received-mails')).mails
  expect(mail).toMatchObject({
    id: mailId,
    outcome: 'case',
    subject: '薪資單打不開',
    mailboxName: '客服信箱',
  })
  expect(await asked(`/received-mails/${mailId}/content`)).toMatchObject({
    text: '您好，請假單送出後畫面空白。',
  })
  const { trace } = await asked(`/received-mails/${mailId}`)
  expect(trace).toMatchObject([{ step: 'stored' }, { step: 'case', detail: { number: mail.caseNumber } }])
}, 60_000)
