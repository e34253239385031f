import { describe, expect } from 'vitest'
import { showContent } from '../../server/mail-in/receive/show-content.ts'
import { newId } from '../../server/platform/values.ts'
import { test } from '../support/mailroom-test.ts'

describe('one mail to two of our mailboxes', () => {
  test('is one case with two watchers, and the answer to all is heard once', async ({ db, room }) => {
    const [one, two] = [await room.openMailbox(), await room.openMailbox({ queueId: 1 })]
    const mail = {
      to: [one.address, two.address],
      messageId: '<both@agency.example>',
      baseBoundary: 'one-and-the-same',
      date: new Date(0),
      attachments: [{ filename: 'a.txt', content: 'x' }],
    }
    const [first, second] = [await room.come(one, mail), await room.come(two, mail)]
    expect([first.outcome, second.outcome]).toEqual(['case', 'follow-up'])
    expect(second).toMatchObject({ caseId: first.caseId, entryId: first.entryId, marks: ['same-mail'] })
    const kept = await db.selectFrom('files').select('name').where('caseId', '=', first.caseId!).execute()
    expect(kept).toEqual([{ name: 'a.txt' }])
    const agent = await room.hire('tier1-agent')
    expect(await showContent(room.deps, agent, second.id)).toEqual(
      await showContent(room.deps, agent, first.id),
    )
    const inReplyTo = await room.wrote(first.caseId!)
    const answer = {
      ...mail,
      messageId: '<answer@agency.example>',
      inReplyTo,
      subject: 'Re: 差勤系統無法送出請假單',
    }
    for (const mailbox of [two, one])
      expect(await room.come(mailbox, answer)).toMatchObject({ caseId: first.caseId })
    expect((await room.entries(first.caseId!)).filter(({ kind }) => kind === 'message-in')).toHaveLength(2)
    const watching = await db
      .selectFrom('caseMailboxes')
      .select(['mailboxId', 'isFirst'])
      .where('caseId', '=', first.caseId!)
      .execute()
    expect(watching.toSorted((a) => (a.isFirst ? -1 : 1))).toEqual([
      { mailboxId: one.id, isFirst: true },
      { mailboxId: two.id, isFirst: false },
    ])
  })

  test('is two linked cases where it is set so, and the answer to all is heard in each once', async ({
    db,
    room,
  }) => {
    await db.insertInto('settings').values({ key: 'mail-in.two-mailboxes', value: '"linked"' }).execute()
    const [one, two] = [await room.openMailbox(), await room.openMailbox({ queueId: 1 })]
    const mail = { to: [one.address, two.address], messageId: `<${newId()}@agency.example>` }
    const [first, second] = [await room.come(one, mail), await room.come(two, mail)]
    expect([first.outcome, second.outcome]).toEqual(['case', 'case'])
    expect(await room.links(second.caseId!)).toEqual([{ otherId: first.caseId, kind: 'same-mail' }])
    const answer = {
      ...mail,
      messageId: `<${newId()}@agency.example>`,
      inReplyTo: mail.messageId,
      subject: 'Re: 差勤系統無法送出請假單',
    }
    expect(await room.come(two, answer)).toMatchObject({ caseId: second.caseId, outcome: 'follow-up' })
    expect(await room.come(one, answer)).toMatchObject({ caseId: first.caseId, outcome: 'follow-up' })
    await db.deleteFrom('settings').where('key', '=', 'mail-in.two-mailboxes').execute()
  })

  test('is one case when both come in the same moment', async ({ room }) => {
    const boxes = await Promise.all(Array.from({ length: 4 }, () => room.openMailbox()))
    const mail = { messageId: `<${newId()}@agency.example>`, to: 'help@centre.example', date: new Date(0) }
    const rows = await Promise.all(boxes.map((mailbox) => room.come(mailbox, mail)))
    expect(new Set(rows.map(({ caseId }) => caseId)).size).toBe(1)
    expect(rows.filter(({ outcome }) => outcome === 'case')).toHaveLength(1)
  })
})
