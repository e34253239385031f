import { describe, expect } from 'vitest'
import { showContent } from '../../server/mail-in/receive/show-content.ts'
import { test } from '../support/mailroom-test.ts'

describe('the whole of a mail on a case', () => {
  test('is told to those who see the case, its addresses to none of a vendor', async ({ room }) => {
    const mailbox = await room.openMailbox()
    const { caseId, id } = await room.come(mailbox, {
      cc: 'boss@agency.example',
      subject: 'Re: 待遇',
      text: '新的話\n\n2026年11月20日 客服 <help@centre.example> 寫道：\n> 舊的話',
      attachments: [
        { filename: 'a.txt', content: '附件' },
        { filename: 'run.exe', content: Buffer.from('MZ\u0000\u0001program') },
      ],
    })
    const agent = await room.hire('tier1-agent')
    expect(await showContent(room.deps, agent, id)).toMatchObject({
      text: '新的話',
      quoted: expect.stringContaining('舊的話'),
      cc: [{ address: 'boss@agency.example' }],
      parts: [
        { name: 'a.txt', held: null, href: expect.stringContaining('/api/files/') },
        { name: 'run.exe', held: expect.stringContaining('attachment-'), href: null },
      ],
    })
    const vendor = await room.hire('vendor', { vendorId: room.vendorId })
    await expect(showContent(room.deps, vendor, id)).rejects.toMatchObject({
      code: 'received-mail-not-found',
    })
    await room.db
      .updateTable('cases')
      .set({ ownerId: vendor.id, status: 'assigned' })
      .where('id', '=', caseId!)
      .execute()
    expect(await showContent(room.deps, vendor, id)).toMatchObject({
      from: { name: '王小明', address: '' },
      cc: [{ address: '' }],
    })
  })
})
