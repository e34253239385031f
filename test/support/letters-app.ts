import type { Role } from '../../server/identity/api.ts'
import { FIRST_PERMISSIONS } from '../../server/identity/permissions.ts'
import { acknowledge } from '../../server/notifications/acknowledge.ts'
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
import { employ } from './accounts.ts'
import { stoppedClock } from './clock.ts'
import { fileCase, lettersFrom, mailsOf } from './mailed-cases.ts'

const refuses = {
  ...keptMail(),
  send: async () => {
    throw new MailRefused('550 no such user')
  },
}

/** Mail and surveys over HTTP, asked by people of these roles. */
export async function lettersApp(db: Db) {
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
