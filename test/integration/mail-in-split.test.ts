import { describe, expect } from 'vitest'
import { readTimeline } from '../../server/cases/read.ts'
import { keepReceived } from '../../server/files/keep-received.ts'
import { pullIn } from '../../server/mail-in/receive/pull-in.ts'
import { splitCase } from '../../server/mail-in/receive/split.ts'
import { newId } from '../../server/platform/values.ts'
import { bringTo, order, staffOf } from '../support/case-ways.ts'
import { type Mailroom, written } from '../support/mailroom.ts'
import { test } from '../support/mailroom-test.ts'

const address = '192.0.2.7'

describe('a mail that a colleague has', () => {
  test('is taken in from a file as if it had come, once', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const actor = await room.hire('tier1-agent')
    const bytes = await written({ subject: '寄給同事的信', to: 'colleague@centre.example' })
    const upload = async (content: Buffer, name = 'mail.eml') => {
      const { id } = await keepReceived(room.deps, { name, bytes: content, mediaType: null })
      await room.db
        .updateTable('files')
        .set({ uploadedBy: actor.id, state: 'ready' })
        .where('id', '=', id)
        .execute()
      return id
    }
    const first = await pullIn(
      room.deps,
      { actor, address },
      { mailboxId: mailbox.id, fileId: await upload(bytes) },
    )
    expect(first).toMatchObject({ source: 'pulled-in', outcome: 'case', subject: '寄給同事的信' })
    const again = await pullIn(
      room.deps,
      { actor, address },
      { mailboxId: mailbox.id, fileId: await upload(bytes) },
    )
    expect(again.id).toBe(first.id)
    const pull = (mailboxId: number, fileId: Awaited<ReturnType<typeof upload>>, by = actor) =>
      pullIn(room.deps, { actor: by, address }, { mailboxId, fileId })
    await expect(pull(mailbox.id, await upload(Buffer.from('只是文字')))).rejects.toMatchObject({
      code: 'not-a-mail',
    })
    await expect(pull(31_000, await upload(bytes))).rejects.toMatchObject({ code: 'pull-in-needs-mailbox' })
    const other = await room.hire('tier1-agent')
    await expect(pull(mailbox.id, await upload(bytes), other)).rejects.toMatchObject({
      code: 'file-not-found',
    })
  })
})

describe('a message that is about something else', () => {
  const answered = async (room: Mailroom) => {
    const mailbox = await room.openMailbox({ subjectRule: 'follow-up' })
    const { owner } = await staffOf(room)
    const id = await bringTo(room, { owner }, 'in-progress')
    const row = await room.come(mailbox, {
      inReplyTo: await room.wrote(id),
      subject: 'Re: 待遇 年終獎金',
      text: '另外想問年終。',
      attachments: [{ filename: 'a.txt', content: '附件' }],
    })
    return { id, owner, row, mailbox }
  }

  test('becomes a case of its own, stays where it was with a mark, and both say so', async ({ room }) => {
    const { id, owner, row } = await answered(room)
    const before = await room.stored(id)
    const ordered = { ...order(owner, id), version: before.version, key: 'k1' }
    const made = await splitCase(room.deps, ordered, { entryId: row.entryId! })
    expect(await room.stored(made.caseId)).toMatchObject({
      number: made.number,
      title: '待遇 年終獎金',
      requesterEmail: 'wang@agency.example',
      channel: 'mail',
      status: 'received',
    })
    expect(await room.links(made.caseId)).toEqual([{ otherId: id, kind: 'split-from' }])
    const old = await readTimeline(room.db, owner, id, 0)
    const message = old.find(({ id: entry }) => entry === row.entryId)
    expect(message?.body).toMatchObject({
      text: '另外想問年終。',
      marks: expect.arrayContaining(['split-off']),
    })
    expect(old.at(-1)).toMatchObject({ kind: 'note', body: { fields: ['split'], to: made.number } })
    const fresh = await readTimeline(room.db, owner, made.caseId, 0)
    expect(fresh.map(({ kind }) => kind)).toEqual(['state', 'message-in', 'note'])
    expect(fresh[1]?.body).toMatchObject({ mailId: row.id, files: [{ name: 'a.txt' }] })
    expect(fresh[1]?.body.marks ?? []).not.toContain('split-off')
    expect(await splitCase(room.deps, ordered, { entryId: row.entryId! })).toEqual(made)
    await expect(
      splitCase(
        room.deps,
        { ...ordered, version: (await room.stored(id)).version, key: 'k2' },
        { entryId: row.entryId! },
      ),
    ).rejects.toMatchObject({ code: 'split-already' })
  })

  test('is not split from a case that changed meanwhile, nor when it is the case', async ({ room }) => {
    const { id, owner, row, mailbox } = await answered(room)
    await expect(
      splitCase(room.deps, { ...order(owner, id), version: 1 }, { entryId: row.entryId! }),
    ).rejects.toMatchObject({ code: 'case-changed' })
    const first = await room.come(mailbox, { subject: '全新' })
    await expect(
      splitCase(room.deps, order(owner, first.caseId!), { entryId: first.entryId! }),
    ).rejects.toMatchObject({ code: 'split-not-possible' })
    await expect(splitCase(room.deps, order(owner, id), { entryId: newId() })).rejects.toMatchObject({
      code: 'split-not-possible',
    })
  })

  test('sent twice at once is one case', async ({ room }) => {
    const { id, owner, row } = await answered(room)
    const { version } = await room.stored(id)
    const split = () => splitCase(room.deps, { ...order(owner, id), version }, { entryId: row.entryId! })
    const made = await Promise.allSettled([split(), split(), split()])
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
