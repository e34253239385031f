import { readdirSync } from 'node:fs'

// One direction. Each tier of folders in server/ may import those above it in this list, never those below.
const TIERS = [
  ['platform'],
  ['directory', 'identity', 'calendars', 'files', 'search'],
  ['cases', 'knowledge', 'community'],
  ['routing'],
  ['intake'],
  ['mail-in', 'calls'],
  [
    'service-levels',
    'surveys',
    'quality',
    'publications',
    'file-transfer',
    'seed-teachers',
    'training',
    'courses',
    'notifications',
    'documents',
    'reports',
    'audit',
    'operations',
  ],
  // Doors and loaders: they put together what the others offer.
  ['portal', 'demonstration'],
]
const STRANGERS = TIERS.at(-2)

const known = [...TIERS.flat(), 'migrations']
const unknown = readdirSync(new URL('server', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !known.includes(entry.name))
  .map((entry) => entry.name)
if (unknown.length > 0)
  throw new Error(`.dependency-cruiser.mjs: in which tier is server/${unknown.join(', ')}?`)

const folder = (names) => `^server/(${names.join('|')})/`
const direction = TIERS.slice(0, -1).map((tier, i) => ({
  name: `${tier[0]}-imports-only-upwards`,
  severity: 'error',
  from: { path: folder(tier) },
  to: { path: folder(TIERS.slice(i + 1).flat()) },
}))

export default {
  forbidden: [
    ...direction,
    {
      name: 'reactors-stay-strangers',
      severity: 'error',
      from: { path: folder(STRANGERS) },
      to: { path: folder(STRANGERS), pathNot: ['^server/$1/', '/(api|events)\\.ts$'] },
    },
    {
      name: 'nobody-imports-the-wiring',
      comment: 'The sums of tables and contracts are types only: nothing of them exists at run time.',
      severity: 'error',
      from: { path: '^server/[^/]+/' },
      to: { path: '^server/[^/]+\\.ts$', pathNot: '^server/(tables|api)\\.ts$' },
    },
    {
      name: 'sums-are-types',
      severity: 'error',
      from: { path: '^server/[^/]+/' },
      to: { path: '^server/tables\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'old-migrations-depend-on-nothing-that-changes',
      severity: 'error',
      from: { path: '^server/migrations/' },
      to: { path: '^(server|client|search|telephony-adapter)/', pathNot: '^server/migrations/' },
    },
    {
      name: 'only-the-database-knows-the-migrations',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/(platform/database|migrations)/' },
      to: { path: '^server/migrations/' },
    },
    {
      name: 'server-imports-no-client-source',
      comment: 'It loads the built bundle.',
      severity: 'error',
      from: { path: '^(server|search|telephony-adapter)/' },
      to: { path: '^client/' },
    },
    {
      name: 'client-reads-only-the-contract',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(server|search|telephony-adapter)/', pathNot: '^server/api\\.ts$' },
    },
    {
      name: 'contract-as-types',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^server/api\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'contracts-are-plain',
      severity: 'error',
      from: { path: '^server/.+/api\\.ts$' },
      to: {
        pathNot: [
          '/(api|shapes)\\.ts$',
          '^server/platform/(values|problems|http/contract)\\.ts$',
          '(^|/)typebox(/|$)',
        ],
      },
    },
    {
      name: 'features-do-not-mix',
      severity: 'error',
      from: { path: '^client/features/([^/]+)/' },
      to: { path: '^client/(features|screens)/', pathNot: '^client/features/$1/' },
    },
    {
      name: 'parts-know-no-feature',
      comment: 'What several features show lives in client/parts.',
      severity: 'error',
      from: { path: '^client/parts/' },
      to: { path: '^client/(features|screens|shell)/' },
    },
    {
      name: 'the-kit-knows-nothing-of-the-product',
      severity: 'error',
      from: { path: '^client/ui/' },
      to: { path: '^client/(features|parts|screens|shell)/' },
    },
    {
      name: 'ports-know-nobody',
      severity: 'error',
      from: { path: '^(search|telephony-adapter)/' },
      to: { path: '^(server|client)/' },
    },
    {
      name: 'routes-hold-no-sql',
      severity: 'error',
      from: { path: '/routes\\.ts$' },
      to: { path: '(^|/)kysely(/|$)' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-is-imported-that-is-not-there',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^client/dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
