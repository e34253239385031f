import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import type { ImapPlace } from '../../../server/mail-in/tables.ts'
import { freePort } from '../../../server/platform/database/embedded-postmaster.ts'
import { configurationOf } from './dovecot-configuration.ts'

/** Debian's `nobody` and `nogroup`: mail belongs to nobody, and Dovecot refuses to read it as root. */
const NOBODY = 65_534
const PATIENCE_MS = 15_000

export type Dovecot = Awaited<ReturnType<typeof startDovecot>>

/** An IMAP server of its own on loopback, with its mail in a folder that goes with it. */
export async function startDovecot() {
  const program = process.env['TEST_DOVECOT'] ?? '/usr/sbin/dovecot'
  const version = versionOf(program)
  const folder = await mkdtemp(join(tmpdir(), 'ow-dovecot-'))
  const port = await freePort()
  const passwords = new Map<string, string>()
  const mailOf = (user: string) => join(folder, 'mail', user)
  for (const name of ['run', 'state', 'mail', 'users']) await mkdir(join(folder, name))
  await chown(join(folder, 'mail'), NOBODY, NOBODY)
  execFileSync('chmod', ['755', folder])
  await writeFile(join(folder, 'dovecot.conf'), configurationOf({ version, folder, port, owner: NOBODY }))
  let server: ChildProcess | undefined

  let written = 0
  /** A file for each user: Dovecot looks at one at most once a second, and reads it when its time in seconds has changed. */
  async function setPassword(user: string, password: string) {
    passwords.set(user, password)
    const draft = join(folder, `${user}.draft`)
    await writeFile(draft, `${user}:{PLAIN}${password}::::::\n`)
    await utimes(draft, ++written, written)
    await rename(draft, join(folder, 'users', user))
  }
  const farewell = () => void server?.kill()
  process.once('exit', farewell)

  const place = (user: string, inFolder = 'INBOX'): ImapPlace => ({
    host: '127.0.0.1',
    port,
    security: 'none',
    user,
    folder: inFolder,
  })

  /** Does this signed in as a user, as a mail program of his would. */
  async function as<T>(user: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
    const client = await signedIn(user)
    try {
      return await work(client)
    } finally {
      await client.logout().catch(() => client.close())
    }
  }

  /** A password just set is known to Dovecot within a second. */
  async function signedIn(user: string, until = Date.now() + PATIENCE_MS): Promise<ImapFlow> {
    const auth = { user, pass: passwords.get(user) ?? '' }
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: false,
      doSTARTTLS: false,
      auth,
      logger: false,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      return client
    } catch (error) {
      const refused = (error as { authenticationFailed?: boolean }).authenticationFailed
      if (!refused || Date.now() > until) throw error
      await wait(100)
      return signedIn(user, until)
    }
  }

  const dovecot = {
    port,
    place,
    as,
    passwordOf: (user: string) => passwords.get(user) ?? '',
    /** A user with an empty INBOX. */
    async newUser(): Promise<string> {
      const user = `u${randomUUID().slice(0, 13)}`
      await setPassword(user, `secret-${user}`)
      return user
    },
    setPassword,
    /** Puts mails into a folder. `at`: when the server says that it received them. */
    deliver: (user: string, mails: Uint8Array[], { at, into = 'INBOX' }: { at?: Date; into?: string } = {}) =>
      as(user, async (client) => {
        for (const mail of mails) await client.append(into, Buffer.from(mail), [], at)
      }),
    /** Which mails are marked as read, by UID. */
    seen: (user: string, from = 'INBOX') =>
      as(user, async (client) => {
        await client.mailboxOpen(from)
        const found = await client.search({ seen: true }, { uid: true })
        return found || []
      }),
    /** How many connections a user has open, our asking not counted. */
    async connected(user: string) {
      const who = execFileSync('/usr/bin/doveadm', ['-c', join(folder, 'dovecot.conf'), 'who', '-1', user], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      return who.split('\n').filter((line) => line.startsWith(`${user} `) || line.startsWith(`${user}\t`))
        .length
    },
    /** As after a restore from backup: the same mails under new numbers, and a new UIDVALIDITY. */
    async renumber(user: string) {
      const names = await readdir(mailOf(user))
      for (const name of names.filter((one) => /^dovecot(-uidlist|\.index)/.test(one)))
        await rm(join(mailOf(user), name), { recursive: true })
    },
    async start() {
      if (server) return
      server = spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], {
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      await listening(port, server)
    },
    /** Ends it, and with it every connection. */
    async stop() {
      if (!server) return
      const ended = once(server, 'exit')
      server.kill()
      await ended
      server = undefined
    },
    async close() {
      process.off('exit', farewell)
      await dovecot.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await dovecot.start()
  return dovecot
}

/** @throws Error that says what would help: a test that needs Dovecot does not pass without */
function versionOf(program: string): string {
  if (process.getuid?.() !== 0)
    throw new Error('Dovecot gives its processes to other users: run this as root.')
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8' })
  } catch (cause) {
    throw new Error('Dovecot is missing: run this with `npm test -- <file>`, or name it with TEST_DOVECOT.', {
      cause,
    })
  }
}

async function listening(port: number, server: ChildProcess) {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await wait(20)) {
    if (server.exitCode !== null) throw new Error(`Dovecot ended with ${server.exitCode} instead of starting`)
    const socket = connect(port, '127.0.0.1')
    const answered = await Promise.race([once(socket, 'data'), once(socket, 'error')]).then(
      ([said]) => Buffer.isBuffer(said),
      () => false,
    )
    socket.destroy()
    if (answered) return
  }
  throw new Error('Dovecot does not answer')
}
