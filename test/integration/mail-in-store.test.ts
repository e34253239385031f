import { describe, expect } from 'vitest'
import { readRaw } from '../../server/files/keep-raw.ts'
import { removeUnclaimed } from '../../server/files/remove-unclaimed.ts'
import { storeMail } from '../../server/mail-in/transport/store-mail.ts'
import { filesDeps } from '../support/files-app.ts'
import { test as base } from '../support/files-test.ts'
import { aMail, aMailbox, storedIn } from '../support/mail-in/mailbox.ts'

const test = base
  .extend('deps', ({ db, files }) => filesDeps({ db, files }))
  .extend('mailbox', ({ db }) => aMailbox(db))
const at = new Date('2026-11-21T01:00:00Z')
const arrival = (uid: number, uidValidity = 7) => ({ folder: 'INBOX', uidValidity, uid, at })

describe('keeping a mail', () => {
  test('its bytes, its row, its trace and its announcement are there together', async ({
    db,
    deps,
    mailbox,
  }) => {
    const bytes = aMail({ id: '<1@a>' })
    const { mailId, isNew } = await storeMail(deps, {
      mailboxId: mailbox.id,
      bytes,
      source: 'smtp',
      envelope: { from: 'ming@agency.example', to: ['service+x@onewindow.example'] },
    })
    expect(isNew).toBe(true)
    const { mails, announced } = await storedIn(db, mailbox.id)
    expect(mails).toMatchObject([
      {
        id: mailId,
        messageId: '<1@a>',
        size: bytes.length,
        envelopeFrom: 'ming@agency.example',
        envelopeTo: ['service+x@onewindow.example'],
        outcome: null,
        marks: [],
      },
    ])
    expect(announced).toEqual([mailId])
    expect((await readRaw(deps, mails[0]!.rawFileId)).equals(bytes)).toBe(true)
    const trace = await db
      .selectFrom('mailTrace')
      .select(['step', 'detail'])
      .where('mailId', '=', mailId)
      .execute()
    expect(trace).toEqual([{ step: 'stored', detail: { source: 'smtp', size: bytes.length, marks: [] } }])
  })

  test('is for ever: the raw bytes outlive the day after which unclaimed files go', async ({
    db,
    deps,
    mailbox,
    files,
  }) => {
    await storeMail(deps, { mailboxId: mailbox.id, bytes: aMail(), source: 'smtp' })
    await removeUnclaimed(filesDeps({ db, files, now: () => new Date(Date.now() + 9e8) }))
    const { mails } = await storedIn(db, mailbox.id)
    expect(await readRaw(deps, mails[0]!.rawFileId)).toHaveLength(mails[0]!.size)
  })

  test('the same mail again, and many times at once, is one mail announced once', async ({
    db,
    deps,
    mailbox,
  }) => {
    const mail = { mailboxId: mailbox.id, bytes: aMail(), source: 'smtp' as const }
    const stored = await Promise.all(Array.from({ length: 8 }, () => storeMail(deps, mail)))
    expect(stored.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(new Set(stored.map(({ mailId }) => mailId)).size).toBe(1)
    const { mails, announced } = await storedIn(db, mailbox.id)
    expect([mails.length, announced.length]).toEqual([1, 1])
  })

  test('a fetched mail says where it lies; found in another place it is the same mail in two places', async ({
    db,
    deps,
    mailbox,
  }) => {
    const mail = { mailboxId: mailbox.id, bytes: aMail(), source: 'imap' as const }
    for (const place of [arrival(5), arrival(5), arrival(9), arrival(1, 8)])
      await storeMail(deps, { ...mail, arrival: place })
    const { mails, arrivals } = await storedIn(db, mailbox.id)
    expect(mails).toHaveLength(1)
    expect(mails[0]!.arrivedAt).toEqual(at)
    expect(arrivals.map(({ uidValidity, uid }) => [uidValidity, uid])).toEqual([
      [8, 1],
      [7, 5],
      [7, 9],
    ])
    const steps = await db
      .selectFrom('mailTrace')
      .select('step')
      .where('mailId', '=', mails[0]!.id)
      .orderBy('n')
      .execute()
    expect(steps.map(({ step }) => step)).toEqual(['stored', 'arrived-again', 'arrived-again'])
    const cursors = await db
      .selectFrom('mailCursors')
      .select(['uidValidity', 'lastUid'])
      .where('mailboxId', '=', mailbox.id)
      .orderBy('uidValidity')
      .execute()
    expect(cursors).toEqual([
      { uidValidity: 7, lastUid: 9 },
      { uidValidity: 8, lastUid: 1 },
    ])
  })

  test('the same id with another content is another mail, marked; without an id each content is a mail', async ({
    db,
    deps,
    mailbox,
  }) => {
    for (const bytes of [
      aMail({ id: '<fax@gw>', body: '第一頁' }),
      aMail({ id: '<fax@gw>', body: '第二頁' }),
      aMail({ id: '<fax@gw>', body: '第二頁', subject: '傳真 2' }),
      aMail({ id: null, body: '一' }),
      aMail({ id: null, body: '二' }),
      aMail({ id: null, body: '二' }),
    ])
      await storeMail(deps, { mailboxId: mailbox.id, bytes, source: 'smtp' })
    const { mails } = await storedIn(db, mailbox.id)
    expect(mails.map(({ marks }) => marks)).toEqual([
      [],
      ['same-id-other-content'],
      ['same-id-other-content'],
      [],
      [],
    ])
  })

  test('another mailbox has a mail of its own', async ({ db, deps, mailbox }) => {
    const other = await aMailbox(db)
    const bytes = aMail()
    const first = await storeMail(deps, { mailboxId: mailbox.id, bytes, source: 'smtp' })
    const second = await storeMail(deps, { mailboxId: other.id, bytes, source: 'smtp' })
    expect(second.isNew).toBe(true)
    expect(second.mailId).not.toBe(first.mailId)
  })

  test.for<[string, Buffer]>([
    ['nothing at all', Buffer.alloc(0)],
    ['NUL bytes', Buffer.from('Message-ID: <a\0b>\0\r\nSubject: \0\r\n\r\n\0')],
    ['no empty line', Buffer.from('Subject: x')],
    ['raw Big5', Buffer.from([0xa4, 0xa4, 0xa4, 0xe5, 13, 10, 13, 10, 0xff])],
    ['12 MB on one line', Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), Buffer.alloc(12e6, 'a')])],
  ])('whatever it is: %s', async ([, bytes], { db, deps, mailbox }) => {
    await storeMail(deps, {
      mailboxId: mailbox.id,
      bytes,
      source: 'imap',
      arrival: { ...arrival(1), at: new Date(Number.NaN) },
    })
    const { mails } = await storedIn(db, mailbox.id)
    expect((await readRaw(deps, mails[0]!.rawFileId)).equals(bytes)).toBe(true)
  })

  test('a full disk keeps nothing and says so; the next try keeps it', async ({
    db,
    deps,
    mailbox,
    files,
  }) => {
    const mail = { mailboxId: mailbox.id, bytes: aMail(), source: 'smtp' as const }
    const full = { ...files, putPart: () => Promise.reject(new Error('no space left on device')) }
    await expect(storeMail({ ...deps, files: full }, mail)).rejects.toMatchObject({ kind: 'unavailable' })
    expect((await storedIn(db, mailbox.id)).mails).toEqual([])
    expect((await storeMail(deps, mail)).isNew).toBe(true)
  })
})
