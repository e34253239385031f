import { describe, expect, vi } from 'vitest'
import { test as base, SOON } from '../support/mail-in/imap-test.ts'
import { aMail, storedIn } from '../support/mail-in/mailbox.ts'

const test = base.extend('settled', ({ db }) => async (mailboxId: number, n: number) => {
  await vi.waitFor(async () => {
    const { mails, arrivals } = await storedIn(db, mailboxId)
    expect(mails).toHaveLength(n)
    expect(arrivals.filter(({ flaggedAt }) => flaggedAt === null)).toEqual([])
  }, SOON)
  const { mails, announced } = await storedIn(db, mailboxId)
  expect(announced.toSorted()).toEqual(mails.map(({ id }) => id).toSorted())
  return mails
})

const several = (n: number) => Array.from({ length: n }, (_none, i) => aMail({ subject: `第 ${i} 封` }))

describe('a mailbox that is fetched', { timeout: 60_000 }, () => {
  test('what is there is read, in order, and marked as read on the server only then', async ({
    dovecot,
    fetched,
    reading,
    settled,
    db,
  }) => {
    const { id, user } = await fetched()
    const at = new Date('2026-11-20T02:03:04Z')
    await dovecot.deliver(user, several(45), { at })
    expect(await dovecot.seen(user)).toEqual([])
    reading()
    const mails = await settled(id, 45)
    expect(new Set(mails.map(({ arrivedAt }) => arrivedAt.toISOString()))).toEqual(
      new Set([at.toISOString()]),
    )
    expect(await dovecot.seen(user)).toHaveLength(45)
    const state = await db
      .selectFrom('mailboxes')
      .select(['state', 'lastError', 'lastReadAt'])
      .where('id', '=', id)
      .executeTakeFirst()
    expect(state).toEqual({ state: 'ok', lastError: null, lastReadAt: expect.any(Date) })
  })

  test('what comes later is read at once, without waiting for the next minute', async ({
    dovecot,
    fetched,
    reading,
    settled,
  }) => {
    const { id, user } = await fetched()
    reading()
    for (const n of [1, 2, 5]) {
      await dovecot.deliver(user, several(n))
      await settled(id, n === 1 ? 1 : n === 2 ? 3 : 8)
    }
  })

  test('mails that somebody else has read, or that say an old date, are read all the same', async ({
    dovecot,
    fetched,
    reading,
    settled,
  }) => {
    const { id, user } = await fetched()
    await dovecot.deliver(user, several(1), { at: new Date('1999-01-01T00:00:00Z') })
    await dovecot.deliver(user, several(1), { at: new Date('2037-01-01T00:00:00Z') })
    await dovecot.as(user, async (client) => {
      await client.append('INBOX', aMail(), ['\\Seen'])
      await client.append('INBOX', aMail(), ['\\Deleted'])
    })
    reading()
    await settled(id, 4)
  })

  test('a mailbox made anew is read anew, and nothing is there twice', async ({
    dovecot,
    fetched,
    reading,
    settled,
    db,
  }) => {
    const { id, user } = await fetched()
    await dovecot.deliver(user, several(6))
    const reader = reading()
    await settled(id, 6)
    await reader.stop()
    await dovecot.renumber(user)
    await dovecot.deliver(user, several(2))
    reading()
    await settled(id, 8)
    const cursors = await db
      .selectFrom('mailCursors')
      .select('lastUid')
      .where('mailboxId', '=', id)
      .orderBy('updatedAt')
      .execute()
    expect(cursors).toEqual([{ lastUid: 6 }, { lastUid: 8 }])
  })

  test('a folder that was deleted and made again is read on', async ({
    dovecot,
    fetched,
    reading,
    settled,
    db,
  }) => {
    const { id, user } = await fetched('客服')
    await dovecot.as(user, (client) => client.mailboxCreate('客服'))
    await dovecot.deliver(user, several(2), { into: '客服' })
    reading()
    await settled(id, 2)
    await dovecot.as(user, async (client) => {
      await client.mailboxDelete('客服')
      await client.mailboxCreate('客服')
    })
    await dovecot.deliver(user, several(3), { into: '客服' })
    await db
      .updateTable('mailboxes')
      .set({ imap: JSON.stringify({ ...dovecot.place(user, '客服'), host: 'localhost' }) })
      .where('id', '=', id)
      .execute()
    await settled(id, 5)
  })

  test('of several workers one reads a mailbox; when it goes, another does', async ({
    dovecot,
    fetched,
    reading,
    settled,
    db,
  }) => {
    const { id, user } = await fetched()
    const workers = [reading(), reading(), reading()]
    await dovecot.deliver(user, several(30))
    await settled(id, 30)
    const steps = await db
      .selectFrom('mailTrace')
      .innerJoin('receivedMails', 'receivedMails.id', 'mailTrace.mailId')
      .select('step')
      .where('mailboxId', '=', id)
      .execute()
    expect(steps.map(({ step }) => step)).toEqual(Array(30).fill('stored'))
    await Promise.all(workers.slice(0, 2).map((worker) => worker.stop()))
    await dovecot.deliver(user, several(3))
    await settled(id, 33)
  })

  test('a mailbox that is added, moved or paused is noticed by itself', async ({
    dovecot,
    fetched,
    reading,
    settled,
    db,
  }) => {
    reading()
    const { id, user } = await fetched()
    await dovecot.deliver(user, several(1))
    await settled(id, 1)
    const other = await dovecot.newUser()
    await dovecot.setPassword(other, dovecot.passwordOf(user))
    await dovecot.deliver(other, several(2))
    await db
      .updateTable('mailboxes')
      .set({ imap: JSON.stringify(dovecot.place(other)) })
      .where('id', '=', id)
      .execute()
    await settled(id, 3)
    expect(await dovecot.connected(other)).toBe(1)
    await db.updateTable('mailboxes').set({ pausedAt: new Date() }).where('id', '=', id).execute()
    await vi.waitFor(async () => expect(await dovecot.connected(other)).toBe(0), SOON)
    await dovecot.deliver(other, several(1))
    await db.updateTable('mailboxes').set({ pausedAt: null }).where('id', '=', id).execute()
    await settled(id, 4)
  })

  test('a process that died after storing and before marking: the next one marks, and stores nothing twice', async ({
    dovecot,
    fetched,
    reading,
    settled,
    db,
  }) => {
    const { id, user } = await fetched()
    await dovecot.deliver(user, several(3))
    const reader = reading()
    await settled(id, 3)
    await reader.stop()
    await dovecot.as(user, async (client) => {
      await client.mailboxOpen('INBOX')
      await client.messageFlagsRemove('1:*', ['\\Seen'])
    })
    await db.updateTable('mailArrivals').set({ flaggedAt: null }).where('mailboxId', '=', id).execute()
    reading()
    await vi.waitFor(async () => expect(await dovecot.seen(user)).toHaveLength(3), SOON)
    await settled(id, 3)
  })

  test('a mail of 30 MB comes whole', async ({ dovecot, fetched, reading, settled }) => {
    const { id, user } = await fetched()
    const big = aMail({ body: `${'長'.repeat(25)}\r\n`.repeat(400_000) })
    await dovecot.deliver(user, [big, aMail()])
    reading()
    const mails = await settled(id, 2)
    expect(mails[0]!.size).toBe(big.length)
  })
})
