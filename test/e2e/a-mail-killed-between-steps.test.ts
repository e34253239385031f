import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { readBooks } from '../../server/mail-in/transport/books.ts'
import { keepBooks } from '../../server/mail-in/transport/keep-books.ts'
import { filesDeps, secrets } from '../support/files-app.ts'
import { test as base } from '../support/mail-in/imap-test.ts'
import { type Told, takeIn } from '../support/mail-in/intake-in-a-process.ts'
import { aMail, storedIn } from '../support/mail-in/mailbox.ts'
import { openMailroom } from '../support/mailroom.ts'

const SCRIPT = join(import.meta.dirname, '../support/mail-in/intake-in-a-process.ts')
const NEVER = 0
const COMPILED = join(tmpdir(), 'onewindow-compiled')

const test = base.extend(
  'told',
  ({ databaseUrl, folder }) =>
    (mailboxId: number, dieAt: number): Told => ({
      databaseUrl,
      folder,
      secretKey: 'a secret key for the tests, long enough',
      mailboxId,
      dieAt,
    }),
)

/** @returns the signal that ended it */
async function inAProcess(told: Told) {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(told)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // So many starts of the same program: compiled once.
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  })
  const [, signal] = await once(child, 'exit')
  return signal as NodeJS.Signals | null
}

describe('intake, killed between every two of its steps', () => {
  test('makes exactly one case of each mail, marks it as read, and its books balance', async ({
    db,
    files,
    dovecot,
    told,
  }) => {
    const room = await openMailroom(db, files)
    const open = async () => {
      const user = await dovecot.newUser()
      const { id } = await room.openMailbox()
      await db
        .updateTable('mailboxes')
        .set({
          source: 'imap',
          imap: JSON.stringify(dovecot.place(user)),
          wrappedPassword: secrets.wrap(Buffer.from(dovecot.passwordOf(user))),
        })
        .where('id', '=', id)
        .execute()
      await dovecot.deliver(user, [aMail({ subject: `第 ${id} 個信箱`, body: `第 ${id} 個信箱的問題` })])
      return { id, user }
    }
    const steps = await takeIn(told((await open()).id, NEVER))
    expect(steps).toBeGreaterThan(40)
    const killedAt = Array.from({ length: steps }, (_none, n) => n + 1)
    const boxes = new Map<number, Awaited<ReturnType<typeof open>>>()
    for (const at of killedAt) boxes.set(at, await open())

    let killed = 0
    for (const [at, { id }] of boxes) {
      if ((await inAProcess(told(id, at))) === 'SIGKILL') killed++
      // Begun again it finishes.
      await takeIn(told(id, NEVER))
    }
    // Later mails may need a step less than the very first.
    expect(killed).toBeGreaterThan(steps - 5)
    // Begun once more it changes nothing.
    for (const { id } of [...boxes.values()].slice(0, 5)) await takeIn(told(id, NEVER))

    for (const [at, { id, user }] of boxes) {
      const { mails, arrivals } = await storedIn(db, id)
      expect([at, mails.length, mails[0]?.outcome]).toEqual([at, 1, 'case'])
      expect([at, arrivals.length, arrivals[0]?.flaggedAt !== null]).toEqual([at, 1, true])
      expect([at, await dovecot.seen(user)]).toEqual([at, [1]])
    }
    const cases = await db.selectFrom('cases').select('title').execute()
    expect(cases).toHaveLength(steps + 1)
    expect(new Set(cases.map(({ title }) => title)).size).toBe(steps + 1)
    expect(await db.selectFrom('outbox').selectAll().execute()).toEqual([])
    await keepBooks(filesDeps({ db, files }))
    const { balanced, hours } = await readBooks(filesDeps({ db, files }), {})
    expect([balanced, hours.length, hours.filter((hour) => hour.onServer !== 1 || hour.cases !== 1)]).toEqual(
      [true, steps + 1, []],
    )
  }, 600_000)
})
