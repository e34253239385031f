import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { newId } from '../../server/platform/values.ts'
import { freshDatabase } from '../support/database.ts'
import { ACCOUNTS, permissionsOf } from '../support/demonstration-accounts.ts'
import { askSimply, cookieOf, type Operation, operationsOf, serverOn } from '../support/in-process.ts'
import { ASKS_FOR, permissionTable } from '../support/permission-table.ts'
import { recordsOfOthers } from '../support/somebody-elses.ts'

let server: Awaited<ReturnType<typeof serverOn>>
let database: Awaited<ReturnType<typeof freshDatabase>>
let theirs: Awaited<ReturnType<typeof recordsOfOthers>>
const cookies = new Map<string, string>()
beforeAll(async () => {
  database = await freshDatabase()
  server = await serverOn(database.url)
  theirs = await recordsOfOthers(server.deps)
  for (const login of [...Object.values(ACCOUNTS), 'user2', 'agent2'])
    cookies.set(login, await cookieOf(server.app, login, DEMONSTRATION_PASSWORD))
})
afterAll(async () => {
  await server.close()
  await database.drop()
})

/** Who may not see the case: everybody but its requester and those who see all cases. */
const CASE_STRANGERS = ['user2', 'owner1', 'vendor1', 'teacher1', 'authority1', 'admin']
const STRANGERS: Record<string, string[]> = {
  caseId: CASE_STRANGERS,
  number: CASE_STRANGERS,
  entryNumber: ['user2', 'vendor1', 'authority1'],
  offerId: ['agent2', 'mail1', 'tier2a', 'owner1', 'vendor1'],
  mailId: ['user2', 'owner1', 'vendor1', 'quality1', 'teacher1', 'authority1', 'auditor1'],
  callBackId: ['quality1'],
  importId: ['agent2', 'tier2a', 'user2', 'auditor1'],
  key: ['user2', 'agent1', 'admin'],
}
const UNKNOWN: Record<string, string> = {
  caseId: newId(),
  number: '115-999999',
  entryNumber: 'Q999999',
  offerId: newId(),
  mailId: newId(),
  callBackId: newId(),
  importId: newId(),
  key: 'no-such-draft',
}

const keyOf = ({ method, path }: Operation) => `${method} ${path}`
const paramsOf = ({ path }: Operation) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)

async function answerTo(operation: Operation, login: string | undefined, known: Record<string, string>) {
  const cookie = login && cookies.get(login)
  const answer = await askSimply(server.app, operation, { cookie, known })
  return { status: answer.statusCode, body: answer.json() }
}

/** What the parameter names: cases and entries of Q&A both have a number. */
const recordOf = ({ path }: Operation, name: string) =>
  name === 'number' && path.includes('/knowledge/') ? 'entryNumber' : name

/** Operations on one record that is not for everybody, by which parameter it is named, and what record that is. */
const aimed = () =>
  operationsOf(server.app).flatMap((operation) =>
    paramsOf(operation)
      .map((name) => ({ operation, name, record: recordOf(operation, name) }))
      .filter(({ record }) => record in STRANGERS),
  )

describe('a record that is somebody else’s', () => {
  test('is answered exactly like one that does not exist, whatever is tried', async () => {
    const wrong: string[] = []
    let asked = 0
    for (const { operation, name, record } of aimed())
      for (const login of [...STRANGERS[record]!, undefined]) {
        const real = await answerTo(operation, login, { [name]: theirs[record as 'caseId'] })
        const none = await answerTo(operation, login, { [name]: UNKNOWN[record]! })
        asked += 1
        const told = real.status < 400 && name !== 'key'
        // A draft that is put is one's own, at the moment it is put.
        for (const { body } of [real, none]) if (body.updatedAt) body.updatedAt = 'now'
        if (told || JSON.stringify(real) !== JSON.stringify(none))
          wrong.push(`${keyOf(operation)} as ${login}: ${JSON.stringify(real)} / ${JSON.stringify(none)}`)
      }
    expect(wrong).toEqual([])
    expect(asked).toBeGreaterThan(150)
  })

  test('is not found by those whose role has the permission; those without it learn no more', async () => {
    const table = permissionTable()
    const wrong: string[] = []
    for (const { operation, name, record } of aimed().filter(({ name }) => name !== 'key'))
      for (const login of STRANGERS[record]!) {
        const may = table.get(keyOf(operation))!
        const permissions = await permissionsOf(server.deps.db, login)
        const enough = may === 'anyone' || may === 'signed-in' || permissions.has(may)
        const { status } = await answerTo(operation, login, { [name]: theirs[record as 'caseId'] })
        if (status !== (enough ? 404 : 403)) wrong.push(`${keyOf(operation)} as ${login}: ${status}`)
      }
    expect(wrong).toEqual([])
  })

  test('is there for whom it is meant', async () => {
    const ask = (key: string, login: string, name: string) =>
      answerTo(operationsOf(server.app).find((one) => keyOf(one) === key)!, login, {
        [name]: theirs[name as 'caseId'],
      })
    const statuses = [
      await ask('GET /api/cases/{caseId}', 'agent2', 'caseId'),
      await ask('GET /api/cases/by-number/{number}', 'auditor1', 'number'),
      await ask('POST /api/progress/{number}', 'user1', 'number'),
      await ask('GET /api/drafts/{key}', 'user1', 'key'),
      await ask('POST /api/call-backs/{callBackId}/result', 'super1', 'callBackId'),
      await ask('POST /api/desk/offers/{offerId}/acceptance', 'agent1', 'offerId'),
    ].map(({ status, body }) => [status, JSON.stringify(body)])
    expect(statuses.map(([status]) => status)).toEqual([200, 200, 200, 200, 201, 200])
    expect(statuses[3]![1]).toContain('還沒寫完')
  })

  test('is sent again, if it is a failed mail, by those who manage mail or handle the case only', async () => {
    const key = 'POST /api/outgoing-mails/{mailId}/retry'
    const operation = operationsOf(server.app).find((one) => keyOf(one) === key)!
    for (const login of Object.values(ACCOUNTS)) {
      await theirs.failAgain()
      const permissions = await permissionsOf(server.deps.db, login)
      const may = ASKS_FOR[key]!.some((permission) => permissions.has(permission))
      const seen = !CASE_STRANGERS.includes(login) || permissions.has('mail:manage')
      const { status } = await answerTo(operation, login, { mailId: theirs.mailId })
      expect([login, status]).toEqual([login, may && seen ? 200 : 404])
    }
  })
})

describe('a case that is somebody else’s', () => {
  test('is in no list, whatever is asked for', async () => {
    const lists = ['all', 'live', 'waiting', 'closed'].map((view) => `/api/cases?view=${view}`)
    const search = `/api/my/cases/similar?text=${encodeURIComponent('獨一無二的標題：匯出後姓名變成問號')}`
    const asked = async (login: string, url: string) =>
      (await server.app.inject({ url, headers: { cookie: cookies.get(login)! } })).body
    for (const login of CASE_STRANGERS)
      for (const url of [...lists, '/api/my/cases', search])
        expect([login, url, (await asked(login, url)).includes('獨一無二')]).toEqual([login, url, false])
    expect(await asked('user1', '/api/my/cases')).toContain('獨一無二')
    expect(await asked('user1', search)).toContain('獨一無二')
    expect(await asked('agent2', '/api/cases?view=live')).toContain('獨一無二')
  })

  test('does not show which numbers exist: a wrong code at it is a wrong code at none', async () => {
    const answers = []
    for (const number of [theirs.number, UNKNOWN['number']!])
      answers.push(
        await server.app.inject({
          method: 'POST',
          url: `/api/progress/${number}`,
          payload: { code: 'AAAA-BBBB' },
          remoteAddress: '192.0.2.77',
        }),
      )
    const [real, none] = answers.map(({ statusCode, body }) => ({ statusCode, body }))
    expect(real).toEqual(none)
    expect(real!.statusCode).toBe(404)
  })
})

describe('a file that is somebody else’s', () => {
  test('is neither read, nor continued, nor removed, nor attached', async () => {
    const tus = { 'tus-resumable': '1.0.0' }
    for (const login of ['user2', 'owner1', 'vendor1', 'admin', undefined]) {
      const headers = login ? { cookie: cookies.get(login)! } : {}
      const tried = async (attachedId: string, unclaimedId: string) => {
        const answers = [
          await server.app.inject({ url: `/api/files/${attachedId}/content`, headers }),
          await server.app.inject({ url: `/api/files/${unclaimedId}/content`, headers }),
          await server.app.inject({
            method: 'HEAD',
            url: `/api/uploads/${unclaimedId}`,
            headers: { ...headers, ...tus },
          }),
          await server.app.inject({
            method: 'DELETE',
            url: `/api/uploads/${unclaimedId}`,
            headers: { ...headers, ...tus },
          }),
          await server.app.inject({
            method: 'POST',
            url: '/api/cases',
            headers,
            payload: { systemId: 1, description: '附件', email: 'a@b.example', fileIds: [unclaimedId] },
          }),
        ]
        return answers.map(({ statusCode, body }) => ({ statusCode, body }))
      }
      const real = await tried(theirs.attachedId, theirs.unclaimedId)
      expect(real).toEqual(await tried(newId(), newId()))
      expect(real.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 404])
    }
    const mine = { cookie: cookies.get('user1')! }
    expect(
      (await server.app.inject({ url: `/api/files/${theirs.attachedId}/content`, headers: mine })).statusCode,
    ).toBe(200)
  })
})
