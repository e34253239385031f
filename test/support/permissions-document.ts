import { FIRST_PERMISSIONS } from '../../server/identity/permissions.ts'
import { ASKS_FOR, LIVE, OTHER_ADDRESSES, permissionTable } from './permission-table.ts'

type Role = keyof typeof FIRST_PERMISSIONS
const ROLES = Object.keys(FIRST_PERMISSIONS) as Role[]

/** The tables of permissions as a document: endpoints, other addresses and live events, against every role. */
export function renderPermissions(): string {
  const endpoints = [...permissionTable()].toSorted(([a], [b]) => byPath(a, b))
  return [
    '# Who may do what',
    '',
    'Roles as they are at the first start; an administrator may change them. Made by `node scripts/documents.mjs` from the',
    'contracts, and held against the running server by tests. A record that is not yours to see is "not found", whatever',
    'the table says. ● may, ○ may when the record is theirs.',
    '',
    '## Endpoints',
    '',
    ...table(
      'endpoint',
      endpoints.map(([key, may]) => [
        `\`${key}\``,
        ASKS_FOR[key]?.join(' or ') ?? may,
        ASKS_FOR[key] ?? [may],
      ]),
    ),
    '',
    '## Live connection',
    '',
    ...table(
      'may',
      LIVE.map(({ what, demands }) => [what, demands, [demands]]),
    ),
    '',
    '## Other addresses',
    '',
    '| address | for |',
    '|---|---|',
    ...OTHER_ADDRESSES.map(({ shown, who }) => `| ${shown} | ${who} |`),
    '',
  ].join('\n')
}

const table = (title: string, rows: [what: string, demands: string, anyOf: readonly string[]][]) => [
  `| ${title} | demands | ${ROLES.join(' | ')} |`,
  `|---|---|${ROLES.map(() => ':-:').join('|')}|`,
  ...rows.map(([what, demands, anyOf]) => {
    const marks = ROLES.map((role) => (anyOf.some((may) => has(role, may)) ? mark(what) : ''))
    return `| ${what} | ${demands} | ${marks.join(' | ')} |`
  }),
]

const has = (role: Role, may: string) =>
  may === 'anyone' || may === 'signed-in' || FIRST_PERMISSIONS[role].some((permission) => permission === may)

/** One case, one mail, one offer: having the permission is not enough. */
const mark = (what: string) => (/\{(caseId|number|mailId|offerId|key)\}/.test(what) ? '○' : '●')

/** By address, then as one reads, changes and removes; by code units, so that no system's locale matters. */
function byPath(a: string, b: string) {
  const [one = '', other = ''] = [a, b].map((key) => `${key.split(' ')[1]} ${key}`)
  return one < other ? -1 : one > other ? 1 : 0
}
