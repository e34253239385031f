import type { FastifyInstance } from 'fastify'
import { callsApi } from '../../server/calls/api.ts'
import { callBoardApi } from '../../server/calls/board/api.ts'
import { callBooksApi } from '../../server/calls/books/api.ts'
import { callLogApi } from '../../server/calls/log/api.ts'
import { callMediaApi } from '../../server/calls/media/api.ts'
import { callSettingsApi } from '../../server/calls/plan/api.ts'
import { casesApi } from '../../server/cases/api.ts'
import { demoTelephoneApi } from '../../server/demonstration/telephone/api.ts'
import { directoryApi } from '../../server/directory/api.ts'
import { importsApi } from '../../server/directory/import/api.ts'
import { documentsApi } from '../../server/documents/api.ts'
import { filesApi } from '../../server/files/api.ts'
import { identityApi } from '../../server/identity/api.ts'
import { intakeApi } from '../../server/intake/api.ts'
import { knowledgeApi, publicKnowledgeApi } from '../../server/knowledge/api.ts'
import { knowledgeAtCaseApi } from '../../server/knowledge/at-case/api.ts'
import { knowledgeEditingApi } from '../../server/knowledge/editing/api.ts'
import { knowledgeFeedbackApi } from '../../server/knowledge/editing/feedback-api.ts'
import { knowledgeImportsApi } from '../../server/knowledge/import/api.ts'
import { caseLinksApi, receivedMailsApi } from '../../server/mail-in/api.ts'
import { mailboxesApi } from '../../server/mail-in/transport/api.ts'
import { notificationsApi } from '../../server/notifications/api.ts'
import type { Contract } from '../../server/platform/http/contract.ts'
import { forms } from '../../server/portal/forms.ts'
import { routingApi } from '../../server/routing/api.ts'
import { searchApi } from '../../server/search/api.ts'
import { searchIndexApi } from '../../server/search/keeping/api.ts'
import { surveysApi } from '../../server/surveys/api.ts'

const CONTRACTS: Contract[] = [
  directoryApi,
  importsApi,
  identityApi,
  casesApi,
  caseLinksApi,
  receivedMailsApi,
  mailboxesApi,
  intakeApi,
  filesApi,
  documentsApi,
  routingApi,
  surveysApi,
  callLogApi,
  callBooksApi,
  callBoardApi,
  callSettingsApi,
  callMediaApi,
  demoTelephoneApi,
  callsApi,
  notificationsApi,
  knowledgeEditingApi,
  knowledgeFeedbackApi,
  knowledgeImportsApi,
  knowledgeApi,
  publicKnowledgeApi,
  knowledgeAtCaseApi,
  searchApi,
  searchIndexApi,
]

/** Endpoints open to every account that ask for more themselves: any one of these will do. */
export const ASKS_FOR: Record<string, readonly string[]> = {
  'POST /api/outgoing-mails/{mailId}/retry': ['mail:manage', 'case:handle'],
}

/** What each endpoint demands, by `METHOD /api/path/{param}`. */
export function permissionTable(): Map<string, string> {
  const table = new Map<string, string>()
  for (const contract of CONTRACTS)
    for (const [key, { may }] of Object.entries(contract)) {
      const [method, path = ''] = key.split(' ')
      table.set(`${method} /api${path.replaceAll(/:(\w+)/g, '{$1}')}`, may)
    }
  return table
}

const PAGES_OF_STAFF = ['desk', 'board', 'admin'].flatMap((page) =>
  ['', '/en'].flatMap((prefix) => [`${prefix}/${page}`, `${prefix}/${page}*`]),
)

/** What the server answers besides the contracts' endpoints, and to whom. */
export const OTHER_ADDRESSES: { addresses: string[]; shown: string; who: string }[] = [
  {
    addresses: ['/api/uploads', '/api/uploads/:id'],
    shown: '`/api/uploads` (tus)',
    who: 'anyone; an upload begun while signed in is its uploader’s alone',
  },
  {
    addresses: ['/api/files/:fileId/content', '/api/files/:fileId/pages/:n'],
    shown: '`/api/files/{fileId}/content`, `/pages/{n}`',
    who: 'whoever may see the case; its requester what came or went with messages; a link for an hour',
  },
  {
    addresses: ['/api/received-mails/:mailId/original'],
    shown: '`/api/received-mails/{mailId}/original`',
    who: 'case:work: whoever may read its words, but no vendor',
  },
  {
    addresses: ['/api/imports/:importId/failed-rows'],
    shown: '`/api/imports/{importId}/failed-rows`',
    who: 'directory:write; an import is its maker’s, and anybody’s with account:write',
  },
  {
    addresses: ['/api/knowledge-imports/:importId/failed-rows', '/api/knowledge-imports/template'],
    shown: '`/api/knowledge-imports/{importId}/failed-rows`, `/template`',
    who: 'knowledge:review and knowledge:read-internal',
  },
  {
    addresses: ['/api/knowledge-export'],
    shown: '`/api/knowledge-export`',
    who: 'knowledge:write and knowledge:read-internal; entries that the caller may read',
  },
  {
    addresses: ['/api/documents/:documentId/letter'],
    shown: '`/api/documents/{documentId}/letter`',
    who: 'case:handle, whoever may see its case',
  },
  {
    addresses: ['/api/recordings/:recordingId/audio'],
    shown: '`/api/recordings/{recordingId}/audio`',
    who: 'recording:listen, and whoever talked; each time is in the audit log',
  },
  {
    addresses: ['/api/call-prompts/:name'],
    shown: '`/api/call-prompts/{sha256}.wav`',
    who: 'anyone: what callers hear, by the hash of its content',
  },
  {
    addresses: ['/api/knowledge/:number/files/:fileId'],
    shown: '`/api/knowledge/{number}/files/{fileId}`',
    who: 'whoever may see what is live of the entry',
  },
  {
    addresses: ['/api/knowledge-files/:fileId'],
    shown: '`/api/knowledge-files/{fileId}`',
    who: 'knowledge:write: files of any version of an entry, and what they have just uploaded themselves',
  },
  {
    addresses: [
      ...['/qa/feed.rss', '/qa/feed.atom', '/robots.txt', '/sitemap.xml', '/widget/qa.js'],
      ...['open-data.csv', 'open-data.json', 'open-data.xml', 'open-data-fields.csv'].map(
        (name) => `/qa/${name}`,
      ),
    ],
    shown: '`/qa/feed.…`, `/qa/open-data.…`, `/sitemap.xml`, `/robots.txt`, `/widget/qa.js`',
    who: 'anyone; public entries only, whoever asks',
  },
  {
    addresses: ['', '/en'].map((prefix) => `${prefix}/widget/qa`),
    shown: '`/widget/qa`',
    who: 'anyone; public entries only; in frames of the sites that `knowledge.widget-origins` names',
  },
  {
    addresses: ['', '/en'].flatMap((prefix) => [`${prefix}/qa`, `${prefix}/qa/:number`]),
    shown: '`/qa`, `/qa/{number}`',
    who: 'anyone; entries as in the API',
  },
  { addresses: ['/api/openapi.json'], shown: '`/api/openapi.json`', who: 'anyone' },
  {
    addresses: ['/health/live', '/health/ready', '/metrics'],
    shown: '`/health/live`, `/health/ready`, `/metrics`',
    who: 'whoever reaches the server; the example proxy keeps `/metrics` inside',
  },
  {
    addresses: PAGES_OF_STAFF,
    shown: '`/desk`, `/board`, `/admin`',
    who: 'signed-in, anybody else is sent to the sign-in page; the page shows what the API gives',
  },
  {
    addresses: ['', '/en'].flatMap((prefix) => forms.map(({ path }) => prefix + path)),
    shown: 'forms posted without a script',
    who: 'as the endpoint behind them',
  },
  { addresses: ['/preferences', '*'], shown: 'pages of the portal', who: 'anyone; cases as in the API' },
]

/** A page's live connection: what it may send, and what it hears. */
export const LIVE: { what: string; demands: string }[] = [
  {
    what: 'connect to `/live`; hear what is for oneself (`offer.…`, `session.ended`, `import.changed`)',
    demands: 'signed-in',
  },
  { what: 'be a desk (`auth.desk`)', demands: 'desk:work' },
  { what: 'send `case.watch`, `case.leave`; hear `case.viewers`, `mail.sent`', demands: 'case:work' },
  { what: 'hear `case.changed`, `counters.changed`, `mail.failed` of all cases', demands: 'case:work' },
  { what: 'hear `knowledge.changed`', demands: 'knowledge:write' },
  { what: 'hear `board.changed`', demands: 'board:read' },
]

const LEVEL = /│ {3}| {4}/g
const LINE = /^((?:│ {3}| {4})*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/

/** Every address that the server answers, as Fastify knows them: `METHOD /path/:param`. Built files are left out. */
export function addressesOf(app: FastifyInstance): string[] {
  const found: string[] = []
  const above: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', piece = '', methods = ''] = LINE.exec(line) ?? []
    const depth = indent.match(LEVEL)?.length ?? 0
    above.splice(depth, above.length, piece)
    const path = above.join('')
    if (methods && !path.startsWith('/assets/'))
      for (const method of methods.split(', ')) found.push(`${method} ${path}`)
  }
  return found
}
