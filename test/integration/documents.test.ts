import { unzipSync } from 'fflate'
import { describe, expect } from 'vitest'
import { closeSilent } from '../../server/cases/close-silent.ts'
import type { Id } from '../../server/platform/values.ts'
import { employ } from '../support/accounts.ts'
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

describe('a document that cannot be read by itself', () => {
  test('waits, visible with its words, and becomes a case once somebody has completed it', async ({
    db,
    office,
    clerk,
    uploaded,
  }) => {
    const broken = diText({ serial: '0004444' }).slice(0, 500)
    const fileIds = await uploaded(clerk, { '毀損.di': Buffer.from(broken), '附件.pdf': SAMPLES.pdf })
    const { status, body } = await office.ask('POST /documents', { as: clerk, body: { fileIds } })
    expect([status, body.state, body.failure, body.caseId]).toEqual([201, 'failed', 'document-not-xml', null])
    const files = await db.selectFrom('files').select('expiresAt').where('id', 'in', fileIds).execute()
    expect(files).toEqual([{ expiresAt: null }, { expiresAt: null }])

    const { body: list } = await office.ask('GET /documents?state=failed', { as: clerk })
    expect(list.documents.map(({ id }: { id: string }) => id)).toContain(body.id)
    const { body: shown } = await office.ask(`GET /documents/${body.id}`, { as: clerk })
    expect(shown.preview).toContain('臺北市政府人事處')

    const retry = (cover: object) =>
      office.ask(`POST /documents/${body.id}/retry`, { as: clerk, body: { cover } })
    expect((await retry({ number: '府人字第1150004444號' })).body).toMatchObject({
      state: 'failed',
      failure: 'document-not-xml',
      number: '府人字第1150004444號',
    })
    expect((await retry({ issuedOn: '115.13.99' })).body.code).toBe('document-date-invalid')
    const { body: done } = await retry({
      senderName: '臺北市政府人事處',
      subject: '函詢差勤系統',
      issuedOn: '115.11.20',
      dueOn: '115/12/01',
    })
    expect(done).toMatchObject({
      state: 'case',
      number: '府人字第1150004444號',
      issuedOn: '2026-11-20',
      dueOn: '2026-12-01',
    })
    expect(done.files).toHaveLength(2)
    expect((await retry({})).body.code).toBe('document-is-case')
  })

  test('as PDF needs its cover form, which may come with it', async ({ office, clerk, uploaded }) => {
    const pdf = Buffer.concat([SAMPLES.pdf, Buffer.from('one')])
    const fileIds = await uploaded(clerk, { '來文.pdf': pdf })
    const { body: bare } = await office.ask('POST /documents', { as: clerk, body: { fileIds } })
    expect(bare).toMatchObject({ state: 'failed', failure: 'document-needs-cover' })

    const cover = {
      number: '部退字第1150099號',
      senderName: '銓敘部',
      subject: '退撫資料查詢',
      issuedOn: '民國115年11月19日',
      speed: '最速件',
    }
    const others = await uploaded(clerk, { '來文.pdf': Buffer.concat([SAMPLES.pdf, Buffer.from('two')]) })
    const { body } = await office.ask('POST /documents', { as: clerk, body: { fileIds: others, cover } })
    expect(body).toMatchObject({
      state: 'case',
      number: '部退字第1150099號',
      issuedOn: '2026-11-19',
      speed: '最速件',
    })
  })

  test('is shown to those who complete documents, not to everybody who sees cases', async ({
    db,
    office,
    clerk,
    uploaded,
  }) => {
    const fileIds = await uploaded(clerk, { 'x.di': Buffer.from('<函><') })
    const { body } = await office.ask('POST /documents', { as: clerk, body: { fileIds } })
    const reader = await somebody(db, { permissions: ['case:work', 'case:read-all'] })
    expect((await office.ask(`GET /documents/${body.id}`, { as: reader })).status).toBe(404)
    const { body: list } = await office.ask('GET /documents', { as: reader })
    expect(list.documents.filter(({ state }: { state: string }) => state === 'failed')).toEqual([])
  })
})

describe('the answer to a document', () => {
  const document = test
    .extend('taken', async ({ office, clerk, uploaded }) => {
      const serial = String(Math.floor(Math.random() * 9_000_000) + 1_000_000)
      const fileIds = await uploaded(clerk, { 'd.di': di({ serial }) })
      return (await office.ask('POST /documents', { as: clerk, body: { fileIds } })).body as {
        id: string
        caseId: Id<'case'>
        caseNumber: string
      }
    })
    .extend('close', ({ db, deps, taken, clock }) => async () => {
      const { closeCase } = await import('../../server/cases/close.ts')
      const { id: ownerId } = await employ(db)
      const actor = await somebody(db, {
        permissions: ['case:work', 'case:read-all', 'case:handle', 'case:assign'],
      })
      await db
        .updateTable('cases')
        .set({ status: 'in-progress', ownerId })
        .where('id', '=', taken.caseId)
        .execute()
      return closeCase(
        { ...deps, now: clock.now },
        { actor, caseId: taken.caseId, address: '192.0.2.1' },
        { rootCause: 'operation', disposition: 'solved', answer: '已修正' },
      )
    })

  document(
    'is recorded with number and day, on the timeline; only then the case can be closed',
    async ({ db, office, clerk, taken, close }) => {
      await expect(close()).rejects.toMatchObject({ code: 'closing-needs-document' })
      const reply = { number: '總處資字第1150009999號', issuedOn: '115.11.25' }
      const answer = await office.ask(`POST /documents/${taken.id}/reply`, { as: clerk, body: reply })
      expect([answer.status, answer.body.replyNumber, answer.body.replyIssuedOn]).toEqual([
        201,
        '總處資字第1150009999號',
        '2026-11-25',
      ])
      const wrong = await office.ask(`POST /documents/${taken.id}/reply`, {
        as: clerk,
        body: { ...reply, issuedOn: '115.02.30' },
      })
      expect([wrong.status, wrong.body.code]).toEqual([400, 'document-date-invalid'])
      const lines = await db.selectFrom('timeline').selectAll().where('caseId', '=', taken.caseId).execute()
      expect(lines.map(({ body }) => body)).toContainEqual({
        fields: ['outgoingDocument'],
        to: '總處資字第1150009999號（115.11.25）',
      })
      expect((await close()).status).toBe('closed')
    },
  )

  document('need not be given when somebody says why', async ({ office, clerk, taken, close }) => {
    const { body } = await office.ask(`POST /documents/${taken.id}/no-reply`, {
      as: clerk,
      body: { reason: '副本僅供知悉' },
    })
    expect(body).toMatchObject({ replyWaived: '副本僅供知悉', replyNumber: null })
    expect((await close()).status).toBe('closed')
  })

  document('is not skipped by the clock that closes silent cases', async ({ db, deps, taken, clock }) => {
    const since = new Date(clock.now().getTime() - 60 * 86_400_000)
    const { id: ownerId } = await employ(db)
    await db
      .updateTable('cases')
      .set({ status: 'answered', ownerId, answer: '已修正', answeredAt: since, statusSince: since })
      .where('id', '=', taken.caseId)
      .execute()
    await closeSilent(deps)
    const { status } = await db
      .selectFrom('cases')
      .select('status')
      .where('id', '=', taken.caseId)
      .executeTakeFirstOrThrow()
    expect(status).toBe('answered')
  })

  document(
    'is drafted as ODT that carries number, sender and the answer',
    async ({ db, office, clerk, taken }) => {
      await db
        .updateTable('cases')
        .set({ answer: '1. 已修正匯出程式。\n2. <請>更新 & 重試。' })
        .where('id', '=', taken.caseId)
        .execute()
      const { reply } = await office.ask(`GET /documents/${taken.id}/letter`, { as: clerk })
      expect(reply.headers['content-type']).toBe('application/vnd.oasis.opendocument.text')
      const letter = unzipSync(reply.rawPayload)
      expect(Object.keys(letter)[0]).toBe('mimetype')
      expect(reply.rawPayload.subarray(30, 38).toString()).toBe('mimetype')
      const content = Buffer.from(letter['content.xml']!).toString()
      for (const words of [
        '主旨：復貴機關函詢',
        '受文者：臺北市政府人事處',
        '二、已修正匯出程式。',
        '三、&lt;請&gt;更新 &amp; 重試。',
        taken.caseNumber,
      ])
        expect(content).toContain(words)
    },
  )

  document('is seen beside its case, and is nobody else’s', async ({ db, office, clerk, taken }) => {
    const { body } = await office.ask(`GET /cases/${taken.caseId}/document`, { as: clerk })
    expect(body.document).toMatchObject({ id: taken.id, caseNumber: taken.caseNumber })
    const stranger = await somebody(db, { permissions: ['case:work', 'case:handle'] })
    for (const address of [
      `GET /documents/${taken.id}`,
      `GET /documents/${taken.id}/letter`,
      `GET /cases/${taken.caseId}/document`,
    ])
      expect((await office.ask(address, { as: stranger })).status).toBe(404)
    const { status } = await office.ask(`POST /documents/${taken.id}/no-reply`, {
      as: stranger,
      body: { reason: '無' },
    })
    expect(status).toBe(404)
  })

  document(
    'is found by number, sender or subject, and what waits for an answer by itself',
    async ({ office, clerk, taken }) => {
      const found = async (query: string) =>
        (await office.ask(`GET /documents?${query}`, { as: clerk })).body.documents.map(
          ({ id }: { id: string }) => id,
        )
      const { number } = (await office.ask(`GET /documents/${taken.id}`, { as: clerk })).body
      expect(await found(`text=${encodeURIComponent(number.slice(2, 12))}`)).toContain(taken.id)
      expect(await found(`text=${encodeURIComponent('100%_沒有')}`)).toEqual([])
      expect(await found('unanswered=true')).toContain(taken.id)
      await office.ask(`POST /documents/${taken.id}/no-reply`, { as: clerk, body: { reason: '副本' } })
      expect(await found('unanswered=true')).not.toContain(taken.id)
    },
  )
})

test('a document of many megabytes is taken as it is', async ({ office, clerk, uploaded }) => {
  const big = di({ serial: '0005555', points: Array.from({ length: 10 }, () => '長'.repeat(100_000)) })
  expect(big.length).toBeGreaterThan(2 * MB)
  const fileIds = await uploaded(clerk, { 'big.di': big })
  const { body } = await office.ask('POST /documents', { as: clerk, body: { fileIds } })
  expect(body.state).toBe('case')
})
