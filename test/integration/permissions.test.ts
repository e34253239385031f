import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import { freshDatabase } from '../support/database.ts'
import { askSimply, cookieOf, operationsOf, serverOn } from '../support/in-process.ts'
import { permissionTable } from '../support/permission-table.ts'

/** One demonstration account of each role that has no other role. */
const ACCOUNTS: Record<string, string> = {
  user: 'user1',
  'tier1-agent': 'agent1',
  'mail-handler': 'mail1',
  tier2: 'tier2a',
  'tier3-owner': 'owner1',
  vendor: 'vendor1',
  supervisor: 'super1',
  'quality-officer': 'quality1',
  'knowledge-editor': 'editor1',
  'seed-teacher': 'teacher1',
  'authority-administrator': 'authority1',
  auditor: 'auditor1',
  administrator: 'admin',
}

let server: Awaited<ReturnType<typeof serverOn>>
let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
  server = await serverOn(database.url)
}, 60_000)
afterAll(async () => {
  await server.close()
  await database.drop()
})

test('nobody reaches more without signing in than what is open to anyone', async () => {
  for (const operation of operationsOf(server.app)) {
    const may = permissionTable(server.app).get(`${operation.method} ${operation.path}`)
    const { statusCode } = await askSimply(server.app, operation, undefined)
    expect([statusCode === 401, `${operation.method} ${operation.path}`]).toEqual([
      may !== 'anyone',
      `${operation.method} ${operation.path}`,
    ])
  }
})

describe.each(Object.entries(ACCOUNTS))('the role %s', (role, login) => {
  test('reaches what it may, and nothing else', async () => {
    const cookie = await cookieOf(server.app, login, DEMONSTRATION_PASSWORD)
    const granted = await server.deps.db
      .selectFrom('rolePermissions')
      .innerJoin('accountRoles', 'accountRoles.roleId', 'rolePermissions.roleId')
      .innerJoin('accounts', 'accounts.personId', 'accountRoles.personId')
      .select('permission')
      .where('login', '=', login)
      .execute()
    const permissions = new Set(granted.map(({ permission }) => permission))
    const wrong: string[] = []
    for (const operation of operationsOf(server.app)) {
      const key = `${operation.method} ${operation.path}`
      // Signing out would end what this test asks with.
      if (key === 'DELETE /api/session') continue
      const may = permissionTable(server.app).get(key) ?? '?'
      const allowed = may === 'anyone' || may === 'signed-in' || permissions.has(may)
      const { statusCode } = await askSimply(server.app, operation, cookie)
      if (statusCode >= 500 || (statusCode === 403) === allowed || statusCode === 401)
        wrong.push(`${key} (${may}): ${statusCode}`)
    }
    expect(wrong).toEqual([])
    expect(role).toBeTruthy()
  })
})

test('docs/permissions.md says what the product does', async () => {
  const { renderPermissions } = await import('../support/permission-table.ts')
  const written = await readFile(join(import.meta.dirname, '../../docs/permissions.md'), 'utf8')
  expect(written).toBe(await renderPermissions(server.app, server.deps.db))
})
