import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeExchangeFiles } from '../../scripts/lib/exchange-files.ts'
import { VARIABLES } from '../../server/config.ts'

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')

/** Where nobody has a choice, the image sets them; the others are of the embedded edition, or of a demonstration. */
const NOT_OF_COMPOSE = ['HOST', 'PORT', 'TELEPHONY_DRIVER', 'DEMONSTRATION']
/** Node's own. */
const OF_NODE = ['NODE_EXTRA_CA_CERTS']

/** The variables that a block `environment` of the compose file sets. */
const namesIn = (block: string) => [...block.matchAll(/^ +([A-Z][A-Z_]+):/gm)].map(([, name]) => name)

function environments() {
  const text = read('docker-compose.yml')
  const shared = /^x-environment:.*\n((?: {2}.*\n)+)/m.exec(text)?.[1] ?? ''
  const adapter =
    /^ {2}telephony-adapter:\n(?:.*\n)*? {4}environment:\n((?: {6}.*\n)+)/m.exec(text)?.[1] ?? ''
  return { shared: namesIn(shared), adapter: namesIn(adapter) }
}

test('the compose file says everything that production may be told, and nothing else', () => {
  const { shared, adapter } = environments()
  expect(shared).toContain('DATABASE_URL')
  expect(adapter).toContain('EXCHANGES')
  expect([...new Set([...shared, ...adapter])].toSorted()).toEqual(
    [...VARIABLES.filter((name) => !NOT_OF_COMPOSE.includes(name)), ...OF_NODE].toSorted(),
  )
})

test('the part that follows the exchanges is told no secret of the others', () => {
  expect(
    environments().adapter.filter((name) => /SECRET|DATABASE|REDIS|SMTP|FILES|MEILI/.test(name!)),
  ).toEqual([])
})

test('every variable is explained to who runs the product', () => {
  const told = read('docs/operations.md')
  expect([...VARIABLES, ...OF_NODE].filter((name) => !told.includes(`\`${name}\``))).toEqual([])
})

test('with the values of the example an exchange’s files are whole, and each value has its place in them', () => {
  const example = JSON.parse(read('deploy/asterisk/example-values.json')) as Record<string, string>
  const folder = mkdtempSync(join(tmpdir(), 'onewindow-files-'))
  try {
    const files = writeExchangeFiles({ ...example, ARI_SECRET: 'one', AMI_SECRET: 'two' }, folder)
    expect(files.filter((name) => /@[A-Z_]+@/.test(readFileSync(join(folder, name), 'utf8')))).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
  const templates = readdirSync(join(import.meta.dirname, '../../deploy/asterisk'))
    .filter((name) => name.endsWith('.conf'))
    .map((name) => read(`deploy/asterisk/${name}`))
    .join('\n')
  expect(Object.keys(example).filter((name) => !templates.includes(`@${name}@`))).toEqual([])
})
