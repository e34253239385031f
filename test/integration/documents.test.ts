import { describe, expect } from 'vitest'
import type { Id } from '../../server/platform/values.ts'
import { di, diText, inBig5 } from '../support/documents/di.ts'
import { test } from '../support/documents/document-test.ts'
import { somebody } from '../support/intake-app.ts'
import { SAMPLES } from '../support/samples/files.ts'

const MB = 1024 * 1024

describe('an official document in the exchange format', () => {
  test('becomes a case with its number, sender, files and words, due no later than its deadline', async ({
    db,
    office,
    clerk,
    uploaded,
  }) => {
    await db
      .insertInto('agencies')
      .values({
        code: '379000000A',
        name: '臺北市政府人事處',
        shortName: '北市人事處',
        parentId: null,
        hrSystem: 'WebHR',
        address: '',
        county: '臺北市',
      })
      .execute()
    const fileIds = await uploaded(clerk, {
      '1150001234.di': di({ attachments: ['清冊.pdf', '未附.ods'], serial: '0001234' }),
      '清冊.pdf': SAMPLES.pdf,
    })
    const { status, body } = await office.ask('POST /documents', { as: clerk, body: { fileIds } })
    expect([status, body.state, body.failure]).toEqual([201, 'case', null])
    expect(body).toMatchObject({
      number: '總處資字第1150001234號',
      issuedOn: '2026-11-20',
      senderName: '臺北市政府人事處',
      agencyName: '臺北市政府人事處',
      dueOn: '2026-12-05',
      speed: '速件',
      missingFiles: ['未附.ods'],
      replyNumber: null,
    })
    const stored = await db
      .selectFrom('cases')
      .selectAll()
      .where('id', '=', body.caseId)
      .executeTakeFirstOrThrow()
    expect(stored).toMatchObject({
      channel: 'document',
      priority: 2,
      requesterName: '臺北市政府人事處',
      agencyId: body.agencyId,
      status: 'received',
    })
    expect(stored.dueAt.getTime()).toBeLessThanOrEqual(Date.parse('2026-12-05T17:30:00+08:00'))
    const { body: timeline } = await office.ask(`GET /cases/${body.caseId}/held-files`, { as: clerk })
    expect(timeline).toEqual([])
    const entries = await db
      .selectFrom('timeline')
      .selectAll()
      .where('caseId', '=', body.caseId)
      .orderBy('seq')
      .execute()
    const message = entries.find(({ kind }) => kind === 'message-in')!.body as {
      text: string
      files: { name: string }[]
    }
    expect(message.files.map(({ name }) => name)).toEqual(['1150001234.di', '清冊.pdf'])
    expect(message.text).toContain('發文字號：總處資字第1150001234號')
    expect(message.text).toContain('未收到的附件：未附.ods')
    expect(message.text).toContain('二、旨揭系統於匯出人員清冊時')
    const { status: fetched } = await office.ask(`GET /files/${fileIds[1]}/content`, { as: clerk })
    expect(fetched).toBe(200)
  })

  test('with a deadline nearer than ours is due at its deadline', async ({
    db,
    office,
    clerk,
    uploaded,
    clock,
  }) => {
    const tomorrow = new Date(clock.now().getTime() + 86_400_000 + 8 * 3_600_000)
    const day = `${tomorrow.getUTCFullYear() - 1911}年${tomorrow.getUTCMonth() + 1}月${tomorrow.getUTCDate()}日`
    const issued = new Date(clock.now().getTime() - 86_400_000)
    const date = `中華民國${issued.getUTCFullYear() - 1911}年${issued.getUTCMonth() + 1}月${issued.getUTCDate()}日`
    const fileIds = await uploaded(clerk, {
      'a.di': di({ serial: '0009001', subject: `請於${day}前函復差勤異常原因`, speed: '普通件', date }),
    })
    const { body } = await office.ask('POST /documents', { as: clerk, body: { fileIds } })
    const stored = await db
      .selectFrom('cases')
      .selectAll()
      .where('id', '=', body.caseId)
      .executeTakeFirstOrThrow()
    const deadline = new Date(`${tomorrow.toISOString().slice(0, 10)}T17:30:00+08:00`)
    expect(stored.dueAt).toEqual(deadline)
    expect(stored.responseDueAt.getTime()).toBeLessThanOrEqual(deadline.getTime())
  })

  test('in Big5 is read like any other', async ({ office, clerk, uploaded }) => {
    const text = diText({ encoding: 'Big5', serial: '0007777', subject: '函詢退撫系統問題' })
    const fileIds = await uploaded(clerk, { '舊系統.di': inBig5(text) })
    const { body } = await office.ask('POST /documents', { as: clerk, body: { fileIds } })
    expect(body).toMatchObject({
      state: 'case',
      number: '總處資字第1150007777號',
      subject: '函詢退撫系統問題',
    })
  })

  test('sent twice, also at once or uploaded anew under another name, is one document and one case', async ({
    db,
    office,
    clerk,
    uploaded,
  }) => {
    const document = di({ serial: '0002222' })
    const [one, other] = [
      await uploaded(clerk, { 'a.di': document }),
      await uploaded(clerk, { 'b.di': document }),
    ]
    const send = (fileIds: Id<'file'>[]) => office.ask('POST /documents', { as: clerk, body: { fileIds } })
    const answers = await Promise.all([send(one), send(other), send(one)])
    expect(new Set(answers.map(({ body }) => body.caseId)).size).toBe(1)
    expect((await send(one)).body.id).toBe(answers[0]!.body.id)
    const { n } = await db
      .selectFrom('cases')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('title', 'like', '%貴處所管%')
      .where(
        'id',
        'in',
        answers.map(({ body }) => body.caseId),
      )
      .executeTakeFirstOrThrow()
    expect(Number(n)).toBe(1)
  })

  test('may be sent by those who may take documents in, programs too, and by nobody else', async ({
    db,
    office,
    clerk,
    uploaded,
  }) => {
    const program = await somebody(db, { permissions: ['document:intake'] })
    const agent = await somebody(db, { permissions: ['case:work', 'case:handle'] })
    const fileIds = await uploaded(program, { 'p.di': di({ serial: '0003333' }) })
    expect((await office.ask('POST /documents', { as: agent, body: { fileIds } })).status).toBe(403)
    // Another's uploads are not there for anybody else.
    expect((await office.ask('POST /documents', { as: clerk, body: { fileIds } })).body.code).toBe(
      'document-file-missing',
    )
    expect((await office.ask('POST /documents', { as: program, body: { fileIds } })).status).toBe(201)
  })
})

test('a document of many megabytes is taken as it is', async ({ office, clerk, uploaded }) => {
  const big = di({ serial: '0005555', points: Array.from({ length: 10 }, () => '長'.repeat(100_000)) })
  expect(big.length).toBeGreaterThan(2 * MB)
  const fileIds = await uploaded(clerk, { 'big.di': big })
  const { body } = await office.ask('POST /documents', { as: clerk, body: { fileIds } })
  expect(body.state).toBe('case')
})
