import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { freshDatabase } from '../support/database.ts'
import { ACCOUNTS, permissionsOf } from '../support/demonstration-accounts.ts'
import { askSimply, cookieOf, operationsOf, serverOn } from '../support/in-process.ts'
import { addressesOf, OTHER_ADDRESSES, permissionTable } from '../support/permission-table.ts'
import { renderPermissions } from '../support/permissions-document.ts'

let server: Awaited<ReturnType<typeof serverOn>>
let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
  server = await serverOn(database.url)
})
afterAll(async () => {
  await server.close()
  await database.drop()
})

const table = permissionTable()
const keyOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`
const codeOf = (answer: { headers: Record<string, unknown>; json(): { code?: string } }) =>
  String(answer.headers['content-type']).includes('json') ? answer.json().code : undefined

test('there is no address that the table of permissions does not know', () => {
  const known = new Set([...table.keys()].map((key) => key.replaceAll(/\{(\w+)\}/g, ':$1')))
  const others = new Set(OTHER_ADDRESSES.flatMap(({ addresses }) => addresses))
  const unknown = addressesOf(server.app)
    .map((address) => address.replace(/^HEAD /, 'GET '))
    .filter((address) => !known.has(address) && !others.has(address.split(' ')[1] ?? ''))
  expect(unknown).toEqual([])
  expect(operationsOf(server.app).map(keyOf).toSorted()).toEqual([...table.keys()].toSorted())
})

test('nobody reaches more without signing in than what is open to anyone', async () => {
  const open: string[] = []
  for (const operation of operationsOf(server.app))
    if (codeOf(await askSimply(server.app, operation, { cookie: undefined })) !== 'sign-in-needed')
      open.push(keyOf(operation))
  const meant = [...table].filter(([, may]) => may === 'anyone').map(([key]) => key)
  expect(open.toSorted()).toEqual(meant.toSorted())
})

test('the pages of the desk, the board and the administration send whoever is not signed in to sign in', async () => {
  for (const page of ['/desk', '/desk/cases/1', '/board', '/admin/people', '/en/desk']) {
    const { statusCode, headers } = await server.app.inject(page)
    expect([page, statusCode, String(headers.location).split('?')[0]]).toEqual([
      page,
      303,
      page.startsWith('/en') ? '/en/login' : '/login',
    ])
  }
})

describe.each(Object.entries(ACCOUNTS))('the role %s', (_role, login) => {
  test('reaches what it may, and nothing else', async () => {
    const cookie = await cookieOf(server.app, login, DEMONSTRATION_PASSWORD)
    const permissions = await permissionsOf(server.deps.db, login)
    const wrong: string[] = []
    // Signing out last: it ends what this test asks with.
    const operations = operationsOf(server.app).toSorted(
      (a, b) => Number(keyOf(a) === 'DELETE /api/session') - Number(keyOf(b) === 'DELETE /api/session'),
    )
    for (const operation of operations) {
      const may = table.get(keyOf(operation)) ?? '?'
      const allowed = may === 'anyone' || may === 'signed-in' || permissions.has(may)
      const answer = await askSimply(server.app, operation, { cookie })
      const code = codeOf(answer)
      const fits =
        answer.statusCode < 500 && code !== 'sign-in-needed' && (code !== 'permission-missing') === allowed
      if (!fits) wrong.push(`${keyOf(operation)} (${may}): ${answer.statusCode} ${code}`)
    }
    expect(wrong).toEqual([])
  })
})

test('docs/permissions.md says what the product does; `node scripts/documents.mjs` writes it anew', async () => {
  const written = await readFile(join(import.meta.dirname, '../../docs/permissions.md'), 'utf8')
  expect(renderPermissions()).toBe(written)
})
