import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../../../server/platform/database/embedded-postmaster.ts'

const PATIENCE_MS = 20_000

/** The folders of its queue, which `postfix start` would make, looking at every file of the installation meanwhile. */
const QUEUE = [
  ...['active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming'],
  ...['maildrop', 'private', 'public', 'saved', 'trace'],
]

export type Postfix = Awaited<ReturnType<typeof startPostfix>>

/**
 * A mail server of its own on loopback, as stands before our listener: it takes mail for `domain`, delivers it to
 * `to` and, told to come again, comes again after a second.
 */
export async function startPostfix({ domain, to }: { domain: string; to: number }) {
  const master = masterProgram()
  const folder = await mkdtemp(join(tmpdir(), 'ow-postfix-'))
  const port = await freePort()
  for (const name of ['data', ...QUEUE.map((one) => `queue/${one}`), 'queue/pid'])
    await mkdir(join(folder, name), { recursive: true })
  execFileSync('chmod', ['755', folder])
  execFileSync('chown', [
    'postfix:postfix',
    join(folder, 'data'),
    ...QUEUE.map((one) => join(folder, 'queue', one)),
  ])
  await writeFile(join(folder, 'main.cf'), mainOf(folder, domain, to))
  await writeFile(join(folder, 'master.cf'), masterOf(port))
  let said = ''
  const server = spawn(master, ['-c', folder, '-s'], { stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (bytes: Buffer) => {
      said += bytes
    })
  const farewell = () => void server.kill()
  process.once('exit', farewell)
  const close = async () => {
    process.off('exit', farewell)
    if (server.exitCode === null && server.signalCode === null && server.kill()) await once(server, 'exit')
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await greeting(port, () => server.exitCode !== null)
  } catch (error) {
    await close()
    throw new Error(`Postfix does not answer: ${said}`, { cause: error })
  }
  return {
    url: `smtp://127.0.0.1:${port}`,
    /** What it has not delivered yet. */
    waiting: () =>
      execFileSync('/usr/sbin/postqueue', ['-c', folder, '-j'], { encoding: 'utf8' })
        .split('\n')
        .filter(Boolean),
    log: () => readFile(join(folder, 'log'), 'utf8'),
    close,
  }
}

/** @throws Error that says what would help: a test that needs Postfix does not pass without */
function masterProgram(): string {
  if (process.getuid?.() !== 0)
    throw new Error('Postfix gives its processes to other users: run this as root.')
  const postconf = join(dirname(process.env['TEST_POSTFIX'] ?? '/usr/sbin/postfix'), 'postconf')
  try {
    return join(
      execFileSync(postconf, ['-d', '-h', 'daemon_directory'], { encoding: 'utf8' }).trim(),
      'master',
    )
  } catch (cause) {
    throw new Error('Postfix is missing: run this with `npm test -- <file>`, or name it with TEST_POSTFIX.', {
      cause,
    })
  }
}

const mainOf = (folder: string, domain: string, to: number) => `compatibility_level = 3.6
queue_directory = ${join(folder, 'queue')}
data_directory = ${join(folder, 'data')}
maillog_file = ${join(folder, 'log')}
maillog_file_prefixes = ${folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = mx.${domain}
mydestination =
alias_maps =
alias_database =
relay_domains = ${domain}
relay_transport = smtp:[127.0.0.1]:${to}
smtpd_relay_restrictions = permit_mynetworks, reject
smtputf8_enable = no
message_size_limit = 104857600
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
bounce_queue_lifetime = 1d
`

const masterOf = (port: number) => `127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
local unix - n n - - local
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

async function greeting(port: number, ended: () => boolean) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until && !ended(); await wait(50)) {
    const socket = connect(port, '127.0.0.1')
    const greeted = await Promise.race([once(socket, 'data'), once(socket, 'error')]).then(
      ([said]) => Buffer.isBuffer(said),
      () => false,
    )
    socket.destroy()
    if (greeted) return
  }
  throw new Error('no greeting')
}
