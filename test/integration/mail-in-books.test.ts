import { describe, expect, vi } from 'vitest'
import { announceAgain } from '../../server/mail-in/transport/announce-again.ts'
import { checkMailIn, countDecided, readBooks } from '../../server/mail-in/transport/books.ts'
import { keepBooks } from '../../server/mail-in/transport/keep-books.ts'
import { readMailboxes } from '../../server/mail-in/transport/read-mailboxes.ts'
import { storeMail } from '../../server/mail-in/transport/store-mail.ts'
import { diskStore } from '../../server/platform/files/disk.ts'
import { testAlone } from '../support/database.ts'
import { filesDeps, secrets, someFolder } from '../support/files-app.ts'
import { SOON } from '../support/mail-in/imap-test.ts'
import { aMail, aMailbox, storedIn } from '../support/mail-in/mailbox.ts'
import { startDovecot } from '../support/services/dovecot.ts'

const HOUR = 3_600_000
const test = testAlone
  .extend('dovecot', { scope: 'file' }, async ({}, { onCleanup }) => {
    const dovecot = await startDovecot()
    onCleanup(() => dovecot.close())
    return dovecot
  })
  .extend('deps', async ({ db }, { onCleanup }) => {
    const { folder, remove } = await someFolder()
    onCleanup(remove)
    return filesDeps({ db, files: diskStore(folder) })
  })
  .extend('fetched', async ({ db, dovecot }) => {
    const user = await dovecot.newUser()
    return {
      user,
      ...(await aMailbox(db, { imap: dovecot.place(user), password: dovecot.passwordOf(user), secrets })),
    }
  })
  .extend('read', ({ db, deps }) => async (mailboxId: number, n: number) => {
    const reader = readMailboxes(deps)
    await vi.waitFor(async () => {
      const { arrivals } = await storedIn(db, mailboxId)
      expect(arrivals.filter(({ flaggedAt }) => flaggedAt)).toHaveLength(n)
    }, SOON)
    await reader.stop()
  })

const ago = (ms: number) => new Date(Math.floor((Date.now() - ms) / HOUR) * HOUR + 60_000)
const hourOf = (at: Date) => new Date(Math.floor(at.getTime() / HOUR) * HOUR)

describe('the books of received mail', { timeout: 60_000 }, () => {
  test('balance hour by hour: what the server has is what became of it', async ({
    db,
    deps,
    dovecot,
    fetched,
    read,
  }) => {
    const [early, late] = [ago(30 * HOUR), ago(2 * HOUR)]
    await dovecot.deliver(fetched.user, [aMail(), aMail(), aMail()], { at: early })
    await dovecot.deliver(fetched.user, [aMail(), aMail()], { at: late })
    await dovecot.deliver(fetched.user, [aMail()], { at: ago(90 * HOUR) })
    await read(fetched.id, 6)
    const [refused, quarantined] = (await storedIn(db, fetched.id)).mails.filter(
      ({ arrivedAt }) => arrivedAt.getTime() === late.getTime(),
    )
    const decided = { decidedAt: new Date(), reason: 'automatic' }
    await db
      .updateTable('receivedMails')
      .set({ ...decided, outcome: 'refused' })
      .where('id', '=', refused!.id)
      .execute()
    await db
      .updateTable('receivedMails')
      .set({ ...decided, outcome: 'quarantined', held: 2 })
      .where('id', '=', quarantined!.id)
      .execute()
    await keepBooks(deps)
    const books = await readBooks(deps, {})
    expect(books).toMatchObject({ balanced: true, quarantined: 1, held: 2 })
    expect(books.hours).toMatchObject([
      { hour: hourOf(late), onServer: 2, stored: 2, refused: 1, quarantined: 1, waiting: 0, balanced: true },
      { hour: hourOf(early), onServer: 3, stored: 3, refused: 0, quarantined: 0, waiting: 3, balanced: true },
    ])
    expect(await countDecided(db)).toEqual({ case: 0, 'follow-up': 0, quarantined: 1, refused: 1 })
    await expect(checkMailIn(deps)).resolves.toBeUndefined()
  })

  test('a mail that the reader passed by is a difference and an alarm, is read again, and then they balance', async ({
    db,
    deps,
    dovecot,
    fetched,
    read,
  }) => {
    await dovecot.deliver(fetched.user, [aMail(), aMail(), aMail()], { at: ago(3 * HOUR) })
    await read(fetched.id, 3)
    // As a bug would: the cursor went by, the mail is not with us.
    const { mails } = await storedIn(db, fetched.id)
    await db.deleteFrom('mailArrivals').where('mailId', '=', mails[1]!.id).execute()
    await db
      .updateTable('receivedMails')
      .set({ mailboxId: (await aMailbox(db)).id })
      .where('id', '=', mails[1]!.id)
      .execute()
    await keepBooks(deps)
    expect(await readBooks(deps, {})).toMatchObject({
      balanced: false,
      hours: expect.arrayContaining([
        expect.objectContaining({ mailboxId: fetched.id, onServer: 3, stored: 2, balanced: false }),
      ]),
    })
    await expect(checkMailIn(deps)).rejects.toThrow('books differ')
    await read(fetched.id, 3)
    await keepBooks(deps)
    expect((await readBooks(deps, {})).hours.find(({ mailboxId }) => mailboxId === fetched.id)).toMatchObject(
      { onServer: 3, stored: 3, balanced: true },
    )
    await expect(checkMailIn(deps)).resolves.toBeUndefined()
  })

  test('the same mail twice on the server is two there and two with us; taken from there later it still counts', async ({
    deps,
    dovecot,
    fetched,
    read,
  }) => {
    const mail = aMail()
    await dovecot.deliver(fetched.user, [mail, mail, aMail()], { at: ago(3 * HOUR) })
    await read(fetched.id, 3)
    await keepBooks(deps)
    const line = { onServer: 3, stored: 3, waiting: 3, balanced: true }
    expect((await readBooks(deps, {})).hours).toMatchObject([line])
    await dovecot.as(fetched.user, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageDelete('1:*')
    })
    await keepBooks(deps)
    expect((await readBooks(deps, {})).hours).toMatchObject([line])
  })

  test('mail on the server that nobody reads for ten minutes is a difference, younger mail is on its way', async ({
    deps,
    dovecot,
    fetched,
  }) => {
    await dovecot.deliver(fetched.user, [aMail()], { at: new Date() })
    await keepBooks(deps)
    expect(await readBooks(deps, {})).toMatchObject({ balanced: true, hours: [] })
    await keepBooks({ ...deps, now: () => new Date(Date.now() + 11 * 60_000) })
    expect(await readBooks(deps, {})).toMatchObject({ balanced: false, hours: [{ onServer: 1, stored: 0 }] })
  })

  test('where nobody can count (delivered to us, or a server that is away) they say so and go by what we have', async ({
    db,
    deps,
    fetched,
    dovecot,
    read,
  }) => {
    const delivered = await aMailbox(db)
    await storeMail(deps, { mailboxId: delivered.id, bytes: aMail(), source: 'smtp' })
    await dovecot.deliver(fetched.user, [aMail()], { at: ago(3 * HOUR) })
    await read(fetched.id, 1)
    await dovecot.stop()
    await keepBooks(deps)
    await dovecot.start()
    const { hours, balanced } = await readBooks(deps, {})
    expect(balanced).toBe(true)
    expect(hours).toMatchObject([
      { mailboxId: delivered.id, onServer: null, stored: 1 },
      { mailboxId: fetched.id, onServer: null, stored: 1 },
    ])
  })

  test('a mail that waits for ten minutes is an alarm, and one that nobody is told of is announced again, once', async ({
    db,
    deps,
  }) => {
    const mailbox = await aMailbox(db)
    const { mailId } = await storeMail(deps, { mailboxId: mailbox.id, bytes: aMail(), source: 'smtp' })
    const later = { ...deps, now: () => new Date(Date.now() + 11 * 60_000) }
    await expect(checkMailIn(deps)).resolves.toBeUndefined()
    await expect(checkMailIn(later)).rejects.toThrow('1 mails stuck')
    expect((await readBooks(later, {})).balanced).toBe(false)
    expect(await announceAgain(later)).toBe(0)
    await db.deleteFrom('outbox').execute()
    expect(await announceAgain(deps)).toBe(0)
    expect([await announceAgain(later), await announceAgain(later)]).toEqual([1, 0])
    expect((await storedIn(db, mailbox.id)).announced).toEqual([mailId])
  })

  test('a mailbox that fails is an alarm until it is read again', async ({ db, deps }) => {
    const mailbox = await aMailbox(db)
    await db.updateTable('mailboxes').set({ state: 'failing' }).where('id', '=', mailbox.id).execute()
    await expect(checkMailIn(deps)).rejects.toThrow('1 mailboxes failing')
    await db.updateTable('mailboxes').set({ state: 'ok' }).where('id', '=', mailbox.id).execute()
    await expect(checkMailIn(deps)).resolves.toBeUndefined()
  })
})
