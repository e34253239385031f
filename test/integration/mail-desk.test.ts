import { describe, expect } from 'vitest'
import { readTimeline } from '../../server/cases/read.ts'
import { linksOfCase } from '../../server/mail-in/desk/case-links.ts'
import { nameOfOriginal, originalOf } from '../../server/mail-in/desk/original.ts'
import { newId } from '../../server/platform/values.ts'
import { openMailbox } from '../support/came-by-mail.ts'
import { openDesk } from '../support/case-desk.ts'
import { test } from '../support/database.ts'
import { layMail } from '../support/laid-mails.ts'

describe('cases that belong together', () => {
  test('are told from both sides, and only to those who may see them', async ({ db }) => {
    const desk = await openDesk(db)
    const [one, other] = [
      await desk.file({ agencyId: desk.bureau }),
      await desk.file({ agencyId: desk.elsewhere }),
    ]
    await db
      .insertInto('caseLinks')
      .values({ caseId: one.id, otherId: other.id, kind: 'split-from', at: desk.clock.now() })
      .execute()
    const agent = await desk.hire('tier1-agent')
    expect(await linksOfCase(db, agent, one.id)).toMatchObject([
      { kind: 'split-from', forth: true, case: { number: other.number } },
    ])
    expect(await linksOfCase(db, agent, other.id)).toMatchObject([
      { kind: 'split-from', forth: false, case: { number: one.number } },
    ])
    const ministry = await desk.hire('authority-administrator', { agencyId: desk.bureau })
    const sees = { ...ministry, permissions: ['case:work', 'case:read-authority'] }
    expect(await linksOfCase(db, sees, one.id)).toEqual([])
    await expect(linksOfCase(db, sees, other.id)).rejects.toMatchObject({ code: 'case-not-found' })
  })
})

describe('a mail as it came', () => {
  test('is for those who see its case, or handle cases where it has none', async ({ db }) => {
    const desk = await openDesk(db)
    const { id: mailboxId } = await openMailbox(db)
    const { id: caseId } = await desk.file()
    const onCase = await layMail(db, { mailboxId, outcome: 'case', caseId })
    const quarantined = await layMail(db, { mailboxId })
    const agent = await desk.hire('tier1-agent')
    const vendor = await desk.hire('vendor', { vendorId: desk.vendorId })
    const auditor = { ...agent, permissions: ['case:work', 'case:read-all'] }
    for (const mailId of [onCase, quarantined])
      expect(await originalOf(db, agent, mailId)).toMatchObject({ id: mailId })
    expect(await originalOf(db, auditor, onCase)).toMatchObject({ id: onCase })
    await expect(originalOf(db, auditor, quarantined)).rejects.toMatchObject({
      code: 'received-mail-not-found',
    })
    await expect(originalOf(db, vendor, onCase)).rejects.toMatchObject({ code: 'received-mail-not-found' })
    await db.updateTable('cases').set({ ownerId: vendor.id }).where('id', '=', caseId).execute()
    await expect(originalOf(db, vendor, onCase)).rejects.toMatchObject({ code: 'received-mail-not-found' })
    await expect(originalOf(db, agent, newId())).rejects.toMatchObject({ code: 'received-mail-not-found' })
  })

  test.for([
    ['匯出清冊/後 姓名：「王𡍼」?', '匯出清冊 後 姓名：「王𡍼」.eml'],
    ['', '郵件.eml'],
    ['..\\..\\a\r\nb\u202egnp', '.. .. a b gnp.eml'],
  ] as const)('with the subject %j is saved as %j', ([subject, name]) => {
    expect(nameOfOriginal(subject)).toBe(name)
  })
})

test('a message by mail says who sent it to which mailbox; a vendor is not told the address', async ({
  db,
}) => {
  const desk = await openDesk(db)
  const { id: mailboxId } = await openMailbox(db, { name: '待遇信箱' })
  const { id: caseId } = await desk.file()
  const mailId = await layMail(db, { mailboxId, outcome: 'case', caseId })
  await db
    .insertInto('timeline')
    .values({
      id: newId(),
      caseId,
      seq: 50,
      version: 1,
      kind: 'message-in',
      at: desk.clock.now(),
      actorId: null,
      origin: 'mail',
      body: JSON.stringify({ text: '請問', mailId, marks: ['automatic'] }),
    })
    .execute()
  const agent = await desk.hire('tier1-agent')
  expect((await readTimeline(db, agent, caseId)).at(-1)?.body).toEqual({
    text: '請問',
    mailId,
    marks: ['automatic'],
    mailbox: '待遇信箱',
    sender: { address: 'wang@example.gov.tw', name: '王小明' },
  })
  const vendor = { ...(await desk.hire('vendor', { vendorId: desk.vendorId })), permissions: ['case:work'] }
  await db.updateTable('cases').set({ ownerId: vendor.id }).where('id', '=', caseId).execute()
  expect((await readTimeline(db, vendor, caseId)).at(-1)?.body.sender).toEqual({
    address: '',
    name: '王小明',
  })
})
