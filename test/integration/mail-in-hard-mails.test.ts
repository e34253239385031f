import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { receiveMail } from '../../server/mail-in/receive/receive-mail.ts'
import { showContent } from '../../server/mail-in/receive/show-content.ts'
import { storeMail } from '../../server/mail-in/transport/store-mail.ts'
import { test } from '../support/mailroom-test.ts'

const MAILS = join(import.meta.dirname, '../fixtures/mails')

test('every hard mail becomes something that can be seen, at the first try', { timeout: 120_000 }, async ({
  db,
  room,
}) => {
  const mailbox = await room.openMailbox()
  const agent = await room.hire('tier1-agent')
  const names = readdirSync(MAILS).filter((name) => name.endsWith('.eml'))
  expect(names.length).toBeGreaterThan(50)
  for (const name of names) {
    const bytes = readFileSync(join(MAILS, name))
    const { mailId } = await storeMail(room.deps, { mailboxId: mailbox.id, bytes, source: 'smtp' })
    await receiveMail(room.deps, { mailId })
    const row = await room.mailRow(mailId)
    expect(row.lastError, name).toBeNull()
    expect(row.outcome, name).toBeOneOf(['case', 'follow-up', 'quarantined'])
    const content = await showContent(room.deps, agent, mailId)
    expect(content.subject, name).toBe(row.subject)
    if (row.caseId) expect((await room.stored(row.caseId)).title, name).not.toBe('')
  }
  const { n } = await db
    .selectFrom('receivedMails')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow()
  expect(Number(n)).toBe(0)
})
