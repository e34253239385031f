import { expect } from 'vitest'
import { newId } from '../../server/platform/values.ts'
import { test } from '../support/mailroom-test.ts'

const fax = (given: object) => ({
  from: 'Fax Server <fax@gateway.example>',
  subject: '收到新傳真',
  text: '',
  headers: { 'X-Fax-CallerID': '0492394000', 'Auto-Submitted': 'auto-generated' },
  attachments: [
    { filename: 'fax.pdf', content: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF') },
  ],
  ...given,
})

test('a mail of a fax gateway becomes a fax of whoever’s number it names, and nobody is sent a receipt', async ({
  db,
  room,
}) => {
  const mailbox = await room.openMailbox({ kind: 'fax' })
  const personId = newId<'person'>()
  await db
    .insertInto('people')
    .values({
      id: personId,
      name: '陳承辦',
      personnelNo: null,
      agencyId: room.bureau,
      vendorId: null,
      email: null,
    })
    .execute()
  await db.insertInto('personPhones').values({ personId, e164: '+886492394000' }).execute()
  const row = await room.come(mailbox, fax({}))
  expect(row).toMatchObject({ outcome: 'case', marks: ['no-receipt'] })
  expect(await room.stored(row.caseId!)).toMatchObject({
    channel: 'fax',
    requesterId: personId,
    requesterName: '陳承辦',
    requesterPhone: '049-239-4000',
    agencyId: room.bureau,
    title: expect.stringMatching(/^傳真：/),
  })
  expect((await room.entries(row.caseId!)).find(({ kind }) => kind === 'message-in')).toMatchObject({
    body: { files: [{ name: 'fax.pdf' }] },
  })
})

test('a gateway that uses one id for all, or names its last fax in each, makes a case of every fax', async ({
  room,
}) => {
  const mailbox = await room.openMailbox({ kind: 'fax' })
  const cases = new Set<unknown>()
  for (let n = 0; n < 6; n++) {
    const messageId = n % 2 ? '<always-the-same@gateway.example>' : `<fax-${n}@gateway.example>`
    const references = [`<fax-${n - 2}@gateway.example>`, '<always-the-same@gateway.example>']
    const row = await room.come(mailbox, fax({ messageId, text: `第 ${n} 份`, references }))
    cases.add(row.caseId)
  }
  expect([cases.size, cases.has(null)]).toEqual([6, false])
})
