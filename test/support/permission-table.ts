import type { FastifyInstance } from 'fastify'
import { casesApi } from '../../server/cases/api.ts'
import { directoryApi } from '../../server/directory/api.ts'
import { filesApi } from '../../server/files/api.ts'
import { identityApi } from '../../server/identity/api.ts'
import { intakeApi } from '../../server/intake/api.ts'
import { notificationsApi } from '../../server/notifications/api.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Contract } from '../../server/platform/http/contract.ts'
import { routingApi } from '../../server/routing/api.ts'
import { surveysApi } from '../../server/surveys/api.ts'
import { operationsOf } from './in-process.ts'

const CONTRACTS: Contract[] = [
  directoryApi,
  identityApi,
  casesApi,
  intakeApi,
  filesApi,
  routingApi,
  surveysApi,
  notificationsApi,
]

/** What each endpoint demands, by `METHOD /api/path/{param}`. */
export function permissionTable(app: FastifyInstance): Map<string, string> {
  const table = new Map<string, string>()
  for (const contract of CONTRACTS)
    for (const [key, { may }] of Object.entries(contract)) {
      const [method, path = ''] = key.split(' ')
      table.set(`${method} /api${path.replaceAll(/:(\w+)/g, '{$1}')}`, may)
    }
  for (const { method, path } of operationsOf(app))
    if (!table.has(`${method} ${path}`)) throw new Error(`no contract says who may ${method} ${path}`)
  return table
}

/** The table as a document: every endpoint against every role. */
export async function renderPermissions(app: FastifyInstance, db: Db): Promise<string> {
  const roles = await db.selectFrom('roles').select('id').orderBy('sort').orderBy('id').execute()
  const rows = await db.selectFrom('rolePermissions').selectAll().execute()
  const has = (role: string, may: string) =>
    may === 'anyone' || may === 'signed-in' || rows.some((r) => r.roleId === role && r.permission === may)
  const lines = [...permissionTable(app)]
    .toSorted(
      ([a], [b]) => (a.split(' ')[1] ?? '').localeCompare(b.split(' ')[1] ?? '') || a.localeCompare(b),
    )
    .map(
      ([key, may]) =>
        `| \`${key}\` | ${may} | ${roles.map(({ id }) => (has(id, may) ? '●' : '')).join(' | ')} |`,
    )
  return [
    '# Who may do what',
    '',
    'Roles as they are at the first start; an administrator may change them. Made from the contracts and compared by a',
    'test. A record that is not yours to see is "not found", whatever the table says.',
    '',
    `| endpoint | demands | ${roles.map(({ id }) => id).join(' | ')} |`,
    `|---|---|${roles.map(() => '---').join('|')}|`,
    ...lines,
    '',
  ].join('\n')
}
