import { existsSync } from 'node:fs'
import { canRun, postgresContainer, redisContainer } from './containers.mjs'
import { canInstall, install } from './debian.mjs'
import { asterisk, chromium, debianPostgres, mailProgram, onPath } from './programs.mjs'

/**
 * What the tests need besides the product's own PostgreSQL. Each is looked for in this order: the server named by a
 * variable, the program on this machine, Debian's package (root on Debian), a container (where an engine answers).
 */
const NEEDS = [
  {
    name: 'Redis 7',
    variable: 'TEST_REDIS_URL',
    packages: ['redis-server'],
    // The tests' global setup finds and starts the program by itself.
    find: () => onPath('redis-server') && {},
    container: redisContainer,
  },
  {
    name: 'PostgreSQL 15',
    variable: 'TEST_DATABASE_URL',
    packages: ['postgresql'],
    find: () => debianPostgres() && { TEST_POSTGRES_BIN: debianPostgres() },
    container: postgresContainer,
  },
  {
    name: 'Chromium',
    variable: 'TEST_CHROMIUM',
    packages: ['chromium'],
    find: () => chromium() && { TEST_CHROMIUM: chromium() },
  },
  {
    name: 'Dovecot 2.3',
    variable: 'TEST_DOVECOT',
    packages: ['dovecot-imapd'],
    // The tests stop it, empty it and change its passwords: each starts one of its own.
    find: () => mailProgram('dovecot') && { TEST_DOVECOT: mailProgram('dovecot') },
  },
  {
    name: 'Postfix 3',
    variable: 'TEST_POSTFIX',
    packages: ['postfix'],
    find: () => mailProgram('postfix') && { TEST_POSTFIX: mailProgram('postfix') },
  },
  {
    name: 'SIPp 3',
    variable: 'TEST_SIPP',
    packages: ['sip-tester'],
    find: () => onPath('sipp') && { TEST_SIPP: onPath('sipp') },
  },
  {
    name: 'espeak-ng',
    variable: 'TEST_ESPEAK',
    packages: ['espeak-ng'],
    find: () => onPath('espeak-ng') && { TEST_ESPEAK: onPath('espeak-ng') },
  },
  {
    name: 'tiff2pdf (libtiff)',
    variable: 'TEST_TIFF2PDF',
    packages: ['libtiff-tools'],
    find: () => onPath('tiff2pdf') && { TEST_TIFF2PDF: onPath('tiff2pdf') },
  },
  {
    name: 'Asterisk 22',
    variable: 'TEST_ASTERISK',
    // In a folder of its own, unpacked from Debian's packages: the tests start, freeze and kill exchanges of theirs.
    packages: [],
    find: () => asterisk() && { TEST_ASTERISK: asterisk() },
  },
]

/** Without it Chinese text is drawn as boxes, and so are the screenshots. Other systems bring a font of their own. */
const FONT = { package: 'fonts-noto-cjk', file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc' }

/**
 * Sees to it that everything is there. Returns the variables that tell the tests where, and how to end what was
 * started. Throws an error that names what is missing and what would help.
 */
export async function provide() {
  const named = (need) => process.env[need.variable] && { [need.variable]: process.env[need.variable] }
  const missing = NEEDS.filter((need) => !named(need) && !need.find())
  const complaint = canInstall() ? installMissing(missing) : undefined

  const environment = {}
  const started = []
  const stop = () => {
    for (const container of started) container.stop()
  }
  try {
    for (const need of NEEDS) {
      const found = named(need) ?? need.find()
      if (found) {
        Object.assign(environment, found)
      } else if (need.container && canRun()) {
        console.log(`Starting a container for ${need.name}.`)
        const container = await need.container()
        started.push(container)
        environment[need.variable] = container.url
      } else {
        throw new Error(sentence(need, complaint))
      }
    }
  } catch (error) {
    stop()
    throw error
  }
  return { environment, stop }
}

function installMissing(missing) {
  const packages = missing.flatMap((need) => need.packages)
  if (!existsSync(FONT.file)) packages.push(FONT.package)
  if (packages.length === 0) return undefined
  console.log(`Installing from Debian: ${packages.join(', ')}.`)
  return install(packages)
}

const sentence = (need, complaint) =>
  `${need.name} is missing, so the tests cannot run: none is installed, ${
    complaint
      ? 'its Debian package could not be installed'
      : 'this is not root on Debian, where it would be installed'
  }${need.container ? ', and no docker engine answers' : ''}. Install it, or name one with ${need.variable}.${
    complaint ? `\n${complaint}` : ''
  }`
