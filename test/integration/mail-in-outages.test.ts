import { describe, expect, vi } from 'vitest'
import type { Db } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import type { FileStore } from '../../server/platform/files/port.ts'
import { test as base } from '../support/mail-in/imap-test.ts'
import { aMail, storedIn } from '../support/mail-in/mailbox.ts'
import { startRelay } from '../support/relay.ts'

const LATER = { timeout: 45_000, interval: 100 }
const PATIENCE = 100_000
const several = (n: number) => Array.from({ length: n }, () => aMail())

const test = base
  .extend(
    'says',
    ({ db }) =>
      (mailboxId: number, state: 'ok' | 'failing', sentence?: string) =>
        vi.waitFor(async () => {
          const said = await db
            .selectFrom('mailboxes')
            .select(['state', 'lastError'])
            .where('id', '=', mailboxId)
            .executeTakeFirstOrThrow()
          expect(said).toEqual({ state, lastError: sentence ? expect.stringContaining(sentence) : null })
        }, LATER),
  )
  .extend('allThere', ({ db, dovecot }) => async ({ id, user }: { id: number; user: string }, n: number) => {
    await vi.waitFor(async () => {
      expect((await storedIn(db, id)).mails).toHaveLength(n)
      expect(await dovecot.seen(user)).toHaveLength(n)
    }, LATER)
    const { mails, announced } = await storedIn(db, id)
    expect(announced.toSorted()).toEqual(mails.map((mail) => mail.id).toSorted())
  })

describe('a mailbox whose surroundings fail', () => {
  test(
    'the mail server stops and comes back: its state says so, and everything is there',
    async ({ dovecot, fetched, reading, says, allThere }) => {
      const box = await fetched()
      await dovecot.deliver(box.user, several(3))
      reading()
      await allThere(box, 3)
      await dovecot.stop()
      await says(box.id, 'failing', '連不到郵件主機')
      await dovecot.start()
      await dovecot.deliver(box.user, several(2))
      await allThere(box, 5)
      await says(box.id, 'ok')
    },
    PATIENCE,
  )

  test(
    'the password is changed on the server, then with us: since when it fails is kept, and nothing is lost',
    async ({ db, dovecot, fetched, reading, says, allThere }) => {
      const box = await fetched()
      const reader = reading()
      await says(box.id, 'ok')
      await reader.stop()
      const old = dovecot.passwordOf(box.user)
      await dovecot.setPassword(box.user, 'changed on the server')
      await dovecot.deliver(box.user, several(2))
      reading()
      await says(box.id, 'failing', '不接受這組帳號或密碼')
      const since = () =>
        db.selectFrom('mailboxes').select('stateSince').where('id', '=', box.id).executeTakeFirstOrThrow()
      const first = await since()
      await vi.waitFor(async () => expect((await storedIn(db, box.id)).mails).toEqual([]))
      expect(await since()).toEqual(first)
      await dovecot.setPassword(box.user, old)
      await allThere(box, 2)
      await says(box.id, 'ok')
    },
    PATIENCE,
  )

  test(
    'the folder is away for a while',
    async ({ dovecot, fetched, reading, says }) => {
      const box = await fetched('公文')
      reading()
      await says(box.id, 'failing', '找不到指定的資料夾')
      await dovecot.as(box.user, (client) => client.mailboxCreate('公文'))
      await dovecot.deliver(box.user, several(2), { into: '公文' })
      await says(box.id, 'ok')
      await vi.waitFor(async () => expect(await dovecot.seen(box.user, '公文')).toHaveLength(2), LATER)
    },
    PATIENCE,
  )

  test(
    'the disk is full: the mails stay on the server, unread, until there is room',
    async ({ db, files, dovecot, fetched, reading, says, allThere }) => {
      const box = await fetched()
      await dovecot.deliver(box.user, several(30))
      let room = 7
      const filling: FileStore = {
        ...files,
        putPart: (...part) =>
          room-- > 0
            ? files.putPart(...part)
            : Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })),
      }
      reading({ files: filling })
      await says(box.id, 'failing', '儲存空間')
      expect((await storedIn(db, box.id)).mails.length).toBeLessThanOrEqual(7)
      expect((await dovecot.seen(box.user)).length).toBeLessThanOrEqual(7)
      room = Number.POSITIVE_INFINITY
      await allThere(box, 30)
      await says(box.id, 'ok')
    },
    PATIENCE,
  )

  test(
    'the database breaks off in the middle and comes back: each mail is there once',
    async ({ databaseUrl, dovecot, fetched, reading, allThere }) => {
      const box = await fetched()
      await dovecot.deliver(box.user, several(150))
      const way = await startRelay(databaseUrl)
      const broken = openDatabase({ url: way.url, onError: () => {} })
      try {
        const readers = [reading({ db: broken }), reading({ db: broken })]
        for (let cut = 0; cut < 4; cut++) {
          await vi.waitFor(async () => expect(await dovecot.seen(box.user)).not.toHaveLength(0), LATER)
          await way.cut()
          await dovecot.deliver(box.user, several(5))
          await way.mend()
        }
        await allThere(box, 170)
        await Promise.all(readers.map((reader) => reader.stop()))
      } finally {
        await way.cut()
        await broken.destroy()
      }
    },
    PATIENCE,
  )

  test(
    'our clock and the server’s are years apart: nothing is passed by',
    async ({ dovecot, fetched, reading, allThere }) => {
      const box = await fetched()
      await dovecot.deliver(box.user, several(2), { at: new Date('2031-05-05T05:05:05Z') })
      const reader = reading({ now: () => new Date('2019-01-01T00:00:00Z') })
      await allThere(box, 2)
      await reader.stop()
      await dovecot.deliver(box.user, several(2), { at: new Date('2001-01-01T00:00:00Z') })
      reading({ now: () => new Date('2035-01-01T00:00:00Z') })
      await allThere(box, 4)
    },
    PATIENCE,
  )

  test(
    'one mail that cannot be stored keeps no other back, and stays unread on the server',
    async ({ db, dovecot, fetched, reading }) => {
      const box = await fetched()
      const poison = aMail({ body: 'POISON' })
      await dovecot.deliver(box.user, [...several(3), poison, ...several(3)])
      const reader = reading({
        db: without(db, poison.length),
      })
      await vi.waitFor(async () => expect(await dovecot.seen(box.user)).toHaveLength(6), LATER)
      expect((await storedIn(db, box.id)).mails).toHaveLength(6)
      await reader.stop()
    },
    PATIENCE,
  )
})

/** A database in which a mail of this size wakes a bug of ours. */
function without(db: Db, size: number): Db {
  const insertInto = (table: 'files') => {
    const building = db.insertInto(table)
    return {
      values(row: { size: number }) {
        if (table === 'files' && row.size === size) throw new TypeError('a bug that this mail wakes')
        return building.values(row as never)
      },
    }
  }
  return new Proxy(db, {
    get(target, name) {
      if (name === 'insertInto') return insertInto
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
