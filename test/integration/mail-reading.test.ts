import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { type MailReader, UnreadableMail } from '../../server/platform/mail/read-mail.ts'
import { mailReader } from '../../server/platform/mail/reading/reader.ts'

const SUPPORT = join(import.meta.dirname, '../support')
const opened: MailReader[] = []
afterEach(async () => {
  for (const reader of opened.splice(0)) await reader.close()
})

function openReader(options: Partial<Parameters<typeof mailReader>[0]> = {}) {
  const log = { warn: vi.fn() }
  const program = join(SUPPORT, 'hostile-reader.ts')
  const reader = mailReader({ timeMs: 10_000, memoryMb: 250, readers: 1, log, program, ...options })
  opened.push(reader)
  return { ...reader, log }
}

const mailAbout = (subject: string) => Buffer.from(`Subject: ${subject}\n\nwords`)

/** The processes below this one that read mails. */
const readersOf = (parent: number) =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid, ...args]) => Number(ppid) === parent && args.join(' ').includes('reader'))
    .map(([pid]) => Number(pid))

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('mails are read apart from the server', () => {
  const shared = openReader()
  opened.pop()
  afterAll(() => shared.close())

  test('with everything that they carry', async () => {
    const { read } = openReader()
    const [mail] = await Promise.all([
      read(
        Buffer.from(
          'Subject: =?utf-8?B?6KuL5ZWP?=\nContent-Type: application/pdf; name=a.pdf\nDate: Fri, 20 Nov 2026 09:30:00 +0800\n\n%PDF',
        ),
      ),
      shared.read(mailAbout('another')),
    ])
    expect(mail).toMatchObject({
      subject: '請問',
      date: new Date('2026-11-20T01:30:00Z'),
      parts: [{ name: 'a.pdf' }],
    })
    expect(Buffer.from(mail.parts[0]!.bytes).toString()).toBe('%PDF')
  })

  test('by nobody before the first mail, and by nobody when none has come for a while', async () => {
    const before = readersOf(process.pid)
    const { read } = openReader({ idleMs: 20 })
    expect(readersOf(process.pid)).toEqual(before)
    await read(mailAbout('first'))
    await vi.waitFor(() => expect(readersOf(process.pid)).toEqual(before), { timeout: 10_000 })
  })

  test.for([
    ['takes all memory', 'memory'],
    ['takes all of the heap', 'memory'],
    ['ends it', 'crash'],
  ] as const)('one that %s ends only its reader, and the next is read', async ([subject, reason]) => {
    const [bad, good] = await Promise.allSettled([
      shared.read(mailAbout(subject)),
      shared.read(mailAbout('a')),
    ])
    expect(bad).toMatchObject({ status: 'rejected', reason: { name: 'UnreadableMail', reason } })
    expect((bad as PromiseRejectedResult).reason).toBeInstanceOf(UnreadableMail)
    expect(good).toMatchObject({ value: { subject: 'a' } })
    expect(shared.log.warn).toHaveBeenLastCalledWith(expect.objectContaining({ reason }), expect.any(String))
  })

  test('one that runs for ever is ended, and the next is read', async () => {
    const { read } = openReader({ timeMs: 700 })
    const [bad, good] = await Promise.allSettled([read(mailAbout('runs for ever')), read(mailAbout('a'))])
    expect(bad).toMatchObject({ status: 'rejected', reason: { name: 'UnreadableMail', reason: 'time' } })
    expect(good).toMatchObject({ value: { subject: 'a' } })
  })

  test('a mistake of ours is told as one, so that the mail is tried again', async () => {
    const mistaken = shared.read(mailAbout('is a mistake of ours'))
    await expect(mistaken).rejects.toThrow('a mistake')
    await expect(mistaken).rejects.not.toBeInstanceOf(UnreadableMail)
  })

  test('a mail that takes over its reader finds no secret, and neither reads nor writes files', async () => {
    expect((await shared.read(mailAbout('tells secrets'))).text).toBe('{}')
    await expect(shared.read(mailAbout('writes files'))).rejects.toThrow('restricted')
    expect(existsSync('/tmp/written-by-a-mail')).toBe(false)
    await expect(shared.read(mailAbout('reads files'))).rejects.toThrow('restricted')
  })

  test('closing ends the readers and refuses what waits', async () => {
    const reader = openReader()
    const waiting = reader.read(mailAbout('waits'))
    const refused = expect(waiting).rejects.toThrow('closed')
    await reader.close()
    await refused
    await expect(reader.read(mailAbout('late'))).rejects.toThrow('closed')
  })

  test('a reader ends with the server that is killed, even while a mail keeps it', async () => {
    const parent = spawn(process.execPath, [join(SUPPORT, 'reader-parent.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(parent.stdout, 'data')
    const [reader] = readersOf(parent.pid!)
    expect(reader).toBeDefined()
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    await vi.waitFor(() => expect(isAlive(reader!)).toBe(false), { timeout: 10_000 })
  })
})
