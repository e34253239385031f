import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { receiveMail } from '../../server/mail-in/receive/receive-mail.ts'
import { storeMail } from '../../server/mail-in/transport/store-mail.ts'
import { UnreadableMail } from '../../server/platform/mail/read-mail.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { dying } from '../support/dying.ts'
import type { Mailroom } from '../support/mailroom.ts'
import { test } from '../support/mailroom-test.ts'

/** Everything that has come of a mail, wherever it would be. */
async function tracesOf({ db }: Mailroom, mailId: Id<'received-mail'>) {
  const { rows } = await sql<{
    entries: number
    cases: number
    files: number
    decisions: number
    events: number
  }>`
    select (select count(*)::int from timeline where body ->> 'mailId' = ${mailId}) as entries,
      (select count(distinct case_id)::int from timeline where body ->> 'mailId' = ${mailId}) as cases,
      (select count(*)::int from files f join received_mails m on m.case_id = f.case_id where m.id = ${mailId}) as files,
      (select count(*)::int from mail_trace where mail_id = ${mailId} and step in ('case', 'follow-up')) as decisions,
      (select count(*)::int from outbox where name = 'mail.decided' and payload ->> 'mailId' = ${mailId}) as events`.execute(
    db,
  )
  return rows[0]
}

const NOTHING = { entries: 0, cases: 0, files: 0, decisions: 0, events: 0 }
const ONCE = { entries: 1, cases: 1, files: 2, decisions: 1, events: 1 }

const attachments = [
  { filename: 'one.txt', content: '第一件' },
  { filename: 'two.txt', content: '第二件' },
]

describe('a worker that dies', () => {
  test('between any two steps leaves nothing behind, and afterwards there is one case', async ({ room }) => {
    const mailbox = await room.openMailbox()
    let steps = 0
    for (let nth = 1; ; nth++) {
      const mailId = await room.store(mailbox, { attachments, subject: `第 ${nth} 件` })
      const death = await receiveMail(
        { ...room.deps, ...dying(room.db, room.deps.files, nth) },
        { mailId },
      ).then(
        () => undefined,
        (error: Error) => error.message,
      )
      if (death === undefined) break
      steps = nth
      expect(await tracesOf(room, mailId), death).toEqual(NOTHING)
      expect(await room.mailRow(mailId)).toMatchObject({ outcome: null, tries: 0 })
      await receiveMail(room.deps, { mailId })
      await receiveMail(room.deps, { mailId })
      expect(await tracesOf(room, mailId), death).toEqual(ONCE)
    }
    expect(steps).toBeGreaterThan(20)
  })

  test('again and again over an answer leaves one message on its case', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const { id } = await room.accept()
    const inReplyTo = await room.wrote(id)
    const mailId = await room.store(mailbox, { inReplyTo, attachments })
    for (let nth = 1; ; nth++) {
      const deps = { ...room.deps, ...dying(room.db, room.deps.files, nth) }
      const died = await receiveMail(deps, { mailId }).then(
        () => false,
        () => true,
      )
      if (!died) break
    }
    expect(await tracesOf(room, mailId)).toMatchObject({ entries: 1, cases: 1, decisions: 1, events: 1 })
    expect((await room.entries(id)).filter(({ kind }) => kind === 'message-in')).toHaveLength(2)
  })

  test('or is doubted, while eight others do the same, makes one case', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const mailId = await room.store(mailbox, { attachments })
    await Promise.all(Array.from({ length: 8 }, () => receiveMail(room.deps, { mailId })))
    expect(await tracesOf(room, mailId)).toEqual(ONCE)
  })
})

describe('a mail that cannot be read', () => {
  const unreadable = (room: Mailroom, error: Error) => ({
    ...room.deps,
    mailReader: { read: () => Promise.reject(error) },
  })

  test('goes to quarantine after three tries with what can be seen of it, and keeps nobody waiting', async ({
    db,
    room,
  }) => {
    const mailbox = await room.openMailbox()
    const mailId = await room.store(mailbox, { subject: '讀不出來的信' })
    const deps = unreadable(room, new UnreadableMail('memory'))
    for (const n of [1, 2]) {
      await expect(receiveMail(deps, { mailId })).rejects.toThrow('memory')
      expect(await room.mailRow(mailId)).toMatchObject({ outcome: null, tries: n })
    }
    await receiveMail(deps, { mailId })
    expect(await room.mailRow(mailId)).toMatchObject({
      outcome: 'quarantined',
      reason: 'unreadable',
      lastError: 'unreadable: memory',
      fromAddress: 'wang@agency.example',
      subject: '讀不出來的信',
    })
    const content = await db
      .selectFrom('mailContents')
      .selectAll()
      .where('mailId', '=', mailId)
      .executeTakeFirst()
    expect(content).toMatchObject({ heads: { from: { address: 'wang@agency.example', name: '王小明' } } })
    expect(content?.text).not.toBe('')
    expect(await room.trace(mailId)).toEqual(['stored', 'failed', 'failed', 'quarantined'])
  })

  test('because something we need is away waits, however often it is tried', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const mailId = await room.store(mailbox)
    const away = unreadable(room, Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))
    for (let n = 0; n < 5; n++) await expect(receiveMail(away, { mailId })).rejects.toThrow('connect')
    expect(await room.mailRow(mailId)).toMatchObject({ outcome: null, tries: 0 })
    await receiveMail(room.deps, { mailId })
    expect(await room.mailRow(mailId)).toMatchObject({ outcome: 'case' })
  })

  test('keeps what is there of it, be it nothing but noise', async ({ db, room }) => {
    const mailbox = await room.openMailbox()
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256))
    const { mailId } = await storeMail(room.deps, { mailboxId: mailbox.id, bytes: noise, source: 'smtp' })
    const deps = unreadable(room, new TypeError(newId()))
    for (let n = 0; n < 3; n++) await receiveMail(deps, { mailId }).catch(() => {})
    expect(await room.mailRow(mailId)).toMatchObject({ outcome: 'quarantined', lastError: 'TypeError' })
    expect(
      await db.selectFrom('mailContents').select('mailId').where('mailId', '=', mailId).execute(),
    ).toHaveLength(1)
  })
})
