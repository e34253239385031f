import { strToU8, zipSync } from 'fflate'
import { describe, expect } from 'vitest'
import { attachFiles } from '../../server/files/attach.ts'
import { judgeFileToken } from '../../server/files/downloads/link.ts'
import { letterPlan } from '../../server/notifications/letter-plan.ts'
import { sendDueMails } from '../../server/notifications/send-due-mails.ts'
import { type Db, transact } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'
import { belongsTo, openMailbox } from '../support/came-by-mail.ts'
import { testAlone as test } from '../support/database.ts'
import { filesInMemory, upload } from '../support/files-in-memory.ts'
import { partOf } from '../support/mail-server.ts'
import { correspondence, SECRETS } from '../support/mailed-cases.ts'
import { serverAndMail } from '../support/smtp-mail.ts'

const big5 = (...bytes: number[]) => Buffer.from(bytes)
const KB = 1024

/** A case whose agent uploads files and sends them with a reply. */
async function withFiles(db: Db) {
  const it = await correspondence(db)
  const { deps, agentId, caseId } = it
  const agent = {
    id: agentId,
    name: '林以晴',
    roles: [],
    permissions: ['case:work', 'case:handle', 'case:read-all'],
    sessionId: agentId as never,
  }
  const add = (name: string, content: string | Uint8Array) => upload(deps, agentId, name, content)
  return {
    ...it,
    agent,
    add,
    plan: async (...ids: Id<'file'>[]) => {
      const { files } = await letterPlan(deps, agent, { caseId, files: ids.join() })
      return files.map(({ way, why, found }) => ({ way, why, found }))
    },
    async sendWith(...files: Awaited<ReturnType<typeof add>>[]) {
      await transact(db, (trx) =>
        attachFiles(trx, {
          fileIds: files.map(({ id }) => id),
          caseId,
          uploader: agentId,
          fromRequester: false,
        }),
      )
      const { send } = await it.reply({ files })
      await send()
    },
  }
}

/** A workbook as small as they come. */
const workbook = (...rows: string[][]) =>
  zipSync({
    '[Content_Types].xml': strToU8(
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    ),
    'xl/workbook.xml': strToU8(
      '<?xml version="1.0"?><workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<?xml version="1.0"?><Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<?xml version="1.0"?><worksheet><sheetData>${rows
        .map(
          (cells, n) =>
            `<row r="${n + 1}">${cells
              .map((cell, at) => `<c r="${'ABCDEF'[at]}${n + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`)
              .join('')}</row>`,
        )
        .join('')}</sheetData></worksheet>`,
    ),
  })

describe('files of an answer', () => {
  test('go in the mail itself, byte for byte and under their names', async ({ db }) => {
    const { server, mail } = await serverAndMail()
    const it = await withFiles(db)
    const pdf = await it.add('操作說明「𡍼」.pdf', '%PDF-1.4\n%%EOF\n')
    const text = await it.add('步驟.txt', '一、登出\n二、登入')
    expect(await it.plan(pdf.id, text.id)).toEqual([
      { way: 'mail', why: null, found: [] },
      { way: 'mail', why: null, found: [] },
    ])
    await it.sendWith(pdf, text)
    await sendDueMails({ ...it.deps, mail })
    const [letter] = server.received
    expect(partOf(letter!, 'text/plain')).toContain(
      '附件（隨信附上）：\n- 操作說明「𡍼」.pdf（1 KB）\n- 步驟.txt',
    )
    expect(letter?.raw).toContain(Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64'))
    expect(letter?.raw).toMatch(
      /Content-Disposition: attachment;[\s\S]*filename\*0?\*?=(?:utf-8|UTF-8)''%E6%93%8D/,
    )
    expect(await it.mails()).toMatchObject([{ state: 'sent', fileIds: [pdf.id, text.id] }])
  })

  test('above the size set go by a link that ends, and the letter says when', async ({ db }) => {
    const it = await withFiles(db)
    await db
      .insertInto('settings')
      .values({ key: 'mail.attachment-bytes', value: JSON.stringify(100 * KB) })
      .execute()
    const noise = (kb: number) => '紀錄'.repeat((kb * KB) / 6)
    const [small, large, second] = [
      await it.add('小.txt', noise(60)),
      await it.add('大.txt', noise(90)),
      await it.add('再一個.txt', noise(30)),
    ]
    expect((await it.plan(small.id, large.id, second.id)).map(({ way }) => way)).toEqual([
      'mail',
      'link',
      'mail',
    ])
    await it.sendWith(small, large, second)
    const [letter] = await it.mails()
    expect(letter?.fileIds).toEqual([small.id, second.id])
    expect(letter?.body).toMatch(/附件下載（民國115年12月\d+日 \d\d:\d\d前有效）：大.txt/)
    const token = new RegExp(`/api/files/${large.id}/content\\?t=(\\S+)`).exec(letter?.body ?? '')?.[1] ?? ''
    const inDays = (days: number) => new Date(+it.clock.now() + days * 86_400_000)
    expect(judgeFileToken(SECRETS, large.id, token, inDays(13))).toBe('valid')
    expect(judgeFileToken(SECRETS, large.id, token, inDays(15))).toBe('expired')
    expect(judgeFileToken(SECRETS, small.id, token, inDays(1))).toBe('foreign')
  })

  test('that seem to hold personal data never leave by mail, nor by a link of their own', async ({ db }) => {
    const it = await withFiles(db)
    const files = [
      await it.add('清單.csv', '姓名,身分證字號\n王小明,A123456789\n'),
      // 「人事編號,姓名」 in Big5.
      await it.add(
        '匯出.csv',
        Buffer.concat([
          big5(0xa4, 0x48, 0xa8, 0xc6, 0xbd, 0x73, 0xb8, 0xb9),
          Buffer.from(',name\nD0000123,Wang\n'),
        ]),
      ),
      await it.add('明細.xlsx', workbook(['姓名', '本俸'], ['王小明', '38390'])),
      await it.add('薪資清冊.pdf', '%PDF-1.4\n%%EOF\n'),
    ]
    const ids = files.map(({ id }) => id)
    expect((await it.plan(...ids)).map(({ way, found }) => [way, found])).toEqual([
      ['portal', ['national-id']],
      ['portal', ['personnel-number']],
      ['portal', ['salary']],
      ['portal', ['file-name']],
    ])
    await it.sendWith(...files)
    const [letter] = await it.mails()
    expect(letter?.fileIds).toEqual([])
    for (const { id, name } of files) {
      expect(letter?.body).not.toContain(id)
      expect(letter?.body).toContain(`- ${name}（`)
    }
    expect(letter?.body).toContain('不隨信寄出')
  })

  test('that cannot be fetched hold the letter up, and it leaves with them later', async ({ db }) => {
    const { server, mail } = await serverAndMail()
    const it = await withFiles(db)
    const file = await it.add('步驟.txt', '一、登出')
    await it.sendWith(file)
    await sendDueMails({ ...it.deps, mail, files: filesInMemory() })
    expect(await it.mails()).toMatchObject([{ state: 'queued', tries: 1 }])
    expect(server.received).toEqual([])
    it.clock.advance({ minutes: 1 })
    await sendDueMails({ ...it.deps, mail })
    expect(server.received[0]?.raw).toContain(Buffer.from('一、登出').toString('base64'))
  })
})

describe('before a reply is sent', () => {
  test('its writer sees from where it goes, to whom, and that mail came back from there', async ({ db }) => {
    const { deps, caseId, agent, clock } = await withFiles(db)
    const box = await openMailbox(db, { address: 'help@agency.example' })
    await belongsTo(db, caseId, box.id)
    const seen = () => letterPlan(deps, agent, { caseId, files: undefined })
    expect(await seen()).toMatchObject({
      from: { address: 'help@agency.example', name: '差勤系統客服', isRead: true },
      to: 'wang@agency.example',
      phone: '+886422345678',
      bounced: null,
    })
    const bounced = { status: '5.1.1', said: 'no such user', firstAt: clock.now(), lastAt: clock.now() }
    await db
      .insertInto('bouncedAddresses')
      .values({ address: 'wang@agency.example', clearedAt: null, ...bounced })
      .execute()
    expect(await seen()).toMatchObject({ bounced: { said: 'no such user', times: 1 } })
    await db.updateTable('bouncedAddresses').set({ clearedAt: clock.now() }).execute()
    expect(await seen()).toMatchObject({ bounced: null })
  })

  test('nobody learns of files that are not theirs', async ({ db }) => {
    const { add, deps, agent, caseId } = await withFiles(db)
    const file = await add('步驟.txt', '一、登出')
    const other = { ...agent, id: caseId as never }
    await expect(letterPlan(deps, other, { caseId, files: file.id })).rejects.toMatchObject({
      code: 'file-not-found',
    })
    for (const files of ['x', `${file.id}'`, Array(12).fill(file.id).join('0,')])
      await expect(letterPlan(deps, agent, { caseId, files })).rejects.toMatchObject({
        code: 'file-not-found',
      })
  })
})
